package dev.outcry.server.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// Puts a backup back.
final class Restore {
    /// Of an earlier start that failed, or of the file system.
    private static final Set<String> NOTHING = Set.of("lock", "native", "lost+found");

    private Restore() {}

    /// Puts a backup where no data is. The floor that starts there has new epochs: clients see that
    /// it isn't the one they followed, and begin with snapshots.
    ///
    /// The directory may be the root of a volume: nothing is written beside it.
    ///
    /// @param file what [Backup#take] made
    /// @param data a directory that isn't there, or is empty
    /// @throws StartException if the file is no whole backup, or the directory is in use or holds
    ///   something; it is as it was then
    static void restore(Path file, Path data) {
        Path target = data.toAbsolutePath();
        boolean made = !Files.exists(target);
        try {
            count(file);
            if (!made) {
                mustBeEmpty(target);
            }
            try (DataDirectory _ = DataDirectory.open(target)) {
                mustBeEmpty(target);
                fill(file, target, made);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StartException(
                    "can't restore " + file + " to " + data + ": " + Disk.reason(e));
        }
    }

    private static void mustBeEmpty(Path directory) throws IOException {
        if (holdsAnything(directory)) {
            throw new StartException(
                    directory + " isn't empty: move it away, or set OUTCRY_DATA to another place");
        }
    }

    private static void fill(Path file, Path target, boolean made) throws IOException {
        boolean done = false;
        try {
            Path work = Files.createTempDirectory(target, ".outcry-restore-");
            unpack(file, work);
            check(file, work);
            moveIn(work, target);
            Disk.delete(work);
            done = true;
        } finally {
            if (!done && made) {
                Disk.delete(target);
            } else if (!done) {
                Disk.empty(target, NOTHING);
            }
        }
    }

    private static boolean holdsAnything(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(each -> !NOTHING.contains(each.getFileName().toString()));
        }
    }

    /// {@return how many files a whole ZIP holds: one that was cut short has no end that says so}
    private static int count(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size();
        }
    }

    private static void unpack(Path file, Path work) throws IOException {
        int found = 0;
        // Which, unlike ZipFile, compares checksums.
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().matches(Backup.NAMES)) {
                    throw noBackup(file);
                }
                Path to = work.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                Files.copy(zip, to);
                own(to);
                Disk.sync(to);
                found++;
            }
        }
        if (found != count(file) || !Files.exists(work.resolve(FloorData.LOG))) {
            throw noBackup(file);
        }
    }

    private static StartException noBackup(Path file) {
        return new StartException(file + " is no backup of Outcry");
    }

    private static void own(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void check(Path file, Path work) {
        List<String> problems = DataCheck.problems(work);
        if (!problems.isEmpty()) {
            throw new StartException(file + " isn't whole: " + problems.getFirst());
        }
    }

    /// The log comes last: without it a server refuses to start, rather than begin anew.
    private static void moveIn(Path work, Path target) throws IOException {
        Files.createFile(target.resolve(FloorData.RESTORED));
        for (String name :
                List.of(FloorData.SNAPSHOTS, Backup.KEY, FloorData.STORE, FloorData.LOG)) {
            if (Files.exists(work.resolve(name))) {
                Files.move(work.resolve(name), target.resolve(name));
                Disk.sync(target);
            }
        }
    }
}
