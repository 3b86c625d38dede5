package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outcry.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is in the way of a start is said in one line.
@Timeout(30)
class BadStartTest {
    @TempDir private Path directory;

    private String refusal(Settings settings) {
        StartException refused =
                catchThrowableOfType(
                        StartException.class, () -> FloorServer.start(settings).close());
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n", "Exception");
        return refused.getMessage();
    }

    private static Settings settings(Path data, int port) {
        return TestFloor.settings(data, true, new Settings.Feed(false, 1), port);
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(refusal(settings(directory, port)))
                    .contains("127.0.0.1:" + port, "OUTCRY_PORT");
        }
    }

    @Test
    void startsOnceThePortIsFreeAgain() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            refusal(settings(directory, port));
        }

        try (FloorServer server = FloorServer.start(settings(directory, port))) {
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        Settings plain = settings(directory, 0);
        Settings elsewhere =
                new Settings(
                        new Settings.Web(
                                "no-such-host.invalid",
                                0,
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                true),
                        plain.data(),
                        plain.feed(),
                        plain.secrets(),
                        plain.log(),
                        plain.logMaxBytes(),
                        plain.nats(),
                        plain.limits(),
                        plain.webhooks());

        assertThat(refusal(elsewhere)).contains("no-such-host.invalid", "OUTCRY_HOST");
    }

    @Test
    void saysThatTheAddressIsNotOfThisMachine() {
        Settings plain = settings(directory, 0);
        Settings elsewhere =
                new Settings(
                        new Settings.Web(
                                "192.0.2.1", 0, List.of(), List.of(), Optional.empty(), true),
                        plain.data(),
                        plain.feed(),
                        plain.secrets(),
                        plain.log(),
                        plain.logMaxBytes(),
                        plain.nats(),
                        plain.limits(),
                        plain.webhooks());

        assertThat(refusal(elsewhere)).contains("192.0.2.1", "OUTCRY_HOST");
    }

    @Test
    void saysThatTheDataDirectoryIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("data"));

        assertThat(refusal(settings(file, 0))).contains(file.toString(), "OUTCRY_DATA");
    }

    @Test
    void saysThatTheDataDirectoryIsBelowAFile() throws IOException {
        Path below = Files.createFile(directory.resolve("data")).resolve("below");

        assertThat(refusal(settings(below, 0))).contains(below.toString(), "OUTCRY_DATA");
    }

    @Test
    void saysThatTheTokenKeyIsNotReadable() throws IOException {
        try (FloorServer server = start(settings(directory, 0))) {
            assertThat(server.port()).isPositive();
        }
        Path key = directory.resolve("token.key");
        Files.delete(key);
        Files.createDirectory(key);

        assertThat(refusal(settings(directory, 0)))
                .contains("token key", directory.toString(), "OUTCRY_DATA");
    }

    private static FloorServer start(Settings settings) {
        try {
            return FloorServer.start(settings);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }
}
