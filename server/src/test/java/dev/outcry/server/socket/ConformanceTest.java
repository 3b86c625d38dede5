package dev.outcry.server.socket;

import static dev.outcry.server.socket.RawSocket.BINARY;
import static dev.outcry.server.socket.RawSocket.CLOSE;
import static dev.outcry.server.socket.RawSocket.CONTINUATION;
import static dev.outcry.server.socket.RawSocket.FIN;
import static dev.outcry.server.socket.RawSocket.PING;
import static dev.outcry.server.socket.RawSocket.PONG;
import static dev.outcry.server.socket.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
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
class ConformanceTest {
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

    /// The connection is still good.
    private void expectAlive() {
        socket.text("alive").expectText("alive");
    }

    @Nested
    class Framing {
        @ParameterizedTest(name = "{0} bytes")
        @ValueSource(ints = {0, 1, 125, 126, 127, 128, 255, 256, 257, 65_535, 65_536})
        void echoesATextOf(int size) {
            String text = "*".repeat(size);

            socket.text(text);

            socket.expectText(text);
        }

        @ParameterizedTest(name = "{0} bytes at once")
        @ValueSource(ints = {1, 7, 997})
        void joinsWhatArrivesInPieces(int piece) {
            String text = "κόσμε ".repeat(200);
            byte[] frame = RawSocket.masked(FIN | TEXT, utf8(text));

            for (int at = 0; at < frame.length; at += piece) {
                socket.send(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + piece)));
            }

            socket.expectText(text);
        }

        @Test
        void readsManyFramesOfOnePacket() {
            byte[] frame = RawSocket.masked(FIN | TEXT, utf8("one"));
            byte[] frames = new byte[1000 * frame.length];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(frame, 0, frames, i * frame.length, frame.length);
            }

            socket.send(frames);

            for (int i = 0; i < 1000; i++) {
                socket.expectText("one");
            }
        }

        @Test
        void acceptsLengthsThatAreLongerWrittenThanNeeded() {
            socket.send(hex("81 FF 00 00 00 00 00 00 00 02 00 00 00 00 68 69"));

            socket.expectText("hi");
        }

        @Test
        void refusesAnUnmaskedFrame() {
            socket.send(hex("81 02 68 69"));

            expectFailure(1002);
        }

        @Test
        void refusesALengthOfMoreThan63Bits() {
            socket.send(hex("81 FF 80 00 00 00 00 00 00 01 00 00 00 00"));

            socket.expectClose(1002).expectEnd();
        }

        @Test
        void refusesBinaryMessages() {
            socket.frame(FIN | BINARY, utf8("text"));

            expectFailure(1003);
        }
    }

    @Nested
    class Pings {
        @ParameterizedTest(name = "{0} bytes")
        @ValueSource(ints = {0, 1, 125})
        void answersWithTheSamePayload(int size) {
            byte[] payload = new byte[size];
            Arrays.fill(payload, (byte) 0xFE);

            socket.frame(FIN | PING, payload);

            RawSocket.Frame pong = socket.read();
            assertThat(pong.head()).isEqualTo(FIN | PONG);
            assertThat(pong.payload()).isEqualTo(payload);
            expectAlive();
        }

        @Test
        void refusesMoreThan125Bytes() {
            socket.frame(FIN | PING, new byte[126]);

            expectFailure(1002);
        }

        @ParameterizedTest(name = "{0} pings")
        @ValueSource(ints = {10, 200})
        void answersEachOfManyInOrder(int count) {
            for (int i = 0; i < count; i++) {
                socket.frame(FIN | PING, utf8("ping " + i));
            }

            for (int i = 0; i < count; i++) {
                assertThat(socket.read()).hasToString("8a:ping " + i);
            }
        }

        @Test
        void ignoresPongsThatNobodyAskedFor() {
            socket.frame(FIN | PONG, utf8("unasked")).frame(FIN | PONG);

            expectAlive();
        }
    }

    @Nested
    class ReservedBitsAndOpcodes {
        @ParameterizedTest(name = "bits {0}")
        @ValueSource(ints = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70})
        void refusesReservedBits(int bits) {
            socket.text("before").frame(FIN | TEXT | bits, utf8("after"));

            socket.expectText("before");
            expectFailure(1002);
        }

        @ParameterizedTest(name = "ping with bits {0}")
        @ValueSource(ints = {0x10, 0x40})
        void refusesReservedBitsOfControlFrames(int bits) {
            socket.frame(FIN | PING | bits, utf8("ping"));

            expectFailure(1002);
        }

        @ParameterizedTest(name = "opcode {0}")
        @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
        void refusesReservedOpcodes(int opcode) {
            socket.frame(FIN | opcode, utf8("what?"));

            expectFailure(1002);
        }

        @ParameterizedTest(name = "opcode {0} after a text")
        @ValueSource(ints = {0x3, 0xB})
        void answersWhatCameBeforeAReservedOpcode(int opcode) {
            socket.text("before").frame(FIN | opcode);

            socket.expectText("before");
            expectFailure(1002);
        }
    }

    @Nested
    class Fragments {
        @Test
        void joinsFragments() {
            socket.frame(TEXT, utf8("one ")).frame(CONTINUATION, utf8("two "));
            socket.frame(CONTINUATION).frame(FIN | CONTINUATION, utf8("three"));

            socket.expectText("one two three");
        }

        @Test
        void joinsEmptyFragmentsToAnEmptyText() {
            socket.frame(TEXT).frame(CONTINUATION).frame(FIN | CONTINUATION);

            socket.expectText("");
        }

        @Test
        void answersAPingBetweenFragments() {
            socket.frame(TEXT, utf8("one ")).frame(FIN | PING, utf8("now"));

            assertThat(socket.read()).hasToString("8a:now");
            socket.frame(FIN | CONTINUATION, utf8("two")).expectText("one two");
        }

        @ParameterizedTest(name = "opcode {0}")
        @ValueSource(ints = {PING, PONG, CLOSE})
        void refusesFragmentedControlFrames(int opcode) {
            socket.frame(opcode, utf8("go"));

            expectFailure(1002);
        }

        @ParameterizedTest(name = "final bit {0}")
        @ValueSource(ints = {0, FIN})
        void refusesAContinuationOfNothing(int fin) {
            socket.frame(fin | CONTINUATION, utf8("tail"));

            expectFailure(1002);
        }

        @Test
        void refusesAContinuationBehindAWholeMessage() {
            socket.text("whole").frame(FIN | CONTINUATION, utf8("tail"));

            socket.expectText("whole");
            expectFailure(1002);
        }

        @ParameterizedTest(name = "opcode {0}")
        @ValueSource(ints = {TEXT, BINARY})
        void refusesAMessageInsideAMessage(int opcode) {
            socket.frame(TEXT, utf8("first")).frame(FIN | opcode, utf8("second"));

            expectFailure(1002);
        }
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
