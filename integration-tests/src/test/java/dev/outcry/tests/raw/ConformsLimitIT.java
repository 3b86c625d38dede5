package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.BINARY;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.TEXT;
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

/// Autobahn's chapters 9 and 10: large messages, in one frame or many, in pieces, and many in a
/// row. 65,536 bytes is the most, however they come; more is 1009 as soon as it shows.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsLimitIT {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int TOO_LARGE = 1009;
    private static final int NOT_TEXT = 1003;

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"large", "inFragments", "inPieces", "inARow", "fragmentedByItself"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> large() {
        List<Case> cases = new ArrayList<>();
        int[] sizes = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            cases.add(
                    new Case(
                            "9.1.%d a text of %d bytes".formatted(i + 1, size),
                            peer -> {
                                peer.text(ping(1, size));
                                expectAnswerOrTooLarge(peer, size);
                            }));
            cases.add(
                    new Case(
                            "9.2.%d a binary message of %d bytes".formatted(i + 1, size),
                            peer -> {
                                peer.send(Frame.of(FIN | BINARY, new byte[size]))
                                        .expectFailure(NOT_TEXT);
                            }));
        }
        return cases;
    }

    static List<Case> inFragments() {
        List<Case> cases = new ArrayList<>();
        int[] fragments = {
            64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB,
        };
        for (int i = 0; i < fragments.length; i++) {
            int fragment = fragments[i];
            for (int size : new int[] {MOST, MOST + 1, 4 * MIB}) {
                cases.add(
                        new Case(
                                "9.3.%d a text of %d bytes in fragments of %d"
                                        .formatted(i + 1, size, fragment),
                                peer -> {
                                    byte[] text = Frame.utf8(ping(1, size));
                                    peer.send(Frame.fragments(TEXT, text, fragment));
                                    expectAnswerOrTooLarge(peer, size);
                                }));
            }
            cases.add(
                    new Case(
                            "9.4.%d a binary message of 4 MiB in fragments of %d"
                                    .formatted(i + 1, fragment),
                            peer -> {
                                peer.send(Frame.fragments(BINARY, new byte[4 * MIB], fragment))
                                        .expectFailure(NOT_TEXT);
                            }));
        }
        return cases;
    }

    static List<Case> inPieces() {
        List<Case> cases = new ArrayList<>();
        int[] pieces = {64, 128, 256, 512, KIB, 2 * KIB};
        for (int i = 0; i < pieces.length; i++) {
            int piece = pieces[i];
            for (int size : new int[] {MOST, MIB}) {
                cases.add(
                        new Case(
                                "9.5.%d a text of %d bytes in pieces of %d"
                                        .formatted(i + 1, size, piece),
                                peer -> {
                                    peer.peer().inPieces(piece, Frame.text(ping(1, size)));
                                    expectAnswerOrTooLarge(peer, size);
                                }));
            }
            cases.add(
                    new Case(
                            "9.6.%d a binary message of 1 MiB in pieces of %d"
                                    .formatted(i + 1, piece),
                            peer -> {
                                peer.peer().inPieces(piece, Frame.of(FIN | BINARY, new byte[MIB]));
                                peer.expectFailure(NOT_TEXT);
                            }));
        }
        return cases;
    }

    static List<Case> inARow() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                new Case(
                        "9.7.1 too many empty texts in a row",
                        peer -> {
                            for (int i = 0; i < 20; i++) {
                                peer.text("").expectRefused("bad_request");
                            }
                            peer.expectFailure(4501);
                        }));
        int[] sizes = {36, 64, 256, KIB, 4 * KIB};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            cases.add(
                    new Case(
                            "9.7.%d 1000 texts of %d bytes".formatted(i + 2, size),
                            peer -> {
                                for (int id = 1000; id < 2000; id++) {
                                    peer.text(ping(id, size)).expectAnswer(id);
                                }
                                peer.expectAlive();
                            }));
            cases.add(
                    new Case(
                            "9.7.x 1000 texts of %d bytes at once".formatted(size),
                            peer -> {
                                byte[][] frames = new byte[1000][];
                                for (int n = 0; n < frames.length; n++) {
                                    frames[n] = Frame.text(ping(1000 + n, size));
                                }
                                peer.send(Frame.join(frames));
                                for (int id = 1000; id < 2000; id++) {
                                    peer.expectAnswer(id);
                                }
                                peer.expectAlive();
                            }));
        }
        for (int i = 0; i <= sizes.length; i++) {
            int size = i == 0 ? 0 : sizes[i - 1];
            cases.add(
                    new Case(
                            "9.8.%d the first of many binary messages of %d bytes"
                                    .formatted(i + 1, size),
                            peer -> {
                                byte[] frame = Frame.of(FIN | BINARY, new byte[size]);
                                peer.send(Frame.join(frame, frame, frame)).expectFailure(NOT_TEXT);
                            }));
        }
        return cases;
    }

    static List<Case> fragmentedByItself() {
        return List.of(
                new Case(
                        "10.1.1 a text of 65536 bytes in fragments of 1300",
                        peer -> {
                            byte[] text = Frame.utf8(ping(1, MOST));
                            peer.send(Frame.fragments(TEXT, text, 1300))
                                    .expectAnswer(1)
                                    .expectAlive();
                        }));
    }

    private static void expectAnswerOrTooLarge(Talker peer, int size) throws IOException {
        if (size <= MOST) {
            peer.expectAnswer(1).expectAlive();
        } else {
            peer.expectFailure(TOO_LARGE);
        }
    }
}
