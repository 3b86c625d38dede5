package dev.outcry.server.apply;

import dev.outcry.server.floor.Floor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The floor's snapshots on disk, one file each, named after the log position that it stands at.
///
/// A file is what [Floor#write()] gave, with its version and checksum. It appears under its name
/// when all of it is on the disk. The newest three are kept. For one thread at a time.
public final class Snapshots {
    private static final Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final int KEPT = 3;
    private static final String SUFFIX = ".snapshot";

    private final Path directory;

    /// Makes the directory where there is none.
    ///
    /// @param directory of the files
    public Snapshots(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps a state for later, and lets go of the oldest files.
    ///
    /// @param pos the log position it stands at
    /// @param state what [Floor#write()] gave
    /// @throws UncheckedIOException if the disk fails; the earlier snapshots are as they were
    public void write(long pos, byte[] state) {
        Path made = directory.resolve(pos + SUFFIX + ".tmp");
        try {
            try (FileChannel file =
                    FileChannel.open(
                            made,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(state);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(made, file(pos), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
            for (Path old : files().skip(KEPT).toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deleteQuietly(made);
        }
    }

    /// Finds the newest state that is whole. Says in the server's log which files aren't.
    ///
    /// @param upTo the newest position of use
    /// @return the floor as it was there; empty if there is none
    public Optional<Floor> newest(long upTo) {
        for (Path file : files().filter(name -> pos(name) <= upTo).toList()) {
            try {
                return Optional.of(read(file));
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(
                        Level.WARNING,
                        "the snapshot {0} can''t be used ({1}): going back to the one before",
                        file,
                        e.getMessage());
            }
        }
        return Optional.empty();
    }

    /// {@return the newest position that is kept, whole or not; 0 without any}
    long newest() {
        return files().mapToLong(Snapshots::pos).max().orElse(0);
    }

    /// {@return the oldest position that is kept, up to which the log isn't needed; 0 without any}
    public long oldest() {
        return files().mapToLong(Snapshots::pos).min().orElse(0);
    }

    private static Floor read(Path file) throws IOException {
        Floor floor = Floor.restore(Files.readAllBytes(file));
        if (floor.pos() != pos(file)) {
            throw new IllegalArgumentException("it stands at " + floor.pos());
        }
        return floor;
    }

    /// Newest first.
    private Stream<Path> files() {
        try (Stream<Path> all = Files.list(directory)) {
            List<Path> found =
                    all.filter(file -> name(file).matches("\\d{1,18}\\" + SUFFIX))
                            .sorted(Comparator.comparingLong(Snapshots::pos).reversed())
                            .toList();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(long pos) {
        return directory.resolve(pos + SUFFIX);
    }

    private static long pos(Path file) {
        String name = name(file);
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "can't delete " + file, e);
        }
    }
}
