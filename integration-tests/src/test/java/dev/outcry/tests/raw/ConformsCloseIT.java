package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.CLOSE;
import static dev.outcry.tests.raw.Frame.CONTINUATION;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.NO_STATUS;
import static dev.outcry.tests.raw.Frame.PING;
import static dev.outcry.tests.raw.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapter 7: a close is answered by the same code and ends the connection, nothing
/// behind it counts, and a wrong one is 1002.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsCloseIT {
    private static final int[] ALLOWED = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999
    };
    private static final int[] REGISTERED_SINCE = {1012, 1013, 1014};
    private static final int[] NOT_ALLOWED = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"behaviour", "payloads", "codes"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    /// 7.1.4 once more: not only is nothing answered, nothing has happened.
    @Test
    void saysNothingThatCameBehindAClose(ConformanceServer server) throws Exception {
        try (Peer other = server.connect();
                Peer peer = server.connect()) {
            Talker watching = Talker.in(other);
            Talker.in(peer)
                    .send(
                            Frame.join(
                                    Frame.close(1000, ""),
                                    Frame.text(Talker.say(1, "behind the close"))))
                    .expectClosed(1000);

            watching.text(Talker.say(2, "and now?"));

            watching.expectSaid(2, "and now?");
        }
    }

    static List<Case> behaviour() {
        byte[] close = Frame.close(1000, "");
        byte[] asked = Frame.text(Talker.ping(1));
        return List.of(
                new Case(
                        "7.1.1 a text that is answered, then a close",
                        peer -> {
                            peer.send(asked).expectAnswer(1).leave(1000);
                        }),
                new Case(
                        "7.1.1 a text and right behind it a close",
                        peer -> {
                            peer.send(Frame.join(asked, close)).expectFailureBehind(1000, 1);
                        }),
                new Case(
                        "7.1.2 two closes",
                        peer -> {
                            peer.send(Frame.join(close, close)).expectClosed(1000);
                        }),
                new Case(
                        "7.1.3 a ping behind the close",
                        peer -> {
                            peer.send(Frame.join(close, Frame.of(FIN | PING))).expectClosed(1000);
                        }),
                new Case(
                        "7.1.4 a text behind the close",
                        peer -> {
                            peer.send(Frame.join(close, asked)).expectClosed(1000);
                        }),
                new Case(
                        "7.1.5 a close between two fragments",
                        peer -> {
                            peer.send(Frame.of(TEXT, "{\"type\":"))
                                    .send(
                                            Frame.join(
                                                    close,
                                                    Frame.of(FIN | CONTINUATION, "\"ping\"}")))
                                    .expectClosed(1000);
                        }),
                new Case(
                        "7.1.6 a message of 256 KiB, a close and a ping",
                        peer -> {
                            byte[] large = Frame.of(FIN | TEXT, new byte[256 << 10]);
                            peer.send(Frame.join(large, close, Frame.of(FIN | PING)))
                                    .expectClosed(1009);
                        }),
                new Case(
                        "7.1.x whatever comes behind the close",
                        peer -> {
                            byte[] wrong = Frame.of(FIN | 0x70 | TEXT, "wrong in every way");
                            peer.send(Frame.join(close, wrong, Frame.unmasked(0x7F, (byte) 1)))
                                    .expectClosed(1000);
                        }));
    }

    static List<Case> payloads() {
        return List.of(
                new Case(
                        "7.3.1 a close without payload",
                        peer -> {
                            peer.send(Frame.of(FIN | CLOSE)).expectClosed(NO_STATUS);
                        }),
                new Case(
                        "7.3.2 a close with half a code",
                        peer -> {
                            peer.send(Frame.of(FIN | CLOSE, (byte) 3)).expectClosed(1002);
                        }),
                new Case("7.3.3 a close with a code", peer -> peer.leave(1000)),
                new Case(
                        "7.3.4 a close with a reason",
                        peer -> {
                            peer.send(Frame.close(1000, "Hello World!")).expectClosed(1000);
                        }),
                new Case(
                        "7.3.5 a close with the longest reason",
                        peer -> {
                            peer.send(Frame.close(1000, "*".repeat(123))).expectClosed(1000);
                        }),
                new Case(
                        "7.3.6 a close with a reason too long",
                        peer -> {
                            peer.send(Frame.close(1000, "*".repeat(124))).expectClosed(1002);
                        }),
                new Case(
                        "7.5.1 a reason that isn't UTF-8",
                        peer -> {
                            byte[] payload =
                                    Utf8Sequence.hex("03 e8 ce ba e1 bd b9 ed a0 80 65 64");
                            peer.send(Frame.of(FIN | CLOSE, payload)).expectClosed(1007);
                        }),
                new Case(
                        "7.5.x a reason that ends inside a character",
                        peer -> {
                            byte[] payload = Utf8Sequence.hex("03 e8 ce ba e1 bd");
                            peer.send(Frame.of(FIN | CLOSE, payload)).expectClosed(1007);
                        }));
    }

    static Stream<Case> codes() {
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < ALLOWED.length; i++) {
            cases.add(allowed("7.7." + (i + 1), ALLOWED[i]));
        }
        for (int code : REGISTERED_SINCE) {
            cases.add(allowed("7.7.x", code));
        }
        for (int i = 0; i < NOT_ALLOWED.length; i++) {
            cases.add(refused("7.9." + (i + 1), NOT_ALLOWED[i]));
        }
        cases.add(refused("7.9.x", 1015));
        cases.add(refused("7.13.1", 5000));
        cases.add(refused("7.13.2", 65_535));
        return cases.stream();
    }

    private static Case allowed(String number, int code) {
        return new Case(
                number + " code " + code,
                peer -> {
                    peer.send(Frame.close(code, "so long \u263a"));
                    Frame answer = peer.peer().read();
                    assertThat(answer.head()).isEqualTo(FIN | CLOSE);
                    assertThat(answer.closeCode()).isEqualTo(code);
                    peer.peer().expectEnd();
                });
    }

    private static Case refused(String number, int code) {
        return new Case(
                number + " code " + code,
                peer -> {
                    peer.send(Frame.close(code, "")).expectClosed(1002);
                });
    }
}
