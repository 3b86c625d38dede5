package dev.outcry.server.socket;

import static dev.outcry.server.socket.RawSocket.BINARY;
import static dev.outcry.server.socket.RawSocket.CLOSE;
import static dev.outcry.server.socket.RawSocket.CONTINUATION;
import static dev.outcry.server.socket.RawSocket.FIN;
import static dev.outcry.server.socket.RawSocket.PING;
import static dev.outcry.server.socket.RawSocket.PONG;
import static dev.outcry.server.socket.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

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
class FramingConformanceTest {
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
}
