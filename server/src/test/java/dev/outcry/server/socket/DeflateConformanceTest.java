package dev.outcry.server.socket;

import static dev.outcry.server.socket.RawSocket.BINARY;
import static dev.outcry.server.socket.RawSocket.CONTINUATION;
import static dev.outcry.server.socket.RawSocket.FIN;
import static dev.outcry.server.socket.RawSocket.PING;
import static dev.outcry.server.socket.RawSocket.PONG;
import static dev.outcry.server.socket.RawSocket.RSV1;
import static dev.outcry.server.socket.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 7692 on raw sockets: what the server makes of compressed messages. The echo comes back as it
/// is, so that what is seen is what was understood.
@Timeout(30)
class DeflateConformanceTest {
    private static final int MOST = 65_536;
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
        socket =
                RawSocket.open(
                        server.port(), "/ws", "Sec-WebSocket-Extensions: permessage-deflate");
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

    private void expectFailure(int code) {
        socket.expectClose(code);
        socket.close(code, "");
        socket.expectEnd();
    }

    /// Sends a payload in fragments.
    private void fragments(byte[] payload, int size) {
        for (int at = 0; at == 0 || at < payload.length; at += size) {
            int end = Math.min(payload.length, at + size);
            socket.frame(
                    (end == payload.length ? FIN : 0) | (at == 0 ? RSV1 | TEXT : CONTINUATION),
                    Arrays.copyOfRange(payload, at, end));
        }
    }

