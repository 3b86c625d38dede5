package dev.outcry.server.main;

import static dev.outcry.server.main.PeopleScene.PASSWORD;
import static dev.outcry.server.main.PeopleScene.account;
import static dev.outcry.server.main.PeopleScene.refused;
import static dev.outcry.server.main.PeopleScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A guest that registers keeps everything: on a running server, and over its death.
@Timeout(60)
class GuestToAccountTest {
    private static final String SYMBOL = "GST-USD";
    private static final List<String> OWN =
            List.of("/orders?status=open", "/orders?status=done", "/fills", "/balances");

    @TempDir private Path directory;

    private TestFloor floor;
    private PeopleScene people;
    private JsonObject guest;
    private String id;

    @BeforeEach
    void start() {
        go(TestFloor.in(directory.resolve("data"), Hooks.NONE));
        floor.market(SYMBOL);
        guest = floor.newGuest("Ada");
        id = guest.getJsonObject("user").getString("id");
    }

    private void go(TestFloor next) {
        floor = next;
        people = new PeopleScene(floor);
    }

    @AfterEach
    void stop() {
        floor.close();
    }

    private static String order(String side, String price, String more) {
        return "{'symbol':'%s','side':'%s','kind':'limit','price':'%s','qty':'1'%s}"
                .formatted(SYMBOL, side, price, more);
    }

    private void trade() {
        floor.order("maker", SYMBOL, Side.SELL, 1_000, 10_000);
        floor.call(201, "POST", "/orders", token(guest), order("buy", "10.00", ""));
        floor.call(201, "POST", "/orders", token(guest), order("buy", "1.00", ",'client':'mine'"));
        JsonObject gone =
                floor.call(201, "POST", "/orders", token(guest), order("buy", "2.00", ""));
        floor.call(
                200,
                "DELETE",
                "/orders/" + gone.getJsonObject("order").getJsonNumber("order"),
                token(guest),
                "");
    }

