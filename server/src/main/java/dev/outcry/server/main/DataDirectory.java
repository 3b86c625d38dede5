package dev.outcry.server.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/// Where everything is kept that outlives the process. One server has it at a time: the lock goes
/// when it is closed, and with the process, however that ends.
final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String NATIVE = "native";
    private static final String UNPACKED_IN = "org.sqlite.tmpdir";

    private final FileLock lock;

    private DataDirectory(FileLock lock) {
        this.lock = lock;
    }

    /// Makes sure that it is there, can be used, and is nobody else's. A new one is its owner's
    /// alone.
    static DataDirectory open(Path directory) {
        prepare(directory);
        DataDirectory opened = new DataDirectory(lock(directory));
        try {
            loadSqlite(directory.toAbsolutePath().resolve(NATIVE));
            return opened;
        } catch (StartException e) {
            opened.close();
            throw e;
        }
    }

    /// {@return whether a server has it; also so where that can't be asked}
    static boolean inUse(Path directory) {
        Path file = directory.resolve(LOCK);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            return true;
        }
    }

    /// Has SQLite's native library unpacked for a program that isn't the server of a directory, and
    /// so may not clean up there: where temporary files are, and in the directory where those can't
    /// be.
    ///
    /// @throws StartException if it can't be loaded from either
    static void loadSqliteBeside(Path directory) {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // it declares no other
            Path own = directory.toAbsolutePath().resolve(NATIVE);
            if (System.getProperty(UNPACKED_IN) == null && Files.isWritable(own)) {
                System.setProperty(UNPACKED_IN, own.toString());
                loadSqliteBeside(directory);
            } else {
                throw new StartException(
                        "can't load SQLite ("
                                + e.getMessage()
                                + "): programs must be allowed to run where temporary files are;"
                                + " set -Dorg.sqlite.tmpdir");
            }
        }
    }

    private static void prepare(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory.toAbsolutePath().getParent());
                Files.createDirectory(directory);
                if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(
                            directory, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new StartException(
                    "can't make the data directory "
                            + directory
                            + ": change the rights of its parent, or set OUTCRY_DATA");
        }
        if (!Files.isReadable(directory)
                || !Files.isWritable(directory)
                || !Files.isExecutable(directory)) {
            throw unusable(directory);
        }
    }

    @SuppressWarnings("resource") // the lock closes its channel in close()
    private static FileLock lock(Path directory) {
        FileLock lock;
        try {
            FileChannel file =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            lock = tryLock(file);
            if (lock == null) {
                file.close();
            }
        } catch (IOException e) {
            throw unusable(directory);
        }
        if (lock == null) {
            throw new StartException(
                    "another server uses the data directory "
                            + directory
                            + ": stop that one, or set OUTCRY_DATA");
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) { // of this process
            return null;
        }
    }

    /// Has SQLite's native library unpacked here rather than where temporary files are, for that
    /// may be read-only or without the right to execute. Each start unpacks it under a new name,
    /// and one that was killed has left its own.
    private static void loadSqlite(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
            if (System.getProperty(UNPACKED_IN) == null) {
                System.setProperty(UNPACKED_IN, directory.toString());
            }
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // it declares no other
            throw new StartException(
                    "can't load SQLite from "
                            + System.getProperty(UNPACKED_IN, directory.toString())
                            + " ("
                            + e.getMessage()
                            + "): programs must be allowed to run there; set OUTCRY_DATA, or"
                            + " -Dorg.sqlite.tmpdir");
        }
    }

    private static StartException unusable(Path directory) {
        return new StartException(
                "can't read and write the data directory "
                        + directory
                        + ": change its rights, or set OUTCRY_DATA");
    }

    /// Lets another server have it.
    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
