package dev.outcry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CredentialsTest {
    private final Fixture fixture = new Fixture();
    private final FakeServer server = fixture.server;
    private final Recorder recorder = fixture.recorder;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void becomesAGuest() {
        grant("t1", "r1", Duration.ofHours(1));
        CompletableFuture<Outcry> connecting =
                CompletableFuture.supplyAsync(
                        () -> fixture.builder().credentials(Credentials.guest("Ada")).connect());
        FakeServer.Request request = server.request();
        Peer peer = server.peer();
        peer.send(
                """
                {"type":"welcome","session":"s-2","server":"outcry/test","at":1,"heartbeat":20000,\
                "user":{"id":"ada-x8f2k","name":"Ada","role":"guest"},"limits":{}}\
                """);

        Outcry outcry = fixture.keep(connecting.join());
        assertThat(request.line()).isEqualTo("POST /api/v1/guests HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(peer.header("authorization")).isEqualTo("Bearer t1");
        assertThat(outcry.user().orElseThrow().id()).isEqualTo("ada-x8f2k");
    }

    @Test
    void staysTheSameGuestOverReconnects() {
        grant("t1", "r1", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.guest("Ada")).start());
        server.request();
        server.welcomed().vanish();

        assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t1");
    }

    @Test
    void renewsTheTokenBeforeItEndsAndTellsTheServer() {
        grant("t1", "r1", Duration.ofMillis(1_200));
        grant("t2", "r2", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.guest("Ada")).start());
        server.request();
        Peer peer = server.welcomed();

        FakeServer.Request renewal = server.request();
        String token = peer.command("authenticate").getString("token");

        assertThat(renewal.line()).isEqualTo("POST /api/v1/tokens HTTP/1.1");
        assertThat(renewal.body()).isEqualTo("{\"refresh\":\"r1\"}");
        assertThat(token).isEqualTo("t2");
        peer.hangUp();
        assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t2");
    }

    @Test
    void comesBackWithANewTokenWhenTheServerEndsTheOld() {
        grant("t1", "r1", Duration.ofHours(1));
        grant("t2", "r2", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.guest("Ada")).start());
        server.request();
        server.welcomed().close(4401, "expired");

        assertThat(server.request().body()).isEqualTo("{\"refresh\":\"r1\"}");
        assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t2");
    }

    /// A server takes a refresh token that is used twice for stolen.
    @Test
    void asksForTheSameRenewalAgainUnderTheSameKey() {
        grant("t1", "r1", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.guest("Ada")).start());
        server.request();
        server.answer("503 Service Unavailable", "{\"code\":\"outcome_unknown\"}");
        grant("t2", "r2", Duration.ofHours(1));
        grant("t3", "r3", Duration.ofHours(1));
        server.welcomed().close(4401, "expired");

        FakeServer.Request first = server.request();
        FakeServer.Request again = server.request();
        server.welcomed().close(4401, "expired");
        FakeServer.Request next = server.request();

        String key = "idempotency-key";
        assertThat(first.headers().get(key)).isNotBlank();
        assertThat(again.body()).isEqualTo(first.body()).isEqualTo("{\"refresh\":\"r1\"}");
        assertThat(again.headers().get(key)).isEqualTo(first.headers().get(key));
        assertThat(next.body()).isEqualTo("{\"refresh\":\"r2\"}");
        assertThat(next.headers().get(key)).isNotEqualTo(first.headers().get(key));
    }

    @Test
    void logsInAgainWhereTheRefreshTokenIsGone() {
        grant("t1", "r1", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.password("ada", "secret")).start());
        FakeServer.Request first = server.request();
        server.answer("401 Unauthorized", "{\"code\":\"unauthenticated\"}");
        grant("t3", "r3", Duration.ofHours(1));
        server.welcomed().close(4401, "revoked");

        server.request();
        FakeServer.Request second = server.request();

        assertThat(first.line()).isEqualTo("POST /api/v1/tokens HTTP/1.1");
        assertThat(first.body()).isEqualTo("{\"name\":\"ada\",\"password\":\"secret\"}");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t3");
    }

    @Test
    void closesWhenAGuestCanNotBeRenewed() {
        grant("t1", "r1", Duration.ofHours(1));
        fixture.keep(fixture.builder().credentials(Credentials.guest("Ada")).start());
        server.request();
        server.answer("401 Unauthorized", "{\"code\":\"unauthenticated\",\"detail\":\"gone\"}");
        server.answer("401 Unauthorized", "{\"code\":\"unauthenticated\",\"detail\":\"gone\"}");
        server.welcomed().close(4401, "revoked");

        OutcryException cause = recorder.state(ConnectionState.Closed.class).cause().orElseThrow();

        assertThat(cause.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(cause).hasMessage("gone");
    }

    @Test
    void throwsTheServersRefusal() {
        server.answer(
                "429 Too Many Requests",
                "{\"code\":\"rate_limited\",\"title\":\"20 guests an hour\"}");

        assertThatThrownBy(() -> Outcry.connect(server.uri(), Credentials.guest("Ada")))
                .isInstanceOfSatisfying(
                        OutcryException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED))
                .hasMessage("20 guests an hour");
    }

    @Test
    void asksTheSupplierBeforeEachConnection() {
        AtomicInteger asked = new AtomicInteger();
        fixture.keep(
                fixture.builder()
                        .credentials(Credentials.tokens(() -> "t" + asked.incrementAndGet()))
                        .start());
        Peer first = server.welcomed();
        first.vanish();

        assertThat(first.header("authorization")).isEqualTo("Bearer t1");
        assertThat(server.welcomed().header("authorization")).isEqualTo("Bearer t2");
    }

    @Test
    void closesWhenATokenIsRefusedTwice() {
        server.refuse("401 Unauthorized", "", "{\"code\":\"token_expired\"}");
        server.refuse("401 Unauthorized", "", "{\"code\":\"token_expired\"}");

        fixture.keep(fixture.builder().credentials(Credentials.token("old")).start());

        assertThat(recorder.state(ConnectionState.Closed.class).cause().map(OutcryException::code))
                .contains(ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void doesNotShowSecrets() {
        assertThat(Credentials.token("sesame").toString()).doesNotContain("sesame");
        assertThat(Credentials.password("ada", "sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void failsFuturesWhenItCloses() {
        Outcry outcry = fixture.builder().start();
        Peer peer = server.welcomed();
        recorder.state(ConnectionState.Live.class);
        CompletableFuture<Placed> said = outcry.room("lobby").say("hi");
        peer.command("say");
        peer.close(4500, "banned");

        assertThatThrownBy(said::join).isInstanceOf(CompletionException.class);
        assertThat(SayTest.failure(said).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    private void grant(String token, String refresh, Duration life) {
        server.answer(
                "201 Created",
                """
                {"token":"%s","refresh":"%s","user":{"id":"ada-x8f2k","name":"Ada","role":"guest"},\
                "expiresAt":%d}\
                """
                        .formatted(token, refresh, System.currentTimeMillis() + life.toMillis()));
    }
}
