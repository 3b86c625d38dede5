package dev.outcry.server.main;

import dev.outcry.server.apply.Snapshotter;
import dev.outcry.server.journal.Journal;
import java.util.function.UnaryOperator;

/// Places at which somebody may step in while a batch is made durable and applied.
///
/// @param journal put around the log: before it is written, and after it is durable
/// @param beforeAnswers run by the apply thread once a batch is applied, before anybody is told
/// @param rhythm of the snapshots, instead of the one that the settings ask for
record Hooks(
        UnaryOperator<Journal> journal,
        Runnable beforeAnswers,
        UnaryOperator<Snapshotter.Rhythm> rhythm) {
    /// Nobody does.
    static final Hooks NONE =
            new Hooks(UnaryOperator.identity(), () -> {}, UnaryOperator.identity());
}
