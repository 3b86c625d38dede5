package dev.outcry.client;

import static dev.outcry.client.Fixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConnectionTest {
    private final Fixture fixture = new Fixture();
    private final FakeServer server = fixture.server;
    private final Recorder recorder = fixture.recorder;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tellsItsStates() {
        Outcry outcry = fixture.builder().start();
        assertThat(recorder.state(ConnectionState.class))
                .isEqualTo(new ConnectionState.Connecting());

        Peer peer = server.welcomed();
        ConnectionState.Live live = recorder.state(ConnectionState.Live.class);
        assertThat(live.session()).isEqualTo("s-1");
        assertThat(outcry.state()).isEqualTo(live);
        assertThat(peer.requestLine()).isEqualTo("GET /ws HTTP/1.1");
        assertThat(peer.header("sec-websocket-protocol")).isEqualTo("outcry.v1");
        assertThat(peer.header("authorization")).isEmpty();

        peer.vanish();
        assertThat(recorder.state(ConnectionState.Reconnecting.class).cause().code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        server.welcomed();
        recorder.state(ConnectionState.Live.class);

        server.close();
        outcry.close();
        assertThat(recorder.state(ConnectionState.Closed.class).cause()).isEmpty();
    }

    @Test
    void saysGoodbyeWhenClosed() {
        Outcry outcry = fixture.builder().start();
        Peer peer = server.welcomed();
        recorder.state(ConnectionState.Live.class);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(outcry::close);
        Peer.Frame frame = peer.next();
        peer.close(1000, "");

        assertThat(frame.opcode()).isEqualTo(Peer.CLOSE);
        assertThat(frame.closeCode()).isEqualTo(1000);
        closed.join();
        recorder.state(ConnectionState.Closed.class);
        outcry.close();
    }

    @Test
    void mayBeClosedByAListener() {
        Outcry outcry = fixture.builder().start();
        Peer peer = server.welcomed();
        CountDownLatch returned = new CountDownLatch(1);
        outcry.room("lobby")
                .followPeople((count, people) -> {
                    outcry.close();
                    returned.countDown();
                });
        peer.subscribed(
                "\"epoch\":\"e\",\"seq\":0,\"recovered\":false,"
                        + "\"snapshot\":{\"count\":0,\"people\":[]}");
        assertThat(peer.next().opcode()).isEqualTo(Peer.CLOSE);
        peer.close(1000, "");

        recorder.state(ConnectionState.Closed.class);

        assertThat(returned.getCount()).isZero();
    }

    @ParameterizedTest(name = "close {0}")
    @ValueSource(ints = {1002, 1003, 1007, 4500, 4501, 4503, 4999})
    void stopsWhereTheServerSaysSo(int code) {
        fixture.keep(fixture.builder().start());
        server.welcomed().close(code, "for a reason");

        OutcryException cause = recorder.state(ConnectionState.Closed.class).cause().orElseThrow();

        assertThat(cause).hasMessage("for a reason (close " + code + ")");
    }

    @ParameterizedTest(name = "close {0}")
    @ValueSource(ints = {1000, 1001, 1006, 1011, 1012, 1013, 3000, 4000, 4008, 4009, 4499, 5000})
    void comesBackWhereTheServerSaysSo(int code) {
        fixture.keep(fixture.builder().start());
        server.welcomed().close(code, "");

        server.welcomed();
        recorder.state(ConnectionState.Reconnecting.class);
        recorder.state(ConnectionState.Live.class);
    }

    @Test
    void comesBackAfterACloseWithoutACode() {
        fixture.keep(fixture.builder().start());
        Peer peer = server.welcomed();
        peer.frame(true, Peer.CLOSE, new byte[0]);
        assertThat(peer.next().opcode()).isEqualTo(Peer.CLOSE);

        server.welcomed();
    }

    @Test
    void comesBackWhenTheServerSaidInItsGoodbye() {
        fixture.keep(fixture.builder().start());
        Peer peer = server.welcomed();
        peer.send("{\"type\":\"goodbye\",\"retryAfter\":37}");
        peer.close(1001, "");

        assertThat(recorder.state(ConnectionState.Reconnecting.class).delay())
                .isEqualTo(Duration.ofMillis(37));
        server.welcomed();
    }

    @Test
    void waitsAsLongAsARateLimitAsks() {
        fixture.keep(fixture.builder().start());
        Peer peer = server.welcomed();
        peer.send(
                "{\"type\":\"error\",\"code\":\"rate_limited\",\"message\":\"slow down\","
                        + "\"temporary\":true,\"retryAfter\":41}");
        peer.close(4029, "");

        ConnectionState.Reconnecting waiting = recorder.state(ConnectionState.Reconnecting.class);

        assertThat(waiting.delay()).isEqualTo(Duration.ofMillis(41));
        assertThat(waiting.cause().code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void waitsAsLongAsARefusedUpgradeAsks() {
        server.refuse("503 Service Unavailable", "Retry-After: 1\r\n", "{\"code\":\"busy\"}");
        fixture.keep(fixture.builder().start());
        ConnectionState.Reconnecting waiting = recorder.state(ConnectionState.Reconnecting.class);

        assertThat(waiting.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(waiting.cause().code()).isEqualTo(ErrorCode.BUSY);
        server.welcomed();
    }

    @Test
    void pingsAndLeavesAServerThatFellSilent() {
        fixture.keep(fixture.builder().start());
        Peer peer = server.peer().welcome(200);
        assertThat(peer.command("ping").getInt("id")).isPositive();

        ConnectionState.Reconnecting lost = recorder.state(ConnectionState.Reconnecting.class);

        assertThat(lost.cause()).hasMessage("nothing was heard from the server");
        server.welcomed();
    }

    @Test
    void staysWithAServerThatAnswersItsPings() {
        Outcry outcry = fixture.keep(fixture.builder().start());
        Peer peer = server.peer().welcome(200);
        for (int i = 0; i < 8; i++) {
            peer.send(
                    "{\"type\":\"pong\",\"id\":%d,\"at\":1}"
                            .formatted(peer.command("ping").getInt("id")));
        }

        assertThat(outcry.state()).isInstanceOf(ConnectionState.Live.class);
    }

    @Test
    void leavesAServerThatDoesNotSayWelcome() {
        fixture.keep(fixture.builder().connectTimeout(Duration.ofMillis(100)).start());
        server.peer();

        assertThat(recorder.state(ConnectionState.Reconnecting.class).cause().code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void throwsWhereNobodyListens() {
        URI nobody = server.uri();
        server.close();

        assertThatThrownBy(() -> Outcry.connect(nobody, Credentials.anonymous()))
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining(nobody.toString());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"200 OK", "404 Not Found", "301 Moved Permanently"})
    void throwsWhereNoOutcryIsServed(String status) {
        server.refuse(status, "Location: /\r\n", "<html>");

        assertThatThrownBy(() -> fixture.builder().connect())
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void tellsWhatTheOperatorsSay() {
        fixture.keep(fixture.builder().start());
        server.welcomed().send("{\"type\":\"notice\",\"text\":\"at noon\"}");

        assertThat(recorder.next()).isEqualTo("notice at noon");
    }

    @Test
    void stopsReadingWhileItsListenersAreBehind() throws InterruptedException {
        Outcry outcry = fixture.keep(fixture.builder().queueLimit(4).start());
        Peer peer = server.welcomed();
        CountDownLatch go = new CountDownLatch(1);
        outcry.follow(
                Follow.room("lobby"),
                event -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    recorder.onEvent(event);
                });
        peer.subscribed(snapshot("e", 0));
        CompletableFuture<Void> flood =
                CompletableFuture.runAsync(() -> {
                    for (int seq = 1; seq <= 20_000; seq++) {
                        peer.send(Fixture.message(seq, "x".repeat(1_000)));
                    }
                });
        assertThat(flood).isNotDone();

        go.countDown();

        for (int seq = 1; seq <= 20_000; seq++) {
            assertThat(recorder.next()).startsWith(seq + " ");
        }
        flood.join();
    }
}
