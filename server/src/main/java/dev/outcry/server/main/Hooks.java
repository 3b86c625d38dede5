package dev.outcry.server.main;

import dev.outcry.server.apply.Snapshotter;
import dev.outcry.server.journal.Journal;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// Places at which somebody may step in, most of them while a batch is made durable and applied.
///
/// @param journal put around the log: before it is written, and after it is durable
/// @param beforeAnswers run by the apply thread once a batch is applied, before anybody is told
/// @param rhythm of the snapshots, instead of the one that the settings ask for
/// @param nanoTime the clock of the limits on rates
record Hooks(
        UnaryOperator<Journal> journal,
        Runnable beforeAnswers,
        UnaryOperator<Snapshotter.Rhythm> rhythm,
        LongSupplier nanoTime) {
    /// Nobody does.
    static final Hooks NONE =
            new Hooks(UnaryOperator.identity(), () -> {}, UnaryOperator.identity());

    /// With the usual clock.
    Hooks(
            UnaryOperator<Journal> journal,
            Runnable beforeAnswers,
            UnaryOperator<Snapshotter.Rhythm> rhythm) {
        this(journal, beforeAnswers, rhythm, System::nanoTime);
    }
}
