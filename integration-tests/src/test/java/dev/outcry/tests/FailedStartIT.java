package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What can't work ends at once, and one line says why.
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class FailedStartIT {
    private static final List<String> OPTIONS =
            List.of("@" + Machine.ROOT.resolve("server/jvm.options"));

    @TempDir private Path directory;

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            ServerProcess server =
                    start(Map.of("OUTCRY_PORT", port, "OUTCRY_DATA", directory.toString()));

            assertThat(server.exitCode()).isNotZero();
            assertThat(server.output()).singleElement().asString().contains(port);
        }
    }

    @Test
    void namesTheDataDirectoryThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("not-a-directory"));

        ServerProcess server = start(Map.of("OUTCRY_PORT", "0", "OUTCRY_DATA", file.toString()));

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.output()).singleElement().asString().contains(file.toString());
    }

    @Test
    void namesTheSettingThatCannotBeRead() throws Exception {
        ServerProcess server =
                start(Map.of("OUTCRY_PORT", "http", "OUTCRY_DATA", directory.toString()));

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.output()).singleElement().asString().contains("OUTCRY_PORT");
    }

    @Test
    void namesTheJavaThatItNeeds() throws Exception {
        ServerProcess server = ServerProcess.run(Machine.oldJava(), List.of(), Map.of());

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.output()).singleElement().asString().contains("Java 25");
    }

    private static ServerProcess start(Map<String, String> settings) throws Exception {
        return ServerProcess.run(Machine.java(), OPTIONS, settings);
    }
}
