package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.BINARY;
import static dev.outcry.tests.raw.Frame.CLOSE;
import static dev.outcry.tests.raw.Frame.CONTINUATION;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.PING;
import static dev.outcry.tests.raw.Frame.PONG;
import static dev.outcry.tests.raw.Frame.TEXT;

import dev.outcry.tests.raw.Peer.Chop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapter 5: fragments are joined in order, control frames may come between them, and
/// whatever begins or goes on a message out of turn is 1002.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsFragmentIT {
    private static final String SAID = "a text that comes in fragments";
    private static final String MESSAGE = Talker.say(1, SAID);

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"control", "joined", "outOfTurn"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> control() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                fails(
                        "5.1 a ping in two fragments",
                        Chop.WHOLE,
                        Frame.of(PING, "go"),
                        Frame.of(FIN | CONTINUATION, "on")));
        cases.add(
                fails(
                        "5.2 a pong in two fragments",
                        Chop.WHOLE,
                        Frame.of(PONG, "go"),
                        Frame.of(FIN | CONTINUATION, "on")));
        cases.add(
                fails(
                        "5.x a close that isn't final",
                        Chop.WHOLE,
                        Frame.of(CLOSE, new byte[] {3, (byte) 0xE8})));
        return cases;
    }

    static List<Case> joined() {
        List<Case> cases = new ArrayList<>();
        int number = 3;
        for (Chop chop : Chop.values()) {
            cases.add(
                    new Case(
                            "5.%d a text in two fragments, %s".formatted(number++, chop),
                            peer -> {
                                peer.send(chop, part(0, 2), part(1, 2))
                                        .expectSaid(1, SAID)
                                        .expectAlive();
                            }));
        }
        for (Chop chop : Chop.values()) {
            cases.add(
                    new Case(
                            "5.%d a ping between two fragments, %s".formatted(number++, chop),
                            peer -> {
                                peer.send(chop, part(0, 2), ping("now"), part(1, 2))
                                        .expectPong("now")
                                        .expectSaid(1, SAID)
                                        .expectAlive();
                            }));
        }
        for (Chop chop : Chop.values()) {
            String name = chop == Chop.WHOLE ? "5.19" : chop == Chop.FRAMES ? "5.19" : "5.20";
            cases.add(
                    new Case(
                            name + " five fragments, and pings between them, " + chop,
                            peer -> {
                                peer.send(chop, part(0, 5), part(1, 5), ping("one"))
                                        .expectPong("one")
                                        .send(chop, part(2, 5), part(3, 5), ping("two"), part(4, 5))
                                        .expectPong("two")
                                        .expectSaid(1, SAID)
                                        .expectAlive();
                            }));
        }
        return cases;
    }

    static List<Case> outOfTurn() {
        List<Case> cases = new ArrayList<>();
        int number = 9;
        for (int fin : new int[] {FIN, 0}) {
            for (Chop chop : Chop.values()) {
                cases.add(
                        fails(
                                "5.%d a continuation of nothing, final bit %x, then a text, %s"
                                        .formatted(number++, fin, chop),
                                chop,
                                Frame.of(fin | CONTINUATION, "tail"),
                                Frame.text(Talker.ping(2))));
            }
        }
        byte[][] whole = {part(0, 2), part(1, 2)};
        cases.add(
                new Case(
                        "5.15 a continuation behind a whole message",
                        peer -> {
                            peer.send(Chop.WHOLE, whole).expectSaid(1, SAID);
                            peer.send(Frame.of(CONTINUATION, "tail"))
                                    .send(Frame.text(Talker.ping(2)))
                                    .expectFailure(1002);
                        }));
        for (int fin : new int[] {0, FIN}) {
            cases.add(
                    fails(
                            "5.%d twice a continuation of nothing, final bit %x, and a text"
                                    .formatted(fin == 0 ? 16 : 17, fin),
                            Chop.WHOLE,
                            Frame.of(fin | CONTINUATION, "tail"),
                            Frame.join(whole),
                            Frame.of(fin | CONTINUATION, "tail"),
                            Frame.join(whole)));
        }
        for (int opcode : new int[] {TEXT, BINARY}) {
            for (int fin : new int[] {0, FIN}) {
                cases.add(
                        fails(
                                "5.18 opcode %d instead of a continuation, final bit %x"
                                        .formatted(opcode, fin),
                                Chop.WHOLE,
                                part(0, 2),
                                Frame.of(fin | opcode, MESSAGE)));
            }
        }
        return cases;
    }

    private static Case fails(String title, Chop chop, byte[]... frames) {
        return new Case(title, peer -> peer.send(chop, frames).expectFailure(1002));
    }

    /// {@return one fragment of so many of the message}
    private static byte[] part(int index, int of) {
        int from = MESSAGE.length() * index / of;
        int to = MESSAGE.length() * (index + 1) / of;
        return Frame.of(
                (index == 0 ? TEXT : CONTINUATION) | (index == of - 1 ? FIN : 0),
                MESSAGE.substring(from, to));
    }

    private static byte[] ping(String payload) {
        return Frame.of(FIN | PING, payload);
    }
}
