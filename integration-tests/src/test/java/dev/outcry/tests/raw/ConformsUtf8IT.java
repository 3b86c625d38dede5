package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.CONTINUATION;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.TEXT;

import dev.outcry.tests.raw.Peer.Chop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapter 6: what is UTF-8 is told in the room as it was said, what isn't is 1007, and
/// that at the first wrong byte.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsUtf8IT {
    private static final int BAD_UTF8 = 1007;
    private static final String GREETING = "Hello-µ@ßöäüàá-UTF-8!!";
    private static final String KOSME = "κόσμε";

    /// Ends in an encoded surrogate and more text.
    private static final byte[] INVALID =
            Utf8Sequence.hex("ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64 69 74 65 64");

    /// Goes wrong with its 13th byte: beyond U+10FFFF.
    private static final byte[] FAILS_AT_13 =
            Utf8Sequence.hex("ce ba e1 bd b9 cf 83 ce bc ce b5 f4 90 80 80 65 64 69 74 65 64");

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"emptyFragments", "fragments", "failFast", "sequences", "inACommand"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> emptyFragments() {
        return List.of(
                new Case(
                        "6.1.1 an empty text",
                        peer -> {
                            peer.text("").expectRefused("bad_request").expectAlive();
                        }),
                new Case(
                        "6.1.2 three empty fragments",
                        peer -> {
                            peer.send(Frame.of(TEXT))
                                    .send(Frame.of(CONTINUATION))
                                    .send(Frame.of(FIN | CONTINUATION))
                                    .expectRefused("bad_request")
                                    .expectAlive();
                        }),
                new Case(
                        "6.1.3 three fragments, the outer ones empty",
                        peer -> {
                            peer.send(Frame.of(TEXT))
                                    .send(Frame.of(CONTINUATION, Talker.ping(1)))
                                    .send(Frame.of(FIN | CONTINUATION))
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
    }

    static List<Case> fragments() {
        byte[] greeting = Frame.utf8(Talker.say(1, GREETING));
        int border = Frame.utf8(Talker.say(1, GREETING).substring(0, 53)).length;
        return List.of(
                new Case(
                        "6.2.1 a text of many characters",
                        peer -> {
                            peer.text(Talker.say(1, GREETING))
                                    .expectSaid(1, GREETING)
                                    .expectAlive();
                        }),
                new Case(
                        "6.2.2 two fragments, cut between characters",
                        peer -> {
                            peer.send(Frame.fragments(TEXT, greeting, border))
                                    .expectSaid(1, GREETING)
                                    .expectAlive();
                        }),
                new Case(
                        "6.2.3 fragments of one byte",
                        peer -> {
                            peer.send(Frame.fragments(TEXT, greeting, 1))
                                    .expectSaid(1, GREETING)
                                    .expectAlive();
                        }),
                new Case(
                        "6.2.4 fragments of one byte, octet by octet",
                        peer -> {
                            byte[] kosme = Frame.utf8(Talker.say(1, KOSME));
                            peer.send(Chop.OCTETS, Frame.fragments(TEXT, kosme, 1))
                                    .expectSaid(1, KOSME)
                                    .expectAlive();
                        }),
                new Case(
                        "6.2.x one frame, octet by octet",
                        peer -> {
                            peer.send(Chop.OCTETS, Frame.text(Talker.say(1, GREETING)))
                                    .expectSaid(1, GREETING)
                                    .expectAlive();
                        }),
                new Case(
                        "6.2.x a character that a ping parts",
                        peer -> {
                            byte[] kosme = Frame.utf8(Talker.say(1, KOSME));
                            int inside =
                                    kosme.length - 3; // behind the first half of the last character
                            peer.send(Frame.of(TEXT, Arrays.copyOf(kosme, inside)))
                                    .send(Frame.of(FIN | Frame.PING, "now"))
                                    .expectPong("now")
                                    .send(
                                            Frame.of(
                                                    FIN | CONTINUATION,
                                                    Arrays.copyOfRange(
                                                            kosme, inside, kosme.length)))
                                    .expectSaid(1, KOSME)
                                    .expectAlive();
                        }),
                new Case(
                        "6.3.1 a surrogate in a text",
                        peer -> {
                            peer.send(Frame.of(FIN | TEXT, INVALID)).expectFailure(BAD_UTF8);
                        }),
                new Case(
                        "6.3.2 a surrogate in fragments of one byte",
                        peer -> {
                            peer.send(Frame.fragments(TEXT, INVALID, 1)).expectFailure(BAD_UTF8);
                        }));
    }

    /// The message isn't whole yet, and never will be.
    static List<Case> failFast() {
        byte[] frame = Frame.of(FIN | TEXT, FAILS_AT_13);
        int header = frame.length - FAILS_AT_13.length;
        return List.of(
                new Case(
                        "6.4.1 a wrong character in the second of three fragments",
                        peer -> {
                            peer.send(Frame.of(TEXT, Arrays.copyOf(FAILS_AT_13, 11)));
                            expectWaiting(peer);
                            peer.send(
                                            Frame.of(
                                                    CONTINUATION,
                                                    Arrays.copyOfRange(FAILS_AT_13, 11, 15)))
                                    .expectFailure(BAD_UTF8);
                        }),
                new Case(
                        "6.4.2 a wrong byte alone in the second of three fragments",
                        peer -> {
                            peer.send(Frame.of(TEXT, Arrays.copyOf(FAILS_AT_13, 12)));
                            expectWaiting(peer);
                            peer.send(Frame.of(CONTINUATION, FAILS_AT_13[12]))
                                    .expectFailure(BAD_UTF8);
                        }),
                new Case(
                        "6.4.3 a wrong character in the middle of a frame",
                        peer -> {
                            peer.send(Arrays.copyOf(frame, header + 11))
                                    .send(Arrays.copyOfRange(frame, header + 11, header + 15))
                                    .peer()
                                    .expectClose(BAD_UTF8);
                        }),
                new Case(
                        "6.4.4 a wrong byte in the middle of a frame",
                        peer -> {
                            peer.send(Arrays.copyOf(frame, header + 12))
                                    .send(frame[header + 12])
                                    .peer()
                                    .expectClose(BAD_UTF8);
                        }));
    }

    /// A ping is answered, so no close is on its way.
    private static void expectWaiting(Talker peer) throws IOException {
        peer.send(Frame.of(FIN | Frame.PING, "well?")).expectPong("well?");
    }

    /// The bare sequence, as Autobahn sends it: no command, so that what is UTF-8 is refused as
    /// such, and the connection goes on.
    static Stream<Case> sequences() {
        return Utf8Sequence.all().stream()
                .map(each ->
                        new Case(
                                each.toString(),
                                peer -> {
                                    peer.send(Frame.of(FIN | TEXT, each.bytes()));
                                    if (each.valid()) {
                                        peer.expectRefused("bad_request").expectAlive();
                                    } else {
                                        peer.expectFailure(BAD_UTF8);
                                    }
                                }));
    }

    /// The sequence as what somebody says: what is UTF-8 comes back, but for control characters,
    /// which no text may have.
    static List<Case> inACommand() {
        List<Case> cases = new ArrayList<>();
        for (Utf8Sequence each : Utf8Sequence.all()) {
            String text = new String(each.bytes(), StandardCharsets.UTF_8);
            for (int size : new int[] {Integer.MAX_VALUE, 1}) {
                String title = each + (size == 1 ? ", said in fragments of one byte" : ", said");
                byte[] frames = Frame.fragments(TEXT, each.said(), size);
                cases.add(
                        new Case(
                                title,
                                peer -> {
                                    peer.send(frames);
                                    if (!each.valid()) {
                                        peer.expectFailure(BAD_UTF8);
                                    } else if (text.codePoints()
                                            .anyMatch(Character::isISOControl)) {
                                        peer.expectRefused("bad_request").expectAlive();
                                    } else {
                                        peer.expectSaid(1, text).expectAlive();
                                    }
                                }));
            }
        }
        return cases;
    }
}
