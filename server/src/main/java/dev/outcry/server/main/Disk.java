package dev.outcry.server.main;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Files of the operator's, and what may be wrong with them.
final class Disk {
    private Disk() {}

    /// {@return the absolute path of a file that is about to be made}
    ///
    /// @throws StartException if there is something already, or no directory for it
    static Path free(Path file) {
        Path target = file.toAbsolutePath();
        if (Files.exists(target)) {
            throw new StartException(file + " is there already: move it away, or name another");
        }
        if (!Files.isDirectory(target.getParent())) {
            throw new StartException("there is no directory " + target.getParent());
        }
        return target;
    }

    /// Has a file, or the names in a directory, on the disk when it returns.
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Deletes a file, or a directory with all that is in it.
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            empty(path, Set.of());
        }
        Files.deleteIfExists(path);
    }

    /// Deletes what is in a directory.
    ///
    /// @param but the names of what stays
    static void empty(Path directory, Set<String> but) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.walk(directory)) {
            found = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : found) {
            Path inside = directory.relativize(each);
            if (!each.equals(directory) && !but.contains(inside.getName(0).toString())) {
                Files.deleteIfExists(each);
            }
        }
    }

    /// {@return what an exception means, for people}
    static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException none -> "there is no " + none.getFile();
            case AccessDeniedException denied -> "no right to use " + denied.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
