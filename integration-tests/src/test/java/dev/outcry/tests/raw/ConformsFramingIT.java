package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.BINARY;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Talker.MOST;
import static dev.outcry.tests.raw.Talker.ping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapter 1: messages of every form of length. Texts are answered up to the limit,
/// binary messages never.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsFramingIT {
    private static final int[] LENGTHS = {125, 126, 127, 128, 65_535, MOST};
    private static final int CHOP = 997;

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"texts", "binaries", "headers"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> texts() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        "1.1.1 an empty text is no command",
                        peer -> {
                            peer.text("").expectRefused("bad_request").expectAlive();
                        }));
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            cases.add(
                    new Case(
                            "1.1.%d a text of %d bytes".formatted(i + 2, length),
                            peer -> {
                                peer.text(ping(1, length)).expectAnswer(1).expectAlive();
                            }));
        }
        cases.add(
                new Case(
                        "1.1.8 a text of %d bytes in pieces of %d".formatted(MOST, CHOP),
                        peer -> {
                            peer.peer().inPieces(CHOP, Frame.text(ping(1, MOST)));
                            peer.expectAnswer(1).expectAlive();
                        }));
        cases.add(
                new Case(
                        "1.1.x a text of one byte too many",
                        peer -> {
                            peer.text(ping(1, MOST + 1)).expectFailure(1009);
                        }));
        return cases;
    }

    static List<Case> binaries() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        "1.2.1 an empty binary message",
                        peer -> {
                            peer.send(Frame.of(FIN | BINARY)).expectFailure(1003);
                        }));
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            cases.add(
                    new Case(
                            "1.2.%d a binary message of %d bytes".formatted(i + 2, length),
                            peer -> {
                                peer.send(Frame.of(FIN | BINARY, new byte[length]))
                                        .expectFailure(1003);
                            }));
        }
        cases.add(
                new Case(
                        "1.2.8 a binary message of %d bytes in pieces of %d".formatted(MOST, CHOP),
                        peer -> {
                            peer.peer().inPieces(CHOP, Frame.of(FIN | BINARY, new byte[MOST]));
                            peer.expectFailure(1003);
                        }));
        return cases;
    }

    /// What Autobahn doesn't ask of a server.
    static List<Case> headers() {
        byte[] ping = Frame.utf8(ping(1));
        byte[] mask = new byte[4];
        return List.of(
                new Case(
                        "1.x a length written longer than needed, 16 bits",
                        peer -> {
                            byte[] header = {(byte) 0x81, (byte) 0xFE, 0, (byte) ping.length};
                            peer.send(Frame.join(header, mask, ping)).expectAnswer(1).expectAlive();
                        }),
                new Case(
                        "1.x a length written longer than needed, 64 bits",
                        peer -> {
                            byte[] header = {
                                (byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0, 0, (byte) ping.length
                            };
                            peer.send(Frame.join(header, mask, ping)).expectAnswer(1).expectAlive();
                        }),
                new Case(
                        "1.x a frame that isn't masked",
                        peer -> {
                            peer.send(Frame.unmasked(FIN | Frame.TEXT, ping)).expectFailure(1002);
                        }),
                new Case(
                        "1.x a length over 63 bits",
                        peer -> {
                            peer.send(Frame.header(FIN | Frame.TEXT, -1)).peer().expectClose(1002);
                        }),
                new Case(
                        "1.x the longest length there is",
                        peer -> {
                            peer.send(Frame.header(FIN | Frame.TEXT, Long.MAX_VALUE))
                                    .peer()
                                    .expectClose(1009);
                        }));
    }
}
