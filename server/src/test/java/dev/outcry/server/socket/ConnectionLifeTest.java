package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How connections end, and that the listener always gets to know.
@Timeout(30)
class ConnectionLifeTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private EchoServer server = new EchoServer();

    @AfterEach
    void stop() throws InterruptedException {
        server.close();

        assertThat(server.sockets().awaitNone(SOON)).isTrue();
        assertThat(server.closings).hasValue(server.openings.get());
    }

    private void expectGone() throws InterruptedException {
        assertThat(server.event()).isEqualTo("opened");
        assertThat(server.event()).isEqualTo("closed");
        server.sockets().closeAll(1001, "");
        assertThat(server.sockets().awaitNone(SOON)).isTrue();
        assertThat(server.sockets().count()).isZero();
    }

    @Nested
    class APeer {
        @Test
        void thatVanishesWithAResetIsGone() throws InterruptedException {
            RawSocket peer = server.open();

            peer.reset();

            expectGone();
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatEndsWithoutCloseFrameIsGone() throws InterruptedException {
            RawSocket peer = server.open();

            peer.close();

            expectGone();
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatEndsInsideAFrameIsGone() throws InterruptedException {
            RawSocket peer = server.open();

            peer.send(RawSocket.header(RawSocket.FIN | RawSocket.TEXT, 100)).close();

            expectGone();
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatClosesIsGone() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                peer.close(1000, "").expectClose(1000).expectEnd();
            }

            expectGone();
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatIsKickedAndAnswersIsGone() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                peer.text("one").text("!kick").text("two");

                peer.expectText("one").expectClose(4500);
                peer.close(4500, "").expectEnd();
            }

            expectGone();
            assertThat(server.texts).as("heard after the kick too").hasValue(2);
        }

        @Test
        void thatIsKickedAndDoesNotAnswerIsDropped() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                peer.text("!kick").expectClose(4500);

                peer.expectEnd();
            }

            expectGone();
        }

        @Test
        void thatDoesNotReadItsEchoesIsDropped() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                CompletableFuture<Void> flood =
                        CompletableFuture.runAsync(() -> {
                            while (true) {
                                peer.text("*".repeat(60_000));
                            }
                        });

                expectGone();
                assertThat(flood).failsWithin(SOON);
            }
        }

        @Test
        void thatResetsWhileItsListenerBlocksIsGoneAfterwards() throws InterruptedException {
            RawSocket peer = server.open().text("!block");
            assertThat(server.event()).isEqualTo("opened");
            assertThat(server.event()).isEqualTo("blocked");

            peer.reset();
            server.unblock();

            assertThat(server.event()).isEqualTo("closed");
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatResetsDuringTheRequestLeavesNoTrace() throws InterruptedException {
            RawSocket peer = RawSocket.plain(server.port());

            peer.send("GET /ws HT".getBytes(StandardCharsets.US_ASCII)).reset();
            server.open().close();

            expectGone();
            assertThat(server.logged).isEmpty();
        }
    }

    @Nested
    class AListener {
        @Test
        void thatFailsIsLoggedOnceAndThePeerLearnsNothing() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                peer.text("!fail").text("more");

                RawSocket.Frame close = peer.read();
                assertThat(close.closeCode()).isEqualTo(1011);
                assertThat(close.text()).doesNotContain("secret");
                peer.close(1011, "").expectEnd();
            }

            expectGone();
            assertThat(server.logged).containsExactly("a listener failed");
        }

        @Test
        void thatCannotBeOpenedClosesTheConnection() {
            try (RawSocket peer = RawSocket.open(server.port(), "/ws/open-fails")) {
                peer.text("hello").expectClose(1011).close(1011, "").expectEnd();
            }

            assertThat(server.logged).containsExactly("opening a connection failed");
            assertThat(server.abandoned).hasValue(1);
        }
    }

    @Nested
    class AHeartbeat {
        private static final Duration OFTEN = Duration.ofMillis(200);

        private void restart(Duration heartbeat, Duration answer) {
            server.close();
            server = new EchoServer(heartbeat, answer);
        }

        @Test
        void asksASilentPeerAgainAndAgain() {
            restart(OFTEN, SOON);
            try (RawSocket peer = server.open()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(peer.read().head()).isEqualTo(RawSocket.FIN | RawSocket.PING);
                    peer.frame(RawSocket.FIN | RawSocket.PONG);
                }
            }
        }

        @Test
        void closesAPeerThatDoesNotAnswer() throws InterruptedException {
            restart(OFTEN, OFTEN);
            try (RawSocket peer = server.open()) {
                assertThat(peer.read().head()).isEqualTo(RawSocket.FIN | RawSocket.PING);

                peer.expectClose(4009).expectEnd();
            }

            expectGone();
        }

        @Test
        void leavesAPeerAloneWhoseListenerBlocks() throws InterruptedException {
            restart(OFTEN, OFTEN);
            try (RawSocket silent = server.open();
                    RawSocket blocked = server.open().text("!block")) {
                assertThat(silent.read().head()).isEqualTo(RawSocket.FIN | RawSocket.PING);
                silent.expectClose(4009);

                server.unblock();

                blocked.text("here").expectText("here");
            }
        }
    }

    @Nested
    class ABlockedPeer {
        private static final Duration OFTEN = Duration.ofMillis(200);

        @Test
        void thatTakesNothingIsGivenUp() throws InterruptedException {
            server.close();
            server = new EchoServer(OFTEN, OFTEN);
            try (RawSocket _ = server.open().text("!flood")) {
                assertThat(server.event()).isEqualTo("opened");
                assertThat(server.event()).isEqualTo("flooded");

                assertThat(server.event()).isEqualTo("closed");
            }

            server.sockets().closeAll(1001, "");
            assertThat(server.sockets().awaitNone(SOON)).isTrue();
            assertThat(server.sockets().closes().get("4009").getAsLong()).isOne();
            assertThat(server.logged).isEmpty();
        }

        @Test
        void thatTakesALittleNowAndThenIsLeftAlone() throws InterruptedException {
            server.close();
            server = new EchoServer(OFTEN, OFTEN);
            try (RawSocket peer = server.open().text("!flood")) {
                assertThat(server.event()).isEqualTo("opened");
                assertThat(server.event()).isEqualTo("flooded");

                long until = System.nanoTime() + 4 * OFTEN.toNanos();
                int frames = 0;
                for (; frames < 200 && System.nanoTime() < until; frames++) {
                    assertThat(peer.read().payload()).hasSize(64 << 10);
                    LockSupport.parkNanos(OFTEN.toNanos() / 20);
                }

                assertThat(frames).isPositive();
                assertThat(server.events).isEmpty();
            }
        }
    }

    @Nested
    class AServer {
        @Test
        void thatClosesAllTakesNoMore() {
            try (RawSocket peer = server.open();
                    RawSocket late = RawSocket.plain(server.port())) {
                server.sockets().closeAll(1001, "bye");

                peer.expectClose(1001).close(1001, "").expectEnd();
                RawSocket.Response refused = late.upgrade("/ws");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After", "")).isEqualTo("5");
                assertThat(server.abandoned).hasValue(1);
            }
        }

        @Test
        void thatStopsInOrderTellsItsPeers() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                server.sockets().closeAll(1001, "");
                peer.expectClose(1001).close(1001, "");
                assertThat(server.sockets().awaitNone(SOON)).isTrue();

                server.server().stop();

                peer.expectEnd();
            }
        }

        @Test
        void thatStopsAtOnceEndsItsConnections() throws InterruptedException {
            try (RawSocket peer = server.open()) {
                server.server().stop();
                server.sockets().close();

                peer.skipToEnd();
            }

            expectGone();
        }
    }
}
