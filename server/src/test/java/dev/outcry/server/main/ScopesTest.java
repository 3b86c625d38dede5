package dev.outcry.server.main;

import static dev.outcry.server.main.PeopleScene.refused;
import static dev.outcry.server.main.PeopleScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which scope opens which call and command, for a key of each alone.
@Timeout(60)
class ScopesTest {
    private static final List<String> ALL = List.of("read", "chat", "trade", "publish");
    private static final String ORDER =
            "'symbol':'SCP-USD','side':'buy','kind':'limit','price':'1.00','qty':'1'";

    private static TestFloor floor;
    private static String owner;
    private static final Map<String, String> KEYS = new HashMap<>();

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
        floor.market("SCP-USD");
        PeopleScene people = new PeopleScene(floor);
        owner = token(people.register("owner"));
        floor.call(201, "POST", "/rooms", owner, "{'room':'scoped','name':'Scoped'}");
        floor.call(200, "PUT", "/admin/users/owner", floor.admin(), "{'role':'admin'}");
        for (String scope : ALL) {
            KEYS.put(scope, people.key(owner, "'" + scope + "'").getString("key"));
        }
        KEYS.put("all", people.key(owner, "'read','chat','trade','publish'").getString("key"));
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    /// Each call with the one scope that opens it, `none` where no key does.
    static Stream<String> calls() {
        return Stream.of(
                "GET /me read",
                "GET /users/owner read",
                "GET /rooms read",
                "GET /rooms/lobby read",
                "GET /rooms/lobby/messages read",
                "GET /rooms/lobby/presence read",
                "GET /search?q=x read",
                "GET /markets read",
                "GET /markets/SCP-USD/book read",
                "GET /markets/SCP-USD/candles?interval=1m read",
                "GET /orders read",
                "GET /orders/1 read",
                "GET /fills read",
                "GET /balances read",
                "GET /portfolio read",
                "GET /leaderboard read",
                "POST /rooms chat",
                "POST /rooms/lobby/messages chat",
                "GET /rooms/scoped/hooks read",
                "POST /rooms/scoped/hooks chat",
                "DELETE /rooms/scoped/hooks/x chat",
                "POST /orders trade",
                "PATCH /orders/1 trade",
                "DELETE /orders/1 trade",
                "DELETE /orders trade",
                "POST /portfolio/reset trade",
                "PUT /markets/SCP-USD/quote publish",
                "PATCH /me none",
                "DELETE /me none",
                "POST /accounts none",
                "POST /tokens none",
                "POST /guests none",
                "DELETE /tokens none",
                "GET /keys none",
                "POST /keys none",
                "DELETE /keys/x none",
                "GET /admin/balances none",
                "POST /admin/deposits none",
                "POST /admin/markets none",
                "PATCH /admin/markets/SCP-USD none",
                "PUT /admin/users/owner none");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallTakesItsScopeAndNoOther(String row) {
        String[] parts = row.split(" ", -1);
        String body = parts[0].startsWith("P") ? "{}" : "";
        for (String scope : ALL) {
            HttpResponse<String> answer = floor.send(parts[0], parts[1], KEYS.get(scope), body);
            if (scope.equals(parts[2])) {
                assertThat(answer.statusCode()).as("%s: %s", row, answer.body()).isNotIn(401, 403);
            } else {
                String missing = parts[2].equals("none") ? "key" : "scope " + parts[2];
                assertThat(refused(403, "forbidden", answer).getString("detail")).contains(missing);
            }
        }
        if (parts[2].equals("none")) {
            refused(403, "forbidden", floor.send(parts[0], parts[1], KEYS.get("all"), body));
        }
    }

    static Stream<String> commands() {
        return Stream.of(
                "read {'type':'subscribe','channel':'room:lobby'}",
                "read {'type':'subscribe','channel':'me'}",
                "chat {'type':'say','room':'lobby','text':'x'}",
                "chat {'type':'delete','room':'lobby','message':1}",
                "chat {'type':'edit','room':'lobby','message':1,'text':'x'}",
                "chat {'type':'react','room':'lobby','message':1,'emoji':'👍'}",
                "chat {'type':'unreact','room':'lobby','message':1,'emoji':'👍'}",
                "chat {'type':'pin','room':'lobby','message':1}",
                "chat {'type':'unpin','room':'lobby','message':1}",
                "chat {'type':'join','room':'lobby'}",
                "chat {'type':'leave','room':'lobby'}",
                "chat {'type':'read','room':'lobby','seq':1}",
                "chat {'type':'typing','room':'lobby','on':true}",
                "trade {'type':'order'," + ORDER + "}",
                "trade {'type':'amend','order':1,'qty':'1'}",
                "trade {'type':'cancel','order':1}",
                "trade {'type':'cancelAll'}",
                "trade {'type':'cancelOnDisconnect','on':true}",
                "trade {'type':'cancelAllAfter','ms':0}");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandTakesItsScopeAndNoOther(String row) {
        String needed = row.substring(0, row.indexOf(' '));
        String command = row.substring(row.indexOf(' ') + 1);
        for (String scope : ALL) {
            try (Client bot = floor.as(KEYS.get(scope))) {
                JsonObject reply = bot.ask(command);
                boolean forbidden =
                        reply.getString("type").equals("error")
                                && reply.getString("code").equals("forbidden");
                assertThat(forbidden)
                        .as("%s, %s: %s", row, scope, reply)
                        .isEqualTo(!scope.equals(needed));
                if (forbidden) {
                    assertThat(reply.getString("message")).contains("scope " + needed);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/ws/rooms/lobby", "/ws/tickers/SCP-USD", "/ws/tickers/*"})
    void theShortRoutesTakeTheScopeRead(String path) {
        int status =
                floor.get("/api/v1/me", "Authorization", "Bearer " + KEYS.get("chat")).statusCode();
        assertThat(status).isEqualTo(403);
        try (RawSocket socket = RawSocket.plain(floor.port())) {
            assertThat(socket.upgrade(path, "Authorization: Bearer " + KEYS.get("chat")).status())
                    .isEqualTo(403);
        }
        try (Client bot =
                Client.connect(floor.port(), path, "Authorization: Bearer " + KEYS.get("read"))) {
            assertThat(bot.next("subscribed")).isNotNull();
        }
    }

    @Test
    void aTokenNeedsNoScope() {
        floor.call(200, "GET", "/keys", owner, "");
        try (Client client = floor.as(owner)) {
            client.follow("me");
            assertThat(client.say("x").getString("type")).isEqualTo("ok");
        }
    }

    @Test
    void authenticatingTakesTheScopesOfWhatWasShownLast() {
        try (Client client = floor.as(KEYS.get("read"))) {
            client.refused("{'type':'say','room':'lobby','text':'x'}", "forbidden");
            client.answered("{'type':'authenticate','token':'" + owner + "'}", "ok");
            assertThat(client.say("x").getString("type")).isEqualTo("ok");
        }
    }
}
