package dev.outcry.server.main;

import dev.outcry.server.apply.Snapshots;
import dev.outcry.server.journal.JournalDamagedException;
import dev.outcry.server.journal.LogFile;
import dev.outcry.server.store.StoreException;
import dev.outcry.server.store.StoreFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A whole data directory in one file, a ZIP, taken while a server runs.
///
/// It holds the log, the store, the newest snapshot, and the key that tokens are signed with: keep
/// it as you keep the directory. Texts that were deleted before it was taken aren't in it.
final class Backup {
    /// What may be in one.
    static final String NAMES = "log\\.db|store\\.db|token\\.key|snapshots/\\d{1,18}\\.snapshot";

    /// What tokens are signed with.
    static final String KEY = "token.key";

    private static final int TRIES = 5;

    private Backup() {}

    /// Copies a data directory that may be in use. What was acknowledged before the call is in the
    /// copy. Needs room beside the file for the data and for the file.
    ///
    /// @param data the directory
    /// @param file made anew, its owner's alone; it appears when it is whole
    /// @throws StartException if there is no such data, or the file is there or can't be written
    static void take(Path data, Path file) {
        Path target = Disk.free(file);
        if (!Files.exists(data.resolve(FloorData.LOG))) {
            throw new StartException(
                    "there is no log in " + data + ": set OUTCRY_DATA to a data directory");
        }
        try {
            Path work = Files.createTempDirectory(target.getParent(), ".outcry-backup-");
            try {
                copy(data, work);
                Path packed = Files.createTempFile(work, "packed", ".zip"); // its owner's alone
                pack(work, packed);
                Files.move(packed, target);
                Disk.sync(target.getParent());
            } finally {
                Disk.delete(work);
            }
        } catch (IOException | UncheckedIOException | StoreException | JournalDamagedException e) {
            throw new StartException(
                    "can't back up " + data + " to " + file + ": " + Disk.reason(e));
        }
    }

    /// Each is copied before what it follows: so the store is as far as the snapshot or further,
    /// and the log as far as the store. The server may meanwhile cut the log behind the snapshot
    /// that was copied; then there is a newer one.
    private static void copy(Path data, Path work) throws IOException {
        Optional<String> misfit = Optional.empty();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Disk.empty(work, Set.of());
            if (!copySnapshot(data, work)) {
                continue;
            }
            if (Files.exists(data.resolve(KEY))) {
                Files.copy(data.resolve(KEY), work.resolve(KEY));
            }
            if (Files.exists(data.resolve(FloorData.STORE))) {
                StoreFile.backup(data.resolve(FloorData.STORE), work.resolve(FloorData.STORE));
            }
            LogFile.backup(data.resolve(FloorData.LOG), work.resolve(FloorData.LOG));
            misfit = DataCheck.misfit(work);
            if (misfit.isEmpty()) {
                return;
            }
        }
        throw new IOException(
                misfit.orElse("the server takes snapshots faster than they are read"));
    }

    /// Copies the newest snapshot that is whole, if there is any.
    ///
    /// @return whether none went away meanwhile
    private static boolean copySnapshot(Path data, Path work) throws IOException {
        Path to = Files.createDirectory(work.resolve(FloorData.SNAPSHOTS));
        for (Path snapshot : Snapshots.in(data.resolve(FloorData.SNAPSHOTS))) {
            Path copy = to.resolve(snapshot.getFileName());
            try {
                Files.copy(snapshot, copy);
            } catch (NoSuchFileException e) {
                return false;
            }
            if (Snapshots.problem(copy).isEmpty()) {
                return true;
            }
            Files.delete(copy);
        }
        return true;
    }

    private static void pack(Path work, Path packed) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(work)) {
            files = all.filter(file -> name(work, file).matches(NAMES)).sorted().toList();
        }
        try (FileChannel out = FileChannel.open(packed, StandardOpenOption.WRITE);
                ZipOutputStream zip =
                        new ZipOutputStream(
                                new BufferedOutputStream(Channels.newOutputStream(out)))) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(name(work, file)));
                Files.copy(file, zip);
                zip.closeEntry();
            }
            zip.finish();
            zip.flush();
            out.force(true);
        }
    }

    private static String name(Path work, Path file) {
        return work.relativize(file).toString().replace('\\', '/');
    }
}
