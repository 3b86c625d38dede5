package dev.outcry.server.api;

import static dev.outcry.server.api.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every request, whatever it asks for.
@Timeout(30)
class HttpTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1",
                "/api/v1/",
                "/api/v1/nothing",
                "/api/v2/rooms",
                "/api",
                "/nothing",
                "/observe/nothing",
                "/observe",
                "/META-INF/MANIFEST.MF",
                "/../application.yaml",
                "/%2e%2e/application.yaml",
                "/assets",
                "/assets/",
                "/index.html/",
                "/application.yaml"
            })
    void knowsWhatItDoesNotHave(String path) {
        HttpResponse<String> response = server.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(json(response).getInt("status")).isEqualTo(404);
    }

    @Test
    void saysWhichMethodsAPathTakes() {
        HttpResponse<String> response = server.send(server.request("/api/v1/guests"));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(json(response).getInt("status")).isEqualTo(405);
        assertThat(server.post("/", "").headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void answersHeadWithoutABody() {
        HttpResponse<String> get = server.get("/api/v1/rooms");

        HttpResponse<String> head =
                server.send(
                        server.request("/api/v1/rooms")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
        assertThat(server.get("/api/v1/rooms").body()).isEqualTo(get.body());
    }

    @Test
    void answersOnlyToItsOwnNames() throws IOException {
        assertThat(raw("GET /api/v1/rooms HTTP/1.1\r\nHost: evil.example\r\n"))
                .startsWith("HTTP/1.1 421 ")
                .contains("application/problem+json");
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example:8080\r\n"))
                .startsWith("HTTP/1.1 421 ");
        assertThat(raw("GET /api/v1/rooms HTTP/1.1\r\nHost: floor.example\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET /api/v1/rooms HTTP/1.1\r\nHost: chat.example:444\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/rooms HTTP/1.1\r\n",
                "GET /api/v1/rooms HTTP/1.1\r\nHost: a b\r\n",
                "GET /api/v1/rooms/%zz HTTP/1.1\r\nHost: localhost\r\n",
                "GET /api/v1/rooms?limit=%zz HTTP/1.1\r\nHost: localhost\r\n",
                "BROKEN\r\nHost: localhost\r\n",
                "GET /api/v1/rooms HTTP/1.1\r\nHost\0: localhost\r\n",
                "GET /api/v1/rooms HTTP/1.1\r\nHost localhost\r\n",
                "GET  /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\n",
                "POST /api/v1/guests HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n",
                "POST /api/v1/guests HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            })
    void answersMalformedRequestsInItsOwnWords(String request) throws IOException {
        String response = raw(request);

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"status\":400")
                .doesNotContain("Exception", "server log for more");
    }

    @Test
    void letsListedPagesReadAnswers() {
        HttpResponse<String> listed =
                server.send(
                        server.request("/api/v1/rooms").header("Origin", "https://chat.example"));
        HttpResponse<String> other =
                server.send(
                        server.request("/api/v1/rooms").header("Origin", "https://evil.example"));

        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://chat.example");
        assertThat(listed.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(listed.headers().firstValue("Vary")).contains("Origin");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void answersPreflights() {
        HttpResponse<String> response =
                server.send(
                        server.request("/api/v1/rooms/lobby/messages")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("Origin", "https://chat.example")
                                .header("Access-Control-Request-Method", "POST"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("POST");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization", "Idempotency-Key");
    }

    @Test
    void servesThePageWithAStrictPolicy() {
        HttpResponse<String> response = server.get("/");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(server.get("/index.html").body()).isEqualTo(response.body());
        HttpResponse<String> again =
                server.send(
                        server.request("/")
                                .header(
                                        "If-None-Match",
                                        response.headers().firstValue("ETag").orElseThrow()));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void compressesAndKeepsAssets() throws Exception {
        String path = "/assets/test-Ab12Cd34.js";
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    client.send(
                            server.request(path).header("Accept-Encoding", "gzip, br").build(),
                            HttpResponse.BodyHandlers.ofByteArray());

            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(response.headers().firstValue("Cache-Control").orElse(""))
                    .contains("immutable");
            byte[] plain =
                    new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
            assertThat(new String(plain, StandardCharsets.UTF_8))
                    .isEqualTo(server.get(path).body());
            assertThat(server.get(path).headers().firstValue("ETag"))
                    .isNotEqualTo(response.headers().firstValue("ETag"));
        }
    }

    @Test
    void tellsWhetherItIsWell() {
        assertThat(json(server.get("/observe/health")).getString("status")).isEqualTo("UP");

        server.ready.set(false);

        assertThat(server.get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(server.get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(server.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void showsMetricsToThisMachineAndToWhoHasTheToken() {
        server.get("/api/v1/rooms");

        HttpResponse<String> local = server.get("/observe/metrics");

        assertThat(local.statusCode()).isEqualTo(200);
        assertThat(local.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(local.body())
                .contains(
                        "outcry_state_info{hash=\"abc123\"} 1",
                        "outcry_http_requests_seconds_count{method=\"GET\",route=\"/rooms\","
                                + "status=\"200\"} 1",
                        "jvm_memory_used_bytes");
        HttpRequest.Builder far =
                server.request("/observe/metrics").header("X-Forwarded-For", "203.0.113.9");
        assertThat(server.send(far.copy()).statusCode()).isEqualTo(403);
        assertThat(server.send(far.copy().header("Authorization", "Bearer wrong")).statusCode())
                .isEqualTo(403);
        assertThat(
                        server.send(
                                        far.copy()
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + TestServer.METRICS_TOKEN))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysNothingAboveDebugOfPeersThatVanish() throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Handler recorder =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        records.add(record);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Logger.getLogger("").addHandler(recorder);
        try {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setSoLinger(true, 0); // closing resets
                    String head = "POST /api/v1/guests HTTP/1.1\r\nHost: localhost\r\n";
                    String body = "Content-Length: 100\r\n\r\n{\"name\"";
                    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                }
            }
            assertThat(server.get("/api/v1/rooms").statusCode()).isEqualTo(200);
        } finally {
            server.close();
            Logger.getLogger("").removeHandler(recorder);
        }

        assertThat(records).noneMatch(r -> r.getLevel().intValue() > Level.INFO.intValue());
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
