package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Protocol §2: routes, credentials, origins.
@Timeout(30)
class DoorTest {
    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
        floor.market("DOOR-USD");
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static RawSocket.Response upgrade(String path, String... headers) {
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            return socket.upgrade(path, headers);
        }
    }

    private static void isProblem(RawSocket.Response response, int status, String code) {
        assertThat(response.status()).as(response.head() + response.body()).isEqualTo(status);
        assertThat(response.header("Content-Type", "")).startsWith("application/problem+json");
        JsonObject problem = Client.parse(response.body());
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getInt("status")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws/rooms/lobby", "/ws/tickers/DOOR-USD", "/ws/tickers/*"})
    void welcomesFirst(String path) {
        try (Client client = Client.connect(floor.port(), path)) {
            JsonObject welcome = client.welcome();

            assertThat(welcome.keySet())
                    .containsExactly(
                            "type", "session", "server", "at", "heartbeat", "user", "limits");
            assertThat(welcome.getString("session")).startsWith("s-");
            assertThat(welcome.getString("server")).startsWith("outcry/1.");
            assertThat(welcome.getInt("heartbeat")).isEqualTo(20_000);
            assertThat(welcome.get("user")).isEqualTo(JsonValue.NULL);
            assertThat(welcome.getJsonObject("limits"))
                    .hasToString("{\"message\":65536,\"text\":4000,\"channels\":256}");
            assertThat(welcome.getJsonNumber("at").longValueExact())
                    .isCloseTo(
                            System.currentTimeMillis(),
                            org.assertj.core.data.Offset.offset(9_999L));
        }
    }

    @Test
    void knowsTheUserByTheHeader() {
        JsonObject guest = floor.newGuest("Ada");

        try (Client client = floor.as(guest.getString("token"))) {
            assertThat(client.welcome().getJsonObject("user").getString("id"))
                    .isEqualTo(guest.getJsonObject("user").getString("id"))
                    .matches("ada-[a-z0-9]{5}");
        }
    }

    @Test
    void knowsTheUserByTheSubprotocolAndEchoesOnlyTheVersion() {
        String token = floor.token("Ada");
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            RawSocket.Response response =
                    socket.upgrade("/ws", "Sec-WebSocket-Protocol: outcry.v1, bearer." + token);

            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Sec-WebSocket-Protocol", "none")).isEqualTo("outcry.v1");
            assertThat(response.head()).doesNotContain(token);
            assertThat(Client.parse(socket.read().text()).getJsonObject("user").getString("name"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void knowsTheUserByTheSubprotocolAloneAndEchoesNothing() {
        String token = floor.token("Ada");
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            RawSocket.Response response =
                    socket.upgrade("/ws", "Sec-WebSocket-Protocol: bearer." + token);

            assertThat(response.header("Sec-WebSocket-Protocol", "none")).isEqualTo("none");
            assertThat(Client.parse(socket.read().text()).getJsonObject("user").getString("name"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void prefersTheHeaderToTheSubprotocol() {
        String ada = floor.token("Ada");
        String bob = floor.token("Bob");

        try (Client client =
                Client.connect(
                        floor.port(),
                        "/ws",
                        "Authorization: Bearer " + ada,
                        "Sec-WebSocket-Protocol: outcry.v1, bearer." + bob)) {
            assertThat(client.welcome().getJsonObject("user").getString("name")).isEqualTo("Ada");
        }
    }

    @Test
    void knowsTheUserByTheCommand() {
        JsonObject guest = floor.newGuest("Ada");
        try (Client client = floor.anonymous()) {
            JsonObject ok =
                    client.answered(
                            "{'type':'authenticate','token':'" + guest.getString("token") + "'}",
                            "ok");

            assertThat(ok.keySet()).containsExactly("type", "id", "user", "expiresAt");
            assertThat(ok.get("user")).isEqualTo(guest.get("user"));
            assertThat(ok.get("expiresAt")).isEqualTo(guest.get("expiresAt"));
        }
    }

    @Test
    void takesNoTokenFromTheQuery() {
        try (Client client = Client.connect(floor.port(), "/ws?token=" + floor.token("Ada"))) {
            assertThat(client.welcome().get("user")).isEqualTo(JsonValue.NULL);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer nonsense",
                "Authorization: Basic YTpi",
                "Sec-WebSocket-Protocol: outcry.v1, bearer.nonsense"
            })
    void refusesABadTokenBeforeTheSwitch(String header) {
        isProblem(upgrade("/ws", header), 401, "unauthenticated");
    }

    @Test
    void saysThatATokenHasExpired() {
        try (TestFloor other = TestFloor.open()) {
            String token = other.token("Ada");
            other.jump(Duration.ofMinutes(61));

            try (RawSocket socket = RawSocket.plain(other.port())) {
                isProblem(
                        socket.upgrade("/ws", "Authorization: Bearer " + token),
                        401,
                        "token_expired");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/rooms/nowhere, room.not_found",
        "/ws/rooms/No%20Slug, room.not_found",
        "/ws/tickers/NO-SUCH, market.not_found",
        "/ws/tickers/lower, market.not_found"
    })
    void doesNotFindWhatIsNotThere(String path, String code) {
        isProblem(upgrade(path), 404, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/", "/wsx", "/ws/rooms", "/ws/nothing", "/api/v1/rooms"})
    void upgradesNothingElse(String path) {
        assertThat(upgrade(path).status()).isNotEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seq=1",
                "epoch=x",
                "epoch=x&seq=one",
                "epoch=x&seq=-1",
                "epoch=x&seq=9007199254740992",
                "history=-1",
                "history=301",
                "history=x"
            })
    void refusesAPositionThatIsNone(String query) {
        isProblem(upgrade("/ws/rooms/lobby?" + query), 400, "bad_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost.evil.example", "x"})
    void refusesForeignPages(String origin) {
        isProblem(upgrade("/ws", "Origin: " + origin), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:3000",
                "https://desk.example"
            })
    void letsOwnAndListedPagesIn(String origin) {
        assertThat(upgrade("/ws", "Origin: " + origin).status()).isEqualTo(101);
    }

    @Test
    void isNotServedUnderAnotherName() {
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            RawSocket.Response response =
                    socket.request(
                            "GET /ws HTTP/1.1",
                            new String[] {
                                "Host: evil.example",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 13",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                            });

            isProblem(response, 421, "bad_request");
        }
    }

    @Test
    void asksForVersion13() {
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            RawSocket.Response response =
                    socket.request(
                            "GET /ws HTTP/1.1",
                            new String[] {
                                "Host: localhost",
                                "Upgrade: websocket",
                                "Connection: Upgrade",
                                "Sec-WebSocket-Version: 8",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                            });

            isProblem(response, 426, "bad_request");
            assertThat(response.header("Sec-WebSocket-Version", "")).isEqualTo("13");
        }
    }

    @Test
    void tellsAnotherVersionToStop() {
        try (RawSocket socket =
                RawSocket.open(floor.port(), "/ws", "Sec-WebSocket-Protocol: outcry.v2")) {
            socket.expectClose(4503);
        }
    }

    @Test
    void takesTheVersionItSpeaksAmongOthers() {
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            RawSocket.Response response =
                    socket.upgrade("/ws", "Sec-WebSocket-Protocol: outcry.v2, outcry.v1");

            assertThat(response.header("Sec-WebSocket-Protocol", "none")).isEqualTo("outcry.v1");
        }
    }

    @Test
    void subscribesByItselfToTheRoomOfTheRoute() {
        try (Client client = Client.connect(floor.port(), "/ws/rooms/lobby?history=0")) {
            JsonObject subscribed = client.next("subscribed");

            assertThat(subscribed.containsKey("id")).isFalse();
            assertThat(subscribed.getString("channel")).isEqualTo("room:lobby");
            assertThat(subscribed.getBoolean("recovered")).isFalse();
            assertThat(subscribed.getJsonObject("snapshot").getJsonArray("events")).isEmpty();
            assertThat(client.next("live").getString("channel")).isEqualTo("room:lobby");
            client.expectNothing();
        }
    }

    @Test
    void resumesByTheQueryOfTheRoute() {
        try (Client ada = floor.guest("Ada")) {
            String position =
                    "epoch=%s&seq=%d"
                            .formatted(
                                    ada.follow("room:lobby").getString("epoch"),
                                    ada.say("before").getInt("seq"));
            ada.say("missed");

            try (Client client = Client.connect(floor.port(), "/ws/rooms/lobby?" + position)) {
                JsonObject subscribed = client.next("subscribed");

                assertThat(subscribed.getBoolean("recovered")).isTrue();
                assertThat(subscribed.containsKey("snapshot")).isFalse();
                assertThat(client.next("message").getString("text")).isEqualTo("missed");
                client.next("live");
            }
        }
    }

    @Test
    void leavesTheRoomOutOnItsRoute() {
        String token = floor.token("Ada");
        try (Client client =
                Client.connect(floor.port(), "/ws/rooms/lobby", "Authorization: Bearer " + token)) {
            client.answered("{'type':'say','text':'here'}", "ok");
            client.answered("{'type':'typing','on':true}", "ok");
            client.refused("{'type':'say','room':'nowhere','text':'there'}", "room.not_found");
        }
    }

    @Test
    void needsTheRoomElsewhere() {
        try (Client client = floor.guest("Ada")) {
            client.refused("{'type':'say','text':'where?'}", "bad_request");
        }
    }

    @ParameterizedTest
    @CsvSource({"DOOR-USD, ticker:DOOR-USD", "*, ticker:*"})
    void subscribesByItselfToTheTickerOfTheRoute(String symbol, String channel) {
        try (Client client = Client.connect(floor.port(), "/ws/tickers/" + symbol)) {
            JsonObject subscribed = client.next("subscribed");

            assertThat(subscribed.containsKey("id")).isFalse();
            assertThat(subscribed.getString("channel")).isEqualTo(channel);
            assertThat(subscribed.getInt("seq")).isZero();
            assertThat(subscribed.getString("epoch")).isNotEmpty();
            client.next("live");
        }
    }

    @Test
    void letsTheAnonymousWatchButNotSpeak() {
        try (Client client = floor.anonymous()) {
            client.follow("room:lobby");
            client.follow("presence:lobby");

            client.refused("{'type':'say','room':'lobby','text':'hi'}", "unauthenticated");
            client.refused("{'type':'typing','room':'lobby','on':true}", "unauthenticated");
        }
    }
}
