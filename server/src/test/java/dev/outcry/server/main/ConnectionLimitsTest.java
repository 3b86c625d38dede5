package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.auth.Limits;
import dev.outcry.server.config.Network;
import dev.outcry.server.config.Settings;
import dev.outcry.server.socket.RawSocket;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How many connections may be open, and how fast new ones may come.
@Timeout(60)
class ConnectionLimitsTest {
    private static final int BY_USER = Limits.Count.CONNECTIONS_BY_USER.most();
    private static final int BY_ADDRESS = Limits.Count.CONNECTIONS_BY_ADDRESS.most();

    private final AtomicLong nanos = new AtomicLong();
    private final TestFloor floor = TestFloor.limited(nanos::get);
    private final List<RawSocket> open = new ArrayList<>();

    private boolean stopped;

    @TempDir private Path temporary;

    @AfterEach
    void stop() {
        open.forEach(RawSocket::close);
        if (!stopped) {
            floor.close();
        }
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    private RawSocket open(String... headers) {
        open.add(RawSocket.open(floor.port(), "/ws", headers));
        return open.getLast();
    }

    private RawSocket.Response knock(String... headers) {
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            return socket.upgrade("/ws", headers);
        }
    }

    private static void refused(
            RawSocket.Response response, int status, String code, int retryAfter) {
        assertThat(response.status()).as(response.head() + response.body()).isEqualTo(status);
        assertThat(response.header("Content-Type", "")).startsWith("application/problem+json");
        assertThat(response.header("Retry-After", "")).isEqualTo(Integer.toString(retryAfter));
        assertThat(Client.parse(response.body()).getString("code")).isEqualTo(code);
    }

