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

    /// Lists the snapshots of a directory, whole or not.
    ///
    /// @param directory that may not be there
    /// @return the files, newest first
    public static List<Path> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> name(file).matches("\\d{1,18}\\" + SUFFIX))
                    .sorted(Comparator.comparingLong(Snapshots::pos).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a snapshot.
    ///
    /// @param file one of [#in]
    /// @return what is wrong with it; empty if it is whole
    public static Optional<String> problem(Path file) {
        try {
            read(file);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(e.toString());
        }
    }

    /// {@return the log position that a snapshot is named after}
    ///
    /// @param file one of [#in]
    public static long pos(Path file) {
        String name = name(file);
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static Floor read(Path file) throws IOException {
        Floor floor = Floor.restore(Files.readAllBytes(file));
        if (floor.pos() != pos(file)) {
            throw new IllegalArgumentException("it stands at " + floor.pos());
        }
        return floor;
    }

    private Stream<Path> files() {
        return in(directory).stream();
    }

    private Path file(long pos) {
        return directory.resolve(pos + SUFFIX);
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
