package dev.outcry.server.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// How a server ends that is started again.
enum Restart {
    /// By the operator.
    STOPPED,
    /// By its death.
    ABANDONED;

    /// {@return the next server on the same data}
    ///
    /// @param down for how long nobody served, by the clock
    TestFloor of(TestFloor floor, Duration down) {
        Path copy = floor.data().resolveSibling(floor.data().getFileName() + "-copy");
        return this == STOPPED ? floor.stopped(down) : floor.abandoned(copy, down);
    }

    TestFloor of(TestFloor floor) {
        return of(floor, Duration.ZERO);
    }

    /// Copies a directory that somebody writes to.
    ///
    /// @return whether all files are as they were at one moment
    static boolean copied(Path from, Path to) {
        try {
            if (Files.exists(to)) {
                TestFloor.remove(to);
            }
            Map<Path, String> before = files(from);
            for (Path file : before.keySet()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
            return before.equals(files(from));
        } catch (IOException | UncheckedIOException e) { // one of them is gone
            return false;
        }
    }

    /// All but SQLite's shared memory, which it makes anew.
    private static Map<Path, String> files(Path directory) throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> !each.toString().endsWith("-shm")).toList()) {
                found.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }
}
