package dev.outcry.server.socket;

import static dev.outcry.server.socket.RawSocket.CLOSE;
import static dev.outcry.server.socket.RawSocket.CONTINUATION;
import static dev.outcry.server.socket.RawSocket.FIN;
import static dev.outcry.server.socket.RawSocket.PING;
import static dev.outcry.server.socket.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6455 on raw sockets, in the chapters of the Autobahn test suite: 1 framing, 2 pings, 3
/// reserved bits, 4 opcodes, 5 fragments, 6 UTF-8, 7 close, 9 and 10 sizes.
@Timeout(20)
class MessageConformanceTest {
    private static final int BAD_UTF8 = 1007;
    private static EchoServer server;

    private RawSocket socket;

    @BeforeAll
    static void start() {
        server = new EchoServer();
    }

    @AfterAll
    static void stop() {
        server.close();

        assertThat(server.logged).isEmpty();
    }

    @BeforeEach
    void connect() {
        socket = server.open();
    }

    @AfterEach
    void disconnect() {
        socket.close();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// After a protocol error the server closes with a code, waits for our close, and ends.
    private void expectFailure(int code) {
        socket.expectClose(code);
        socket.close(code, "");
        socket.expectEnd();
    }

    @Nested
    class Texts {
        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "Hello-µ@ßöäüàá-UTF-8!!",
                    "κόσμε",
                    "\u0000\u007f\u0080\u07ff\u0800\uffff",
                    "\ud800\udc00\udbff\udfff",
                    "\ud7ff\ue000\ufffd\ufdd0\ufffe"
                })
        void keepsEveryCharacter(String text) {
            socket.text(text).expectText(text);
        }

        @Test
        void keepsACharacterThatIsSplitOverFragments() {
            byte[] text = utf8("\ud83d\udcc8κ");

            for (int i = 0; i < text.length; i++) {
                socket.frame(i == 0 ? TEXT : CONTINUATION, text[i]);
            }
            socket.frame(FIN | CONTINUATION);

            socket.expectText("\ud83d\udcc8κ");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {
                    "80",
                    "bf",
                    "80bf80",
                    "c0",
                    "c0af",
                    "c1bf",
                    "c2",
                    "c220",
                    "e0809f",
                    "e09fbf",
                    "eda080",
                    "edbfbf",
                    "ed a0 80 ed b0 80",
                    "f08fbfbf",
                    "f0",
                    "f09080",
                    "f4908080",
                    "f5808080",
                    "f888808080",
                    "fc8480808080",
                    "fe",
                    "ff",
                    "fffe",
                    "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65"
                })
        void refusesWhatIsNotUtf8(String digits) {
            socket.frame(FIN | TEXT, hex(digits));

            expectFailure(BAD_UTF8);
        }

        @Test
        void refusesAWrongByteBeforeTheMessageIsWhole() {
            socket.frame(TEXT, hex("ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90"));

            expectFailure(BAD_UTF8);
        }

        @Test
        void refusesAWrongByteBeforeTheFrameIsWhole() {
            byte[] frame = RawSocket.masked(FIN | TEXT, hex("ce ba f4 90 80 80 65 64"));

            socket.send(Arrays.copyOf(frame, frame.length - 4));

            socket.expectClose(BAD_UTF8);
        }

        @Test
        void refusesACharacterThatTheNextFragmentBreaks() {
            socket.frame(TEXT, hex("ce")).frame(FIN | CONTINUATION, utf8("x"));

            expectFailure(BAD_UTF8);
        }
    }

    @Nested
    class Closing {
        @ParameterizedTest(name = "{0}")
        @ValueSource(
                ints = {
                    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000,
                    3999, 4000, 4999
                })
        void echoesTheCodeAndEnds(int code) {
            socket.close(code, "so long \u263a");

            socket.expectClose(code).expectEnd();
        }

        /// Sooner than the patience of the outbox, which ends every close.
        @Test
        @Timeout(value = 2500, unit = TimeUnit.MILLISECONDS)
        void endsAtOnceWhenBothHaveClosed() {
            socket.text("one").close(1000, "");

            socket.expectText("one").expectClose(1000).expectEnd();
        }

        @Test
        void echoesACloseWithoutCode() {
            socket.frame(FIN | CLOSE);

            socket.expectClose(1005).expectEnd();
        }

        @Test
        void acceptsTheLongestReason() {
            socket.close(1000, "*".repeat(123));

            socket.expectClose(1000).expectEnd();
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
        void refusesCodesThatMayNotBeSent(int code) {
            socket.close(code, "");

            socket.expectClose(1002).expectEnd();
        }

        @Test
        void refusesHalfACode() {
            socket.frame(FIN | CLOSE, (byte) 3);

            socket.expectClose(1002).expectEnd();
        }

        @Test
        void refusesAReasonThatIsNotUtf8() {
            socket.frame(FIN | CLOSE, hex("03 e8 ce ba ed a0 80"));

            socket.expectClose(BAD_UTF8).expectEnd();
        }

        @Test
        void refusesAReasonThatIsTooLong() {
            socket.close(1000, "*".repeat(124));

            socket.expectClose(1002).expectEnd();
        }

        @Test
        void answersWhatCameBeforeAndIgnoresWhatComesAfter() {
            byte[] before = RawSocket.masked(FIN | TEXT, utf8("before"));
            byte[] close = RawSocket.masked(FIN | CLOSE, hex("03 e8"));
            byte[] after = RawSocket.masked(FIN | TEXT, utf8("after"));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(before);
            all.writeBytes(close);
            all.writeBytes(after);
            all.writeBytes(RawSocket.masked(FIN | PING, utf8("after")));

            socket.send(all.toByteArray());

            socket.expectText("before").expectClose(1000).expectEnd();
        }

        @Test
        void closesInsideAMessage() {
            socket.frame(TEXT, utf8("begun")).close(1000, "");

            socket.expectClose(1000).expectEnd();
        }
    }

    @Nested
    class Sizes {
        @Test
        void refusesAMessageThatIsTooLongByItsHeader() {
            socket.send(RawSocket.header(FIN | TEXT, 65_537));

            socket.expectClose(1009);
        }

        @Test
        void refusesAnEnormousMessageByItsHeader() {
            socket.send(RawSocket.header(FIN | TEXT, Long.MAX_VALUE));

            socket.expectClose(1009);
        }

        @Test
        void refusesTheFragmentThatMakesAMessageTooLong() {
            socket.frame(TEXT, new byte[65_536]).send(RawSocket.header(FIN | CONTINUATION, 1));

            socket.expectClose(1009);
        }

        @Test
        void tellsTheCodeAlsoToAPeerThatGoesOnSending() {
            socket.frame(FIN | TEXT, new byte[1 << 20]);

            expectFailure(1009);
        }

        @Test
        void joinsManySmallFragments() {
            socket.frame(TEXT, (byte) 'x');
            for (int i = 0; i < 4094; i++) {
                socket.frame(CONTINUATION, utf8("0123456789abcdef"));
            }
            socket.frame(FIN | CONTINUATION);

            assertThat(socket.read().payload()).hasSize(1 + 4094 * 16);
        }
    }
}
