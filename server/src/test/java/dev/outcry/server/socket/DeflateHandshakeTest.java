package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 7692 §7.1 and RFC 6455 §9.1: which offers of permessage-deflate are taken, and how.
@Timeout(20)
class DeflateHandshakeTest {
    private static final String HEADER = "Sec-WebSocket-Extensions";
    private static final String PLAIN =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final String FULL_WINDOW = PLAIN + "; server_max_window_bits=15";
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

    private String answer(String... headers) {
        RawSocket.Response response = socket.upgrade("/ws", headers);
        assertThat(response.status()).isEqualTo(101);
        return response.header(HEADER, "none");
    }

    private String answerTo(String offers) {
        return answer(HEADER + ": " + offers);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=\"15\"",
                "permessage-deflate ; server_no_context_takeover ; client_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; client_max_window_bits = 10",
                "permessage-foo, permessage-deflate",
                "permessage-foo; x=\"y\"; z, , permessage-deflate,",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; unknown, permessage-deflate; client_max_window_bits",
                "permessage-deflate, permessage-deflate; server_max_window_bits=15"
            })
    void takesTheFirstOfferThatItCanHonour(String offers) {
        assertThat(answerTo(offers)).isEqualTo(PLAIN);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=\"15\"; client_max_window_bits",
                "permessage-deflate; server_max_window_bits=\"\\1\\5\"",
                "permessage-deflate; server_max_window_bits=9, "
                        + "permessage-deflate; server_max_window_bits=15"
            })
    void confirmsTheFullWindowIfAsked(String offers) {
        assertThat(answerTo(offers)).isEqualTo(FULL_WINDOW);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                ",",
                "permessage-foo",
                "x-webkit-deflate-frame",
                "Permessage-Deflate-Not",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=+9",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=\"true\"",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; mux",
                "permessage-deflate; Client_No_Context_Takeover"
            })
    void declinesWhatItCantHonourAndSpeaksPlainly(String offers) {
        assertThat(answerTo(offers)).isEqualTo("none");

        socket.text("hello").expectText("hello");
        socket.compressed("hello").expectClose(1002);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "permessage-deflate;",
                "permessage-deflate; =15",
                "permessage-deflate; server_max_window_bits=",
                "permessage-deflate; server_max_window_bits=\"15",
                "permessage-deflate; server_max_window_bits=\"15\\",
                "permessage-deflate; server_max_window_bits=\"\"",
                "permessage-deflate; server_max_window_bits=\"1 5\"",
                "permessage-deflate; server_max_window_bits=\"1,5\"",
                "permessage-deflate; server_max_window_bits=\"15\"x",
                "permessage-deflate client_max_window_bits",
                "; permessage-deflate",
                "permessage/deflate",
                "permessage-deflate; client_max_window_bits=1=2"
            })
    void refusesAMalformedHeader(String offers) {
        RawSocket.Response response = socket.upgrade("/ws", HEADER + ": " + offers);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("\"bad_request\"", HEADER);
    }

    @Test
    void readsSeveralHeadersAsOne() {
        assertThat(
                        answer(
                                HEADER + ": permessage-deflate; server_max_window_bits=12",
                                "sec-websocket-extensions: permessage-deflate"))
                .isEqualTo(PLAIN);
    }

    @Test
    void survivesTheLongestHeader() {
        String quoted = "\\a".repeat(2_000);

        assertThat(answerTo("a; b=\"" + quoted + "\"" + ",a;b".repeat(500))).isEqualTo("none");
    }

    @Test
    void declinesEverythingWhenItIsOff() {
        try (EchoServer off = new EchoServer(false);
                RawSocket plain = RawSocket.plain(off.port())) {
            RawSocket.Response response =
                    plain.upgrade("/ws", HEADER + ": permessage-deflate; client_max_window_bits");

            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header(HEADER, "none")).isEqualTo("none");
            plain.compressed("hello").expectClose(1002);
        }
    }
}
