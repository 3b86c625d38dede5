package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.COMPRESSED;
import static dev.outcry.tests.raw.Frame.CONTINUATION;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.PING;
import static dev.outcry.tests.raw.Frame.TEXT;
import static dev.outcry.tests.raw.Talker.MOST;
import static dev.outcry.tests.raw.Talker.ping;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapters 12 and 13: compressed messages of every kind, size and fragmentation, and
/// what is agreed upon for each offer of permessage-deflate.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsDeflateIT {
    private static final String HEADER = "Sec-WebSocket-Extensions: ";
    private static final String AGREED =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    private static final int MESSAGES = 5;

    /// Length of the messages, and of their fragments, as Autobahn has them.
    private static final int[][] SIZES = {
        {16, 0},
        {64, 0},
        {256, 0},
        {1 << 10, 0},
        {4 << 10, 0},
        {8 << 10, 0},
        {16 << 10, 0},
        {32 << 10, 0},
        {64 << 10, 0},
        {128 << 10, 0},
        {8 << 10, 256},
        {16 << 10, 256},
        {32 << 10, 256},
        {64 << 10, 256},
        {128 << 10, 256},
        {128 << 10, 1 << 10},
        {128 << 10, 4 << 10},
        {128 << 10, 32 << 10}
    };

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    /// What fills the messages.
    private enum Filling {
        TEXT(1, "so it was said, and so it was heard: Grüße, κόσμε, 📈. "),
        NOISE(2, ""),
        NUMBERS(3, "0123456789"),
        JSON(4, "{'symbol':'BTC-USD','bids':[['61250.00','0.5'],['61249.50','1.25']]},"),
        SPACES(5, " ");

        private final int group;
        private final String pattern;

        Filling(int group, String pattern) {
            this.group = group;
            this.pattern = pattern;
        }

        /// {@return characters that need no escape in JSON, so many bytes of UTF-8}
        String bytes(int size, Random random) {
            StringBuilder text = new StringBuilder();
            int room = size;
            while (room > 0) {
                String next =
                        this == NOISE ? Character.toString(0x20 + random.nextInt(95)) : pattern;
                next = next.replace('"', '_').replace('\\', '_');
                int length = Frame.utf8(next).length;
                text.append(length <= room ? next : "*".repeat(room));
                room -= Math.min(length, room);
            }
            return text.toString();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"messages", "peculiar", "wrong"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        try (Peer peer = server.connect(HEADER + "permessage-deflate")) {
            each.steps().take(Talker.in(peer));
        }
    }

    static List<Case> messages() {
        List<Case> cases = new ArrayList<>();
        for (Filling filling : Filling.values()) {
            for (int i = 0; i < SIZES.length; i++) {
                int size = SIZES[i][0];
                int fragment = SIZES[i][1] == 0 ? Integer.MAX_VALUE : SIZES[i][1];
                String title =
                        "12.%d.%d %s, %d bytes, in fragments of %d"
                                .formatted(filling.group, i + 1, filling, size, fragment);
                cases.add(new Case(title, peer -> exchange(peer, filling, size, fragment)));
            }
        }
        return cases;
    }

    /// A few commands, each the size of the message at least; with texts of up to 4,000 characters
    /// what comes back is compared too.
    private static void exchange(Talker peer, Filling filling, int size, int fragment)
            throws IOException {
        Random random = new Random(size);
        for (int id = 1; id <= MESSAGES; id++) {
            String text = filling.bytes(Math.min(size, 3_000), random).strip();
            if (!text.isEmpty()) {
                byte[] said = Deflated.of(Frame.utf8(Talker.say(id, text)));
                peer.send(Frame.fragments(COMPRESSED | TEXT, said, fragment)).expectSaid(id, text);
            }
            String head = "{\"type\":\"ping\",\"pad\":\"";
            String tail = "\",\"id\":" + id + "}";
            int filled = size - head.length() - tail.length();
            byte[] asked = Frame.utf8(head + filling.bytes(Math.max(filled, 0), random) + tail);
            peer.send(Frame.fragments(COMPRESSED | TEXT, Deflated.of(asked), fragment));
            if (size > MOST) {
                peer.expectFailure(1009);
                return;
            }
            peer.expectAnswer(id);
        }
        peer.expectAlive();
    }

    static List<Case> peculiar() {
        byte[] asked = Frame.utf8(ping(1));
        byte[] deflated = Deflated.of(asked);
        List<Case> cases = new ArrayList<>();
        for (int level = 0; level <= 9; level++) {
            byte[] most = Deflated.of(Frame.utf8(ping(1, MOST)), level);
            cases.add(
                    new Case(
                            "12.x 65,536 bytes at level " + level,
                            peer -> {
                                peer.send(compressed(most)).expectAnswer(1).expectAlive();
                            }));
        }
        cases.add(
                new Case(
                        "12.x fragments of one byte",
                        peer -> {
                            peer.send(Frame.fragments(COMPRESSED | TEXT, deflated, 1))
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
        cases.add(
                new Case(
                        "12.x octet by octet",
                        peer -> {
                            peer.send(Peer.Chop.OCTETS, compressed(deflated))
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
        cases.add(
                new Case(
                        "12.x an empty fragment on each side, and pings between them",
                        peer -> {
                            byte[] ping = Frame.of(FIN | PING, "now");
                            peer.send(Frame.of(COMPRESSED | TEXT))
                                    .send(ping)
                                    .send(Frame.of(CONTINUATION, deflated))
                                    .send(ping)
                                    .send(Frame.of(FIN | CONTINUATION))
                                    .expectPong("now")
                                    .expectPong("now")
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
        cases.add(
                new Case(
                        "12.x compressed and not, in turn",
                        peer -> {
                            for (int id = 1; id <= 20; id++) {
                                byte[] message = Frame.utf8(ping(id));
                                peer.send(
                                                id % 2 == 0
                                                        ? compressed(Deflated.of(message))
                                                        : Frame.of(FIN | TEXT, message))
                                        .expectAnswer(id);
                            }
                            peer.expectAlive();
                        }));
        cases.add(
                new Case(
                        "12.x a block that says that it is the last",
                        peer -> {
                            // Stored: final, length, its complement, the bytes; then the empty
                            // rest.
                            byte[] head = {
                                1, (byte) asked.length, 0, (byte) ~asked.length, (byte) 0xFF
                            };
                            peer.send(compressed(Frame.join(head, asked, new byte[1])))
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
        cases.add(
                new Case(
                        "12.x an empty message",
                        peer -> {
                            peer.send(compressed(new byte[1]))
                                    .expectRefused("bad_request")
                                    .expectAlive();
                        }));
        return cases;
    }

    static List<Case> wrong() {
        byte[] deflated = Deflated.of(Frame.utf8(Talker.say(1, "Grüße ".repeat(50))));
        return List.of(
                new Case(
                        "12.x the bit on a continuation",
                        peer -> {
                            peer.send(Frame.of(COMPRESSED | TEXT, Arrays.copyOf(deflated, 9)))
                                    .send(Frame.of(FIN | COMPRESSED | CONTINUATION, (byte) 0))
                                    .expectFailure(1002);
                        }),
                new Case(
                        "12.x the bit on a ping",
                        peer -> {
                            peer.send(Frame.of(FIN | COMPRESSED | PING)).expectFailure(1002);
                        }),
                new Case(
                        "12.x another reserved bit",
                        peer -> {
                            peer.send(Frame.of(FIN | COMPRESSED | 0x20 | TEXT, deflated))
                                    .expectFailure(1002);
                        }),
                new Case(
                        "12.x a compressed binary message",
                        peer -> {
                            peer.send(Frame.of(FIN | COMPRESSED | Frame.BINARY, deflated))
                                    .expectFailure(1003);
                        }),
                new Case(
                        "12.x bytes that aren't deflated",
                        peer -> {
                            peer.send(compressed(Frame.utf8("not deflated"))).expectFailure(1007);
                        }),
                new Case(
                        "12.x a message that ends too early",
                        peer -> {
                            peer.send(compressed(Arrays.copyOf(deflated, deflated.length / 2)))
                                    .expectFailure(1007);
                        }),
                new Case(
                        "12.x what refers to the message before",
                        peer -> {
                            // From RFC 7692 §7.2.3.2: "Hello", then "Hello" again from the window.
                            peer.send(compressed(Utf8Sequence.hex("f248cdc9c90700")))
                                    .expectRefused("bad_request")
                                    .send(compressed(Utf8Sequence.hex("f200110000")))
                                    .expectFailure(1007);
                        }),
                new Case(
                        "12.x compressed bytes that aren't UTF-8",
                        peer -> {
                            peer.send(compressed(Deflated.of(Utf8Sequence.hex("ceba eda080"))))
                                    .expectFailure(1007);
                        }),
                new Case(
                        "12.x one byte too many comes out",
                        peer -> {
                            peer.send(compressed(Deflated.of(Frame.utf8(ping(1, MOST + 1)))))
                                    .expectFailure(1009);
                        }),
                new Case(
                        "12.x a bomb",
                        peer -> {
                            byte[] bomb = Deflated.of(new byte[50 << 20], 9);
                            assertThat(bomb.length).isLessThan(MOST);
                            peer.send(compressed(bomb)).expectFailure(1009);
                        }));
    }

    private static byte[] compressed(byte[] payload) {
        return Frame.of(FIN | COMPRESSED | TEXT, payload);
    }

    /// In 13.1 to 13.7 Autobahn goes through all sizes for each offer; what is agreed upon differs
    /// in what the server may send, so here one message goes each way.
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            nullValues = "declined",
            value = {
                "13.1, permessage-deflate, ''",
                "13.2, permessage-deflate; server_no_context_takeover, ''",
                "13.2, permessage-deflate; client_no_context_takeover, ''",
                "13.3, permessage-deflate; server_max_window_bits=8, declined",
                "13.3, permessage-deflate; server_max_window_bits=9, declined",
                "13.4, permessage-deflate; server_max_window_bits=15, ; server_max_window_bits=15",
                "13.4, permessage-deflate; client_max_window_bits, ''",
                "13.4, permessage-deflate; client_max_window_bits=15, ''",
                "13.5, permessage-deflate; server_no_context_takeover; server_max_window_bits=8,"
                        + " declined",
                "13.6, permessage-deflate; server_no_context_takeover; server_max_window_bits=15,"
                        + " ; server_max_window_bits=15",
                "13.7, 'permessage-deflate; server_no_context_takeover; server_max_window_bits=8,"
                        + " permessage-deflate; server_no_context_takeover, permessage-deflate', ''",
                "13.x, permessage-deflate; server_max_window_bits=16, declined",
                "13.x, permessage-deflate; client_max_window_bits=7, declined",
                "13.x, permessage-deflate; unknown, declined",
                "13.x, permessage-deflate; client_max_window_bits; client_max_window_bits, declined",
                "13.x, permessage-bzip2, declined"
            })
    void agrees(String number, String offer, String more, ConformanceServer server)
            throws Exception {
        try (Peer peer = server.plain()) {
            String head = server.upgrade(peer, HEADER + offer);

            Optional<String> agreed = Optional.ofNullable(more).map(AGREED::concat);
            assertThat(head).startsWith("HTTP/1.1 101 ");
            assertThat(
                            head.lines()
                                    .filter(line -> line.startsWith(HEADER))
                                    .map(line -> line.substring(HEADER.length())))
                    .containsExactlyElementsOf(agreed.stream().toList());
            Talker talker = Talker.in(peer);
            if (agreed.isPresent()) {
                both(talker);
            } else {
                talker.send(compressed(Deflated.of(Frame.utf8(ping(1))))).expectFailure(1002);
            }
        }
    }

    /// A compressed message each way.
    private static void both(Talker talker) throws IOException {
        String text = "up and down, ".repeat(40).strip();
        talker.send(compressed(Deflated.of(Frame.utf8(Talker.say(1, text)))));
        assertThat(talker.peer().next().getString("type")).isEqualTo("ok");
        Frame event = talker.peer().read();
        assertThat(event.head()).as("%s", event).isEqualTo(FIN | COMPRESSED | TEXT);
        assertThat(Deflated.text(event.payload())).contains(text);
        talker.expectAlive();
    }
}
