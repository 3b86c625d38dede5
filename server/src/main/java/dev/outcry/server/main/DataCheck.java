package dev.outcry.server.main;

import dev.outcry.server.apply.Snapshots;
import dev.outcry.server.journal.LogFile;
import dev.outcry.server.store.StoreException;
import dev.outcry.server.store.StoreFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Whether the files of a data directory are whole, and belong together. Changes none of them.
final class DataCheck {
    private DataCheck() {}

    /// Reads everything, also while a server runs there.
    ///
    /// @param data the directory
    /// @return what is wrong, in words for people
    static List<String> problems(Path data) {
        Path log = data.resolve(FloorData.LOG);
        Path store = data.resolve(FloorData.STORE);
        if (!Files.exists(log)) {
            return List.of("there is no " + log);
        }
        List<String> problems = new ArrayList<>();
        try {
            misfit(data).ifPresent(problems::add);
        } catch (UncheckedIOException | StoreException e) {
            problems.add(String.valueOf(e.getMessage())); // more of it below
        }
        for (Path snapshot : Snapshots.in(data.resolve(FloorData.SNAPSHOTS))) {
            Snapshots.problem(snapshot)
                    .filter(_ -> Files.exists(snapshot))
                    .ifPresent(problem -> problems.add(snapshot + ": " + problem));
        }
        if (!DataDirectory.inUse(data)) {
            LogFile.lostCommits(log).ifPresent(problems::add);
        }
        LogFile.check(log).forEach(problem -> problems.add(log + ": " + problem));
        if (Files.exists(store)) {
            StoreFile.check(store).forEach(problem -> problems.add(store + ": " + problem));
        }
        return problems;
    }

    /// Looks whether a server could go on here: log, store and snapshots have to reach each other.
    /// Costs a few looks at the log and the store, and reads a snapshot.
    ///
    /// They are asked in the order in which they follow each other, for a running server only adds.
    ///
    /// @throws UncheckedIOException if the log can't be read
    /// @throws StoreException if the store can't be read
    static Optional<String> misfit(Path data) {
        List<Path> snapshots = Snapshots.in(data.resolve(FloorData.SNAPSHOTS));
        Path store = data.resolve(FloorData.STORE);
        long position = Files.exists(store) ? StoreFile.position(store) : 0;
        LogFile.Extent log = LogFile.extent(data.resolve(FloorData.LOG));
        if (position > log.last()) {
            return Optional.of(
                    "the log ends at "
                            + log.last()
                            + ", before what the store has read, "
                            + position);
        }
        if (log.first() == 1 || log.last() == 0) {
            return Optional.empty();
        }
        OptionalLong newest =
                snapshots.stream()
                        .filter(file -> Snapshots.pos(file) <= position)
                        .filter(file -> Snapshots.problem(file).isEmpty())
                        .mapToLong(Snapshots::pos)
                        .findFirst();
        return newest.orElse(0) + 1 >= log.first()
                ? Optional.empty()
                : Optional.of(
                        "the log begins at "
                                + log.first()
                                + ", and no whole snapshot reaches so far");
    }
}
