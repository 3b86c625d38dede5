package dev.outcry.server.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where everything is kept that outlives the process.
final class DataDirectory {
    private DataDirectory() {}

    /// Makes sure that it is there and can be used. A new one is its owner's alone.
    static void prepare(Path directory) throws StartException {
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
            throw new StartException(
                    "can't read and write the data directory "
                            + directory
                            + ": change its rights, or set OUTCRY_DATA");
        }
    }
}
