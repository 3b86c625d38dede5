package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataDirectoryTest {
    @TempDir private Path directory;

    @Test
    void isOneServersAtATime() throws StartException {
        DataDirectory first = DataDirectory.open(directory);

        assertThatThrownBy(() -> DataDirectory.open(directory))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("another server")
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("OUTCRY_DATA");

        first.close();
        DataDirectory.open(directory).close();
    }

    @Test
    void isNotTakenFromAnotherProcess() throws Exception {
        Process other =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holder.class.getName(),
                                directory.resolve("lock").toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('h');

            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another server");
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        DataDirectory.open(directory).close();
    }

    /// Holds a lock until it is killed.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel file =
                            FileChannel.open(
                                    Path.of(arguments[0]),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                System.out.println("holds " + lock);
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void removesTheLibrariesOfServersThatWereKilled() throws Exception {
        Path left = Files.createDirectory(directory.resolve("native")).resolve("sqlite-1.so");
        Files.writeString(left, "old");

        DataDirectory.open(directory).close();

        assertThat(left).doesNotExist();
    }
}