    private Map<String, JsonObject> own(String token) {
        Map<String, JsonObject> answers = new TreeMap<>();
        OWN.forEach(path -> answers.put(path, floor.call(200, "GET", path, token, "")));
        JsonObject portfolio = floor.call(200, "GET", "/portfolio", token, "");
        for (String field : List.of("equity", "cash", "deposited", "since", "positions")) {
            answers.put(
                    field,
                    jakarta.json.Json.createObjectBuilder()
                            .add(field, portfolio.get(field))
                            .build());
        }
        return answers;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void keepsOrdersFillsAndBalances(Restart restart) {
        trade();
        Map<String, JsonObject> before = own(token(guest));
        assertThat(before.get("/fills").getJsonArray("items")).hasSize(1);
        assertThat(before.get("/orders?status=done").getJsonArray("items")).hasSize(2);

        JsonObject ada = people.registerAs(token(guest), "ada");

        assertThat(ada.getJsonObject("user").getString("id")).isEqualTo("ada");
        assertThat(ada.getJsonObject("user").getString("name")).isEqualTo("Ada");
        assertThat(own(token(ada))).isEqualTo(before);

        go(restart.of(floor));

        assertThat(own(token(ada))).isEqualTo(before);
        floor.call(200, "DELETE", "/orders?symbol=" + SYMBOL, token(ada), "");
        refused(
                409,
                "order.duplicate",
                floor.send(
                        "POST", "/orders", token(ada), order("buy", "1.00", ",'client':'mine'")));
    }

    @Test
    void meGoesOnWithoutAHole() {
        trade();
        String epoch;
        long seq;
        try (Client client = floor.as(token(guest))) {
            JsonObject subscribed = client.follow("me");
            epoch = subscribed.getString("epoch");
            seq = subscribed.getJsonNumber("seq").longValue();
        }

        JsonObject ada = people.registerAs(token(guest), "ada");
        floor.call(200, "DELETE", "/orders?symbol=" + SYMBOL, token(ada), "");

        try (Client client = floor.as(token(ada))) {
            String since = "{'type':'subscribe','channel':'me','since':{'epoch':'%s','seq':%d}}";
            JsonObject all = client.answered(since.formatted(epoch, 0), "subscribed");
            assertThat(all.getBoolean("recovered")).isTrue();
            List<String> events = client.upTo("live");
            assertThat(events).hasSizeGreaterThan((int) seq);
            for (int i = 0; i < events.size(); i++) {
                assertThat(Client.parse(events.get(i)).getJsonNumber("seq").longValue())
                        .isEqualTo(i + 1);
            }
            JsonObject tail = client.answered(since.formatted(epoch, seq), "subscribed");
            assertThat(tail.getBoolean("recovered")).isTrue();
            assertThat(client.upTo("live")).isEqualTo(events.subList((int) seq, events.size()));
        }
    }

    @Test
    void whatWasSaidStaysAsItWasSaidAndIsStillTheAuthors() {
        long seq;
        try (Client client = floor.as(token(guest))) {
            seq = client.say("as a guest").getJsonNumber("seq").longValue();
        }
        JsonObject ada = people.registerAs(token(guest), "ada");

        JsonObject said =
                floor.json("/api/v1/rooms/lobby/messages").getJsonArray("items").getJsonObject(0);
        assertThat(said.getJsonObject("from").getString("id")).isEqualTo(id);
        assertThat(floor.json("/api/v1/users/" + id).getString("id")).isEqualTo("ada");
        assertThat(floor.json("/api/v1/users/ada").getString("was")).isEqualTo(id);

        try (Client bob = floor.guest("Bob");
                Client client = floor.as(token(ada))) {
            String delete = "{'type':'delete','room':'lobby','message':" + seq + "}";
            bob.refused(delete, "forbidden");
            client.answered(delete, "ok");
        }
    }

    @Test
    void isWhereTheGuestWasInRooms() {
        String message = "{'text':'hello'}";
        long seq =
                floor.call(201, "POST", "/rooms/lobby/messages", token(guest), message)
                        .getJsonNumber("seq")
                        .longValue();
        String reaction = "/rooms/lobby/messages/" + seq + "/reactions/%F0%9F%91%8D";
        floor.call(200, "PUT", reaction, token(guest), "");
        floor.call(201, "POST", "/rooms", token(guest), "{'room':'own','name':'Own'}");
        TestFloor.expect(
                204, floor.send("PUT", "/rooms/lobby/read", token(guest), "{'seq':" + seq + "}"));

        JsonObject ada = people.registerAs(token(guest), "ada");

        try (Client client = floor.as(token(ada))) {
            JsonObject snapshot = client.follow("room:lobby").getJsonObject("snapshot");
            assertThat(snapshot.getJsonObject("you").getInt("read")).isEqualTo(seq);
            JsonObject own = client.follow("room:own").getJsonObject("snapshot");
            assertThat(own.getJsonObject("you").getString("role")).isEqualTo("owner");
        }
        String messages = "/rooms/lobby/messages";
        assertThat(floor.call(200, "GET", messages, "", "").toString())
                .contains("\"reactions\":{\"👍\":[\"ada\"]}");
        floor.call(200, "DELETE", reaction, token(ada), "");
        assertThat(floor.call(200, "GET", messages, "", "").toString()).doesNotContain("👍");
    }

    @Test
    void aKeyUsedAsAGuestIsUsed() {
        String body = "{'text':'once'}";
        String[] key = {"Idempotency-Key", "k-1"};
        String said =
                TestFloor.expect(
                                201,
                                floor.send(
                                        "POST", "/rooms/lobby/messages", token(guest), body, key))
                        .body();

        JsonObject ada = people.registerAs(token(guest), "ada");

        assertThat(floor.send("POST", "/rooms/lobby/messages", token(ada), body, key).body())
                .isEqualTo(said);
    }

    @Test
    void theGuestIsNobodyFromThenOn() {
        try (Client client = floor.as(token(guest))) {
            people.registerAs(token(guest), "ada");

            client.expectClose(4401);
        }
        refused(401, "unauthenticated", floor.send("GET", "/me", token(guest), ""));
        refused(401, "unauthenticated", people.refresh(guest));
        refused(
                401,
                "unauthenticated",
                floor.send("POST", "/accounts", token(guest), account("eve", PASSWORD)));
        assertThat(
                        floor.decide(
                                new FloorCommand.Rank(
                                        new dev.outcry.protocol.Person(id, "Ada", true), true)))
                .isInstanceOf(dev.outcry.server.floor.Result.Refused.class);
    }

    @Test
    void theSwitchThatAGuestArmedStillFires() {
        trade();
        try (Client client = floor.as(token(guest))) {
            client.answered("{'type':'cancelAllAfter','ms':60000}", "ok");
        }
        JsonObject ada = people.registerAs(token(guest), "ada");
        String open = "/orders?status=open";
        assertThat(floor.call(200, "GET", open, token(ada), "").getJsonArray("items")).hasSize(1);

        floor.jump(Duration.ofSeconds(61));

        TestFloor.await(
                "the switch fires",
                () -> floor.call(200, "GET", open, token(ada), "").getJsonArray("items").isEmpty());
    }

    @Test
    void moneyOfTwoIsNotMixed() {
        trade();
        floor.call(
                201,
                "POST",
                "/admin/deposits",
                floor.admin(),
                "{'user':'ada','asset':'USD','amount':'5'}");

        refused(
                409,
                "user.exists",
                floor.send("POST", "/accounts", token(guest), account("ada", PASSWORD)));

        TestFloor.expect(200, floor.send("GET", "/balances", token(guest), ""));
        people.registerAs(token(guest), "ada2");
    }

    @Test
    void anAccountDoesNotBecomeAnother() {
        JsonObject bob = people.register("bob");

        refused(
                403,
                "forbidden",
                floor.send("POST", "/accounts", token(bob), account("eve", PASSWORD)));
    }

    @Test
    void moneyPutInForTheGuestComesToTheAccount() {
        trade();
        JsonObject ada = people.registerAs(token(guest), "ada");
        String before = floor.call(200, "GET", "/portfolio", token(ada), "").getString("deposited");

        floor.call(
                201,
                "POST",
                "/admin/deposits",
                floor.admin(),
                "{'user':'" + id + "','asset':'USD','amount':'500'}");

        assertThat(before).isEqualTo("100000");
        assertThat(floor.call(200, "GET", "/portfolio", token(ada), "").getString("deposited"))
                .isEqualTo("100500");
        JsonObject balances = floor.call(200, "GET", "/admin/balances", floor.admin(), "");
        assertThat(balances.toString()).contains("\"ada\"").doesNotContain(id);
    }
}
