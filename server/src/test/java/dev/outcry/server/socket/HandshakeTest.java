package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens before the switch.
@Timeout(20)
class HandshakeTest {
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static EchoServer server;

    private RawSocket socket;

    @BeforeAll
    static void start() {
        server = new EchoServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        socket = RawSocket.plain(server.port());
    }

    @AfterEach
    void disconnect() {
        socket.close();
    }

    private RawSocket.Response upgrade(String... lines) {
        return socket.request("GET /ws HTTP/1.1", lines);
    }

    @Test
    void answersTheKeyAsInTheExampleOfTheRfc() {
        RawSocket.Response response = socket.upgrade("/ws");

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.header("Sec-WebSocket-Accept", ""))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(response.header("Sec-WebSocket-Protocol", "none")).isEqualTo("none");
        assertThat(response.header("Sec-WebSocket-Extensions", "none")).isEqualTo("none");
    }

    @Test
    void confirmsTheChosenSubprotocolOnly() {
        RawSocket.Response response =
                socket.upgrade("/ws", "Sec-WebSocket-Protocol: bearer.secret, outcry.v1");

        assertThat(response.header("Sec-WebSocket-Protocol", "")).isEqualTo("outcry.v1");
        assertThat(response.head()).doesNotContain("secret");
    }

    @Test
    void readsAFrameThatCameRightBehindTheRequest() {
        String request =
                String.join(
                        "\r\n",
                        "GET /ws HTTP/1.1",
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: keep-alive, Upgrade",
                        "Sec-WebSocket-Version: 13",
                        KEY,
                        "",
                        "");
        byte[] frame = RawSocket.masked(RawSocket.FIN | RawSocket.TEXT, (byte) 'x');
        byte[] both =
                Arrays.copyOf(
                        request.getBytes(StandardCharsets.US_ASCII),
                        request.length() + frame.length);
        System.arraycopy(frame, 0, both, request.length(), frame.length);

        assertThat(socket.answer(both).status()).isEqualTo(101);

        socket.expectText("x");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"websocket", "WebSocket"})
    void takesTheNameOfTheProtocolInEitherSpelling(String name) {
        RawSocket.Response response =
                upgrade(
                        "Host: localhost",
                        "Upgrade: " + name,
                        "connection: upgrade",
                        "sec-websocket-version: 13",
                        KEY);

        assertThat(response.status()).isEqualTo(101);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X: no key",
                "Sec-WebSocket-Key: ",
                "Sec-WebSocket-Key: !!!",
                "Sec-WebSocket-Key: c2hvcnQ=",
                "Sec-WebSocket-Key: dGhpcyBpcyBtdWNoIHRvbyBsb25nIQ=="
            })
    void refusesAKeyThatIsNot16Bytes(String key) {
        RawSocket.Response response =
                upgrade(
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        key);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"code\":\"bad_request\"");
        socket.expectEnd();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X: none",
                "Sec-WebSocket-Version: 12",
                "Sec-WebSocket-Version: 14",
                "Sec-WebSocket-Version: x"
            })
    void namesTheVersionItSpeaks(String version) {
        RawSocket.Response response =
                upgrade(
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        version,
                        KEY);

        assertThat(response.status()).isEqualTo(426);
        assertThat(response.header("Sec-WebSocket-Version", "")).isEqualTo("13");
        assertThat(response.header("Upgrade", "")).isEqualTo("websocket");
        socket.expectEnd();
    }

    @Test
    void refusesAConnectionThatIsNotToBeUpgraded() {
        RawSocket.Response response =
                upgrade(
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: keep-alive",
                        "Sec-WebSocket-Version: 13",
                        KEY);

        assertThat(response.status()).isEqualTo(400);
    }

    @Test
    void answersARefusalWithAProblem() {
        RawSocket.Response response =
                socket.upgrade(
                        "/ws/seen?q=a%20b&q=c", "x-test: \"1\"", "Sec-WebSocket-Protocol: a, b");

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.header("Content-Type", "")).isEqualTo("application/problem+json");
        assertThat(response.body())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
                                + "\"code\":\"forbidden\","
                                + "\"detail\":\"a b \\\"1\\\" [a, b] true false\"}");
        socket.expectEnd();
    }

    @Test
    void sendsTheHeadersOfARefusal() {
        RawSocket.Response response = socket.upgrade("/ws/later");

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.header("Retry-After", "")).isEqualTo("3");
    }

    @Test
    void leavesOtherPathsToHttp() {
        assertThat(socket.upgrade("/elsewhere").status()).isEqualTo(404);
    }

    @Test
    void leavesOtherMethodsToHttp() {
        RawSocket.Response response =
                socket.request(
                        "DELETE /ws HTTP/1.1",
                        new String[] {
                            "Host: localhost",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            KEY
                        });

        assertThat(response.status()).isEqualTo(404);
    }

    @Test
    void tellsNothingOfAFailure() {
        RawSocket.Response response = socket.upgrade("/ws/fails");

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.head() + response.body()).doesNotContain("secret");
        assertThat(server.logged).contains("deciding on an upgrade failed");
    }
}
