package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomInfo.Visibility;
import dev.outcry.protocol.Side;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Slash commands, cards, mentions and the filter: what more there is to saying something.
@Timeout(60)
class RoomTalkTest {
    private static final String SYMBOL = "TLK-USD";
    private static RoomScene scene;

    private String room = "";
    private long target;
    private Client watcher;

    @BeforeAll
    static void start() {
        scene = new RoomScene();
        scene.floor.market(SYMBOL);
        for (String user : List.of("member", "target", "owner")) {
            for (String asset : List.of("TLK", "USD")) {
                TestFloor.expect(
                        201,
                        scene.floor.post(
                                "/api/v1/admin/deposits",
                                scene.floor.admin(),
                                "{'user':'%s','asset':'%s','amount':'1000000'}"
                                        .formatted(user, asset)));
            }
        }
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @BeforeEach
    void open() {
        RoomScene.Room made = scene.open(Visibility.PUBLIC);
        room = made.id().name();
        target = made.said().get("target");
        watcher = scene.connect("stranger");
        watcher.follow("room:" + room);
    }

    @AfterEach
    void leave() {
        watcher.close();
    }

    private JsonObject say(String user, String text) {
        return scene.client(user).ask(command(text));
    }

    private String command(String text) {
        return "{'type':'say','room':'" + room + "','text':'" + text + "'}";
    }

    private static JsonObject ok(JsonObject reply) {
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo("ok");
        return reply;
    }

    @Test
    void placesAnOrderAndTellsTheSenderAlone() {
        scene.floor.order("maker", SYMBOL, Side.SELL, 61_000, 500);

        JsonObject bought = ok(say("member", "/buy 0.1 " + SYMBOL + " @ 610"));
        JsonObject sold = ok(say("member", "/sell 0.1 " + SYMBOL + " @ 700"));

        assertThat(bought.keySet()).containsExactly("type", "id", "order", "fills", "pos", "text");
        assertThat(bought.getJsonObject("order").getString("status")).isEqualTo("filled");
        assertThat(bought.getString("text"))
                .isEqualTo("buy 0.1 TLK-USD: filled, filled 0.1 at 610.00");
        assertThat(sold.getJsonObject("order").getString("status")).isEqualTo("open");
        assertThat(sold.getString("text")).isEqualTo("sell 0.1 TLK-USD: open");
        watcher.expectNothing();
    }

    @Test
    void placesAnOrderOnceUnderAKey() {
        String keyed = command("/sell 0.1 " + SYMBOL + " @ 900").replace("}", ",'key':'s1'}");

        JsonObject first = ok(scene.client("member").ask(keyed));
        JsonObject again = ok(scene.client("member").ask(keyed));

        assertThat(again.getJsonObject("order").get("order"))
                .isEqualTo(first.getJsonObject("order").get("order"));
        assertThat(again.getString("text")).isEqualTo(first.getString("text"));
    }

    @Test
    void refusesAnOrderAsTheCommandDoes() {
        scene.client("member").refused(command("/buy 1 NOSUCH-USD @ 5"), "market.not_found");
        scene.client("member").refused(command("/buy 1 " + SYMBOL + " @ 5.001"), "order.bad_price");
        try (Client anonymous = scene.floor.anonymous()) {
            anonymous.refused(command("/help"), "unauthenticated");
        }
        watcher.expectNothing();
    }

    @Test
    void tellsPricesAndHelp() {
        scene.floor.order("maker", SYMBOL, Side.SELL, 99_900, 100);

        JsonObject price = ok(say("member", "/price " + SYMBOL));

        assertThat(price.keySet()).containsExactly("type", "id", "text");
        assertThat(price.getString("text")).startsWith("TLK-USD: last ");
        assertThat(ok(say("member", "/help")).getString("text")).contains("/mute user 10m");
        scene.client("member").refused(command("/price NOSUCH-USD"), "market.not_found");
        scene.client("member").refused(command("/nosuch"), "bad_request");
        watcher.expectNothing();
    }

    @Test
    void setsTheTopicAndMutes() {
        JsonObject topic = ok(say("moderator", "/topic Gold"));
        JsonObject muted = ok(say("moderator", "/mute target 10m"));

        assertThat(watcher.next("topic").get("seq")).isEqualTo(topic.get("seq"));
        assertThat(topic.getString("text")).isEqualTo("the topic is now: Gold");
        JsonObject event = watcher.next("muted");
        assertThat(event.get("seq")).isEqualTo(muted.get("seq"));
        assertThat(event.getJsonNumber("until").longValue())
                .isBetween(
                        scene.floor.now().toEpochMilli() + 590_000,
                        scene.floor.now().toEpochMilli() + 600_000);
        ok(say("moderator", "/mute target off"));
        assertThat(watcher.next("muted").containsKey("until")).isFalse();
        ok(say("target", "I am back"));
    }

    @Test
    void saysWhatBeginsWithTwoSlashes() {
        ok(say("member", "//buy 1 " + SYMBOL));

        assertThat(watcher.next("message").getString("text")).isEqualTo("/buy 1 " + SYMBOL);
    }

    @Test
    void takesNothingOverHttpForACommand() {
        scene.floor.call(
                201,
                "POST",
                "/rooms/" + room + "/messages",
                scene.token("member"),
                "{'text':'/topic mine'}");

        assertThat(watcher.next("message").getString("text")).isEqualTo("/topic mine");
        watcher.expectNothing();
    }

    @Test
    void showsAFillThatIsOnesOwn() {
        scene.floor.order("maker", SYMBOL, Side.SELL, 50_000, 200);
        JsonObject bought =
                ok(
                        scene.client("target")
                                .ask(
                                        ("{'type':'order','symbol':'%s','side':'buy','kind':"
                                                        + "'limit','price':'500','qty':'0.2'}")
                                                .formatted(SYMBOL)));
        JsonObject fill = bought.getJsonArray("fills").getJsonObject(0);
        String shown = command("look").replace("}", ",'card':{'fill':" + fill.get("trade") + "}}");

        ok(scene.client("target").ask(shown));

        JsonObject card = watcher.next("message").getJsonObject("card");
        assertThat(card.getString("kind")).isEqualTo("fill");
        for (String field : List.of("symbol", "side", "price", "qty", "at")) {
            assertThat(card.get(field)).as(field).isEqualTo(fill.get(field));
        }
        scene.client("member").refused(shown, "bad_request");
        JsonObject problem =
                scene.floor.call(
                        400,
                        "POST",
                        "/rooms/" + room + "/messages",
                        scene.token("member"),
                        "{'text':'mine','card':{'fill':" + fill.get("trade") + "}}");
        assertThat(problem.getString("code")).isEqualTo("bad_request");
        JsonObject kept =
                scene.floor
                        .json("/api/v1/rooms/" + room + "/messages?limit=1")
                        .getJsonArray("items")
                        .getJsonObject(0);
        assertThat(kept.getJsonObject("card")).isEqualTo(card);
    }

    @Test
    void showsWhatOneHolds() {
        String shown = command("mine").replace("}", ",'card':{'position':'" + SYMBOL + "'}}");

        ok(scene.client("owner").ask(shown));

        JsonObject card = watcher.next("message").getJsonObject("card");
        assertThat(card.getString("kind")).isEqualTo("position");
        assertThat(card.getString("qty")).isEqualTo("1000000");
        scene.client("moderator").refused(shown, "bad_request");
    }

    @Test
    void takesNoCardThatAClientHasMadeUp() {
        String made =
                command("rich")
                        .replace(
                                "}",
                                ",'card':{'kind':'fill','symbol':'BTC-USD','price':'1','qty':'9'}}");

        scene.client("member").refused(made, "bad_request");
    }

    @Test
    void tellsThoseWhoAreNamed() {
        try (Client member = scene.connect("member");
                Client banned = scene.connect("banned")) {
            member.follow("me");
            banned.follow("me");

            JsonObject said = ok(say("owner", "@member @banned @nobody-here look"));

            JsonObject mention = member.next("mention");
            assertThat(mention.keySet())
                    .containsExactly(
                            "type", "channel", "seq", "pos", "at", "room", "message", "from");
            assertThat(mention.get("message")).isEqualTo(said.get("seq"));
            assertThat(mention.getString("channel")).isEqualTo("me");
            banned.expectNothing();
        }
    }

    @Test
    void tellsAllWhoArePresentForModeratorsAlone() {
        try (Client member = scene.connect("member");
                Client away = scene.connect("target")) {
            member.follow("me");
            member.follow("room:" + room);
            away.follow("me");

            ok(say("moderator", "@here we go"));

            member.take(message -> message.getString("type").equals("mention"));
            away.expectNothing();
            member.taken();
            ok(say("target", "@here me too"));
            member.next("message");
            member.expectNothing();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"so badword!", "BAD\u200bWORD", "ｂａｄｗｏｒｄ"})
    void filtersWhatIsSaidAndWhatIsEdited(String text) {
        scene.client("member").refused(command(text), "room.forbidden");
        scene.client("target")
                .refused(
                        "{'type':'edit','room':'%s','message':%d,'text':'%s'}"
                                .formatted(room, target, text),
                        "room.forbidden");
        scene.floor.call(
                403,
                "PATCH",
                "/rooms/" + room + "/messages/" + target,
                scene.token("target"),
                "{'text':'" + text + "'}");

        watcher.expectNothing();
        ok(say("moderator", text));
    }
}
