package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.server.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartTest {
    @TempDir private Path directory;

    @Test
    void servesAFloorWithTheLobbyAlone() throws Exception {
        try (FloorServer server = FloorServer.start(settings(Map.of("OUTCRY_PORT", "0")));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> rooms = get(client, server, "/api/v1/rooms");
            HttpResponse<String> markets = get(client, server, "/api/v1/markets");

            assertThat(rooms.body()).startsWith("{\"items\":[{\"room\":\"lobby\",").endsWith("}]}");
            assertThat(markets.body()).isEqualTo("{\"items\":[]}");
            assertThat(get(client, server, "/observe/health").statusCode()).isEqualTo(200);
            assertThat(get(client, server, "/observe/metrics").body())
                    .contains(
                            "outcry_sessions 0",
                            "outcry_log_position 2",
                            "outcry_state_info{hash=");
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());

            assertThatThrownBy(() -> FloorServer.start(settings(Map.of("OUTCRY_PORT", port))))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("OUTCRY_PORT");
        }
    }

    @Test
    void saysThatAHostIsNotHere() {
        Map<String, String> env = Map.of("OUTCRY_PORT", "0", "OUTCRY_HOST", "host.invalid");

        assertThatThrownBy(() -> FloorServer.start(settings(env)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("OUTCRY_HOST");
    }

    @Test
    void saysThatTheDataDirectoryIsNone() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(
                        () -> FloorServer.start(settings(Map.of("OUTCRY_DATA", file.toString()))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("OUTCRY_DATA");
    }

    @Test
    void saysThatAKeyStoreCannotBeOpened() throws IOException {
        Path file = Files.writeString(directory.resolve("keys.p12"), "no key store");
        Map<String, String> env =
                Map.of(
                        "OUTCRY_PORT", "0",
                        "OUTCRY_TLS_KEYSTORE", file.toString(),
                        "OUTCRY_TLS_PASSWORD", "hunter2");

        assertThatThrownBy(() -> FloorServer.start(settings(env)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("hunter2");
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> env = new HashMap<>(Map.of("OUTCRY_FEED", "none"));
        env.putAll(more);
        Settings.Loaded loaded = Settings.load(env, directory);
        assertThat(loaded).isInstanceOf(Settings.Loaded.Good.class);
        return ((Settings.Loaded.Good) loaded).settings();
    }

    private static HttpResponse<String> get(HttpClient client, FloorServer server, String path)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