    /// {@return text of which some repeats, with characters of every length}
    private static String anyText(Random random, int chars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < chars) {
            switch (random.nextInt(4)) {
                case 0 -> text.append("{\"type\":\"say\",\"room\":\"lobby\"}");
                case 1 -> text.append((char) (' ' + random.nextInt(95)));
                case 2 -> text.append("\u00e9\u20ac\u03ba");
                default -> text.appendCodePoint(0x1F300 + random.nextInt(256));
            }
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a single block, f248cdc9c90700",
        "without compression, 000500faff48656c6c6f00",
        "a last block and one more, f348cdc9c9070000",
        "two blocks, f24805000000ffffcac9c90700",
        "two last blocks, f348cd0100 cbc9070000",
    })
    void readsTheExamplesOfTheRfc(String what, String payload) {
        socket.frame(FIN | RSV1 | TEXT, hex(payload));

        socket.expectText("Hello");
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2, 125, 126, 127, 128, 1_000, 4_096, 65_535, MOST})
    void readsEverySize(int size) {
        String text = "*".repeat(size);

        socket.compressed(text).expectText(text);
    }

    @Test
    void readsTheEmptyMessageOfTheRfc() {
        socket.frame(FIN | RSV1 | TEXT, hex("00")).expectText("");
    }

    @ParameterizedTest(name = "level {0}")
    @ValueSource(ints = {0, 1, 6, 9})
    void readsTheLargestMessageHoweverItIsCompressed(int level) {
        byte[] message = new byte[MOST];
        Random random = new Random(level);
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) (' ' + random.nextInt(95));
        }

        socket.frame(FIN | RSV1 | TEXT, Deflated.of(message, level));

        socket.expectText(new String(message, StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void readsAnyTextInAnyFragments(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String text = anyText(random, random.nextInt(2_000));
            byte[] payload = Deflated.of(utf8(text), random.nextInt(10));

            fragments(payload, 1 + random.nextInt(payload.length));

            socket.expectText(text);
        }
    }

    @Test
    void readsFragmentsOfOneByteAndOfNone() {
        fragments(Deflated.of("\ud83d\udcc8 up"), 1);
        socket.expectText("\ud83d\udcc8 up");

        socket.frame(RSV1 | TEXT);
        socket.frame(CONTINUATION, Deflated.of("behind"));
        socket.frame(FIN | CONTINUATION);
        socket.expectText("behind");
    }

    @Test
    void answersPingsBetweenTheFragments() {
        byte[] payload = Deflated.of("split over frames");

        socket.frame(RSV1 | TEXT, Arrays.copyOf(payload, 5));
        socket.frame(FIN | PING, utf8("there?"));
        assertThat(socket.read().toString()).isEqualTo("8a:there?");
        socket.frame(FIN | PONG);
        socket.frame(FIN | CONTINUATION, Arrays.copyOfRange(payload, 5, payload.length));

        socket.expectText("split over frames");
    }

    @Test
    void readsPlainAndCompressedMessagesInTurn() {
        for (int i = 0; i < 20; i++) {
            socket.compressed("compressed " + i).expectText("compressed " + i);
            socket.text("plain " + i).expectText("plain " + i);
        }
    }

    @Test
    void keepsNothingFromMessageToMessage() {
        // Refers to "Hello" of the message before, as a sender that takes its context over would.
        socket.frame(FIN | RSV1 | TEXT, hex("f248cdc9c90700")).expectText("Hello");
        socket.frame(FIN | RSV1 | TEXT, hex("f200110000"));

        expectFailure(1007);
    }

    @Test
    void cutsAZipBombOff() {
        byte[] bomb = Deflated.of(new byte[60 << 20], 9);
        assertThat(bomb).hasSizeLessThan(MOST);

        socket.frame(FIN | RSV1 | TEXT, bomb);

        expectFailure(1009);
    }

    @Test
    void cutsOffOneByteTooMany() {
        socket.compressed("*".repeat(MOST + 1));

        expectFailure(1009);
    }

    @Test
    void cutsOffWhatIsTooLargeCompressed() {
        // Empty blocks: nothing comes out, however many there are.
        byte[] blocks = new byte[100_000];
        for (int i = 0; i + 5 <= blocks.length; i += 5) {
            blocks[i + 3] = (byte) 0xFF;
            blocks[i + 4] = (byte) 0xFF;
        }
        socket.frame(RSV1 | TEXT, Arrays.copyOf(blocks, 50_000));
        socket.send(RawSocket.header(FIN | CONTINUATION, 50_000));

        expectFailure(1009);
    }

    @Test
    void saysOfAPlainMessageThatItIsTooLargeAsBefore() {
        socket.send(RawSocket.header(FIN | TEXT, MOST + 1));

        expectFailure(1009);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a reserved block type, 07",
        "lengths that contradict each other, 000500000048656c6c6f00",
        "a distance beyond the beginning, f200110000",
        "no payload at all, ''",
        "a block that ends too early, f248cdc9",
        "a block that ends within its codes, 148cc911004008c2",
        "a block that ends within its text, 0cc1010100300c8330adc0eadfc29f",
        "an uncompressed block that ends too early, 00ff0000ff48656c6c6f",
        "a last block without the one to end with, f348cdc9c90700",
        "garbage behind a last block, f348cdc9c90700ffffff",
        "zlib's own form, 789cf348cdc9c90700058c01f5",
    })
    void refusesWhatIsNotDeflated(String what, String payload) {
        socket.frame(FIN | RSV1 | TEXT, hex(payload));

        expectFailure(1007);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"80", "c3", "eda080", "f4908080", "48ff"})
    void refusesWhatIsNotUtf8OnceDecompressed(String bytes) {
        socket.frame(FIN | RSV1 | TEXT, Deflated.of(hex(bytes), 6));

        expectFailure(1007);
    }

    @ParameterizedTest(name = "first byte {0}")
    @ValueSource(
            ints = {
                FIN | RSV1 | PING,
                FIN | RSV1 | PONG,
                FIN | RSV1 | RawSocket.CLOSE,
                FIN | RSV1 | CONTINUATION,
                FIN | RSV1 | 0x20 | TEXT,
                FIN | 0x20 | TEXT,
                FIN | 0x10 | TEXT,
                FIN | RSV1 | 0x3
            })
    void refusesReservedBitsWhereTheyDontBelong(int head) {
        socket.frame(head, Deflated.of("x"));

        expectFailure(1002);
    }

    @Test
    void refusesTheBitOnALaterFragment() {
        byte[] payload = Deflated.of("split over frames");
        socket.frame(RSV1 | TEXT, Arrays.copyOf(payload, 5));
        socket.frame(FIN | RSV1 | CONTINUATION, Arrays.copyOfRange(payload, 5, payload.length));

        expectFailure(1002);
    }

    @Test
    void refusesACompressedMessageInsideAnother() {
        socket.frame(TEXT, utf8("begun"));
        socket.compressed("inside");

        expectFailure(1002);
    }

    @Test
    void refusesCompressedBinaryAsAnyBinary() {
        socket.frame(FIN | RSV1 | BINARY, Deflated.of("x"));

        expectFailure(1003);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void survivesDamagedData(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] payload = Deflated.of(utf8(anyText(random, 300)), random.nextInt(10));
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));

            try (RawSocket other =
                    RawSocket.open(
                            server.port(), "/ws", "Sec-WebSocket-Extensions: permessage-deflate")) {
                other.frame(FIN | RSV1 | TEXT, payload);

                RawSocket.Frame answer = other.read();
                if (answer.head() != (FIN | TEXT)) { // it may have become another text
                    assertThat(answer.closeCode()).isIn(1007, 1009);
                }
            }
        }
        socket.compressed("still here").expectText("still here");
    }
}