    /// {@return the value of a metric, with its labels}
    private double metric(String name) {
        return floor.get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private double limited(String limit) {
        return metric("outcry_limited_total{limit=\"" + limit + "\"}");
    }

    private double closed(String code) {
        return metric("outcry_closed_total{code=\"" + code + "\"}");
    }

    /// How a connection ends, and what is counted then.
    enum End {
        CLOSED("1000"),
        CLOSED_WITHOUT_CODE("1005"),
        CLOSED_AS_ONLY_THE_SERVER_DOES("other"),
        RESET("1006"),
        GONE("1006"),
        BROKE_THE_RULES("1003"),
        PUT_OUT("4501");

        private final String code;

        End(String code) {
            this.code = code;
        }

        private void of(RawSocket peer) {
            switch (this) {
                case CLOSED -> peer.close(1000, "");
                case CLOSED_WITHOUT_CODE -> peer.frame(RawSocket.FIN | RawSocket.CLOSE);
                case CLOSED_AS_ONLY_THE_SERVER_DOES -> peer.close(4500, "");
                case RESET -> peer.reset();
                case GONE -> peer.close();
                case BROKE_THE_RULES -> peer.frame(RawSocket.FIN | RawSocket.BINARY);
                case PUT_OUT -> {
                    for (int i = 0; i < 20; i++) {
                        peer.text("nonsense");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionCountsForItsUserUntilItEndsHoweverThatIs(End end) {
        String ada = floor.token("Ada");
        for (int i = 0; i < BY_USER; i++) {
            open(bearer(ada));
        }
        refused(knock(bearer(ada)), 429, "rate_limited", 30);
        assertThat(limited("connections_by_user")).isOne();
        assertThat(knock(bearer(floor.token("Bob"))).status()).isEqualTo(101);

        end.of(open.getFirst());

        TestFloor.await("the place is free", () -> knock(bearer(ada)).status() == 101);
        TestFloor.await("it is counted", () -> closed(end.code) > 0);
    }

    @Test
    void aRevokedUserHoldsNothing() {
        String ada = floor.token("Ada");
        for (int i = 0; i < BY_USER; i++) {
            open(bearer(ada));
        }

        TestFloor.expect(204, floor.delete("/api/v1/tokens", ada));
        open.forEach(RawSocket::skipToEnd);

        TestFloor.await("nobody is left", () -> metric("outcry_connections_users") == 0);
        assertThat(closed("4401")).isEqualTo(BY_USER);
    }

    @Test
    void whoLogsInOnTooManyConnectionsIsToldAndStaysAnonymous() {
        String ada = floor.token("Ada");
        for (int i = 0; i < BY_USER - 1; i++) {
            open(bearer(ada));
        }
        String authenticate = "{'type':'authenticate','token':'" + ada + "'}";
        try (Client last = floor.anonymous();
                Client tooMany = floor.anonymous()) {
            last.answered(authenticate, "ok");
            last.answered(authenticate, "ok"); // the same user once more is one

            JsonObject error = tooMany.refused(authenticate, "rate_limited");

            assertThat(error.getInt("retryAfter")).isEqualTo(30_000);
            assertThat(error.getBoolean("temporary")).isTrue();
            tooMany.refused("{'type':'say','room':'lobby','text':'x'}", "unauthenticated");
            last.reset();
            TestFloor.await(
                    "the place is free",
                    () -> tooMany.ask(authenticate).getString("type").equals("ok"));
        }
        open.forEach(RawSocket::close);
        TestFloor.await("nobody is left", () -> metric("outcry_connections_users") == 0);
    }

    @Test
    void anAddressHasSoManyAndThenNoMore() {
        for (int i = 0; i < BY_ADDRESS; i++) {
            open();
        }

        refused(knock(), 429, "rate_limited", 30);
        assertThat(limited("connections_by_address")).isOne();
        assertThat(metric("outcry_connections")).isEqualTo(BY_ADDRESS);
        assertThat(metric("outcry_connections_address_max")).isEqualTo(BY_ADDRESS);
        open.forEach(RawSocket::reset);
        TestFloor.await("nobody is left", () -> metric("outcry_connections_addresses") == 0);
        assertThat(knock().status()).isEqualTo(101);
    }

    @Test
    void whatIsAcceptedAndNeverOpenedHoldsNothing() {
        for (int i = 0; i < BY_ADDRESS + 1; i++) {
            try (RawSocket socket = RawSocket.plain(floor.port())) {
                RawSocket.Response response =
                        socket.request(
                                "GET /ws HTTP/1.1",
                                new String[] {
                                    "Host: localhost",
                                    "Upgrade: websocket",
                                    "Connection: Upgrade",
                                    "Sec-WebSocket-Version: 13"
                                });
                assertThat(response.status()).isEqualTo(400);
            }
        }
        assertThat(metric("outcry_connections_addresses")).isZero();
    }

    @Test
    void newConnectionsOfAnAddressComeSoFastAndNoFaster() {
        String foreign = "Origin: https://elsewhere.example"; // refused later on, and so cheap
        int burst = Limits.Kind.NEW_CONNECTIONS_BY_ADDRESS.burst();
        for (int i = 0; i < burst; i++) {
            assertThat(knock(foreign).status()).isEqualTo(403);
        }

        refused(knock("Authorization: Bearer looked at by nobody"), 429, "rate_limited", 1);

        assertThat(limited("new_connections_by_address")).isOne();
        nanos.addAndGet(Limits.Kind.NEW_CONNECTIONS_BY_ADDRESS.perToken().toNanos());
        assertThat(knock().status()).isEqualTo(101);
    }

    @Test
    void newConnectionsOfAllComeSoFastAndNoFaster() {
        try (FloorServer server = start(Network.parse("127.0.0.1").stream().toList())) {
            int burst = Limits.Kind.NEW_CONNECTIONS.burst();
            for (int i = 0; i < burst; i++) {
                assertThat(knock(server, i).status()).isEqualTo(403);
            }

            refused(knock(server, burst), 503, "busy", 1);

            nanos.addAndGet(Limits.Kind.NEW_CONNECTIONS.perToken().toNanos());
            assertThat(knock(server, 0).status()).isEqualTo(403);
        }
    }

    @Test
    void aProxyThatNobodyNamedIsSpokenOfOnce() {
        floor.close(); // which would mind the warning
        stopped = true;
        List<String> warnings = new ArrayList<>();
        try (WarningsTo _ = new WarningsTo(warnings);
                FloorServer server = start(List.of())) {
            knock(server, 1);
            knock(server, 2);
        }

        assertThat(warnings)
                .containsExactly(
                        "127.0.0.1 seems to be a proxy, and all its clients count as one address:"
                                + " name it in OUTCRY_PROXIES");
    }

    private FloorServer start(List<Network> proxies) {
        Path data = temporary.resolve("behind-a-proxy");
        Settings usual = TestFloor.settings(data, true, new Settings.Feed(false, 1), 0);
        Settings.Web web =
                new Settings.Web("127.0.0.1", 0, List.of(), proxies, Optional.empty(), true);
        Settings settings =
                new Settings(
                        web,
                        data,
                        usual.feed(),
                        usual.secrets(),
                        usual.log(),
                        usual.logMaxBytes(),
                        usual.nats(),
                        true,
                        Settings.Webhooks.USUAL);
        Hooks hooks =
                new Hooks(UnaryOperator.identity(), () -> {}, UnaryOperator.identity(), nanos::get);
        return FloorServer.start(settings, Clock.systemUTC(), hooks);
    }

    /// Knocks from one of many addresses, with a page of another origin.
    private static RawSocket.Response knock(FloorServer server, int from) {
        try (RawSocket socket = RawSocket.plain(server.port())) {
            return socket.upgrade(
                    "/ws",
                    "X-Forwarded-For: 198.51.100." + from % 200,
                    "Origin: https://elsewhere.example");
        }
    }
}
