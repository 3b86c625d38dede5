package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protocol §4: subscribing, resuming and recovering, on rooms.
@Timeout(60)
class RoomChannelTest {
    private static TestFloor floor;
    private static int rooms;

    private String room = "";
    private String token = "";
    private Client ada = open();

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static Client open() {
        return floor.anonymous();
    }

    @BeforeEach
    void makeRoom() {
        room = "r" + rooms++;
        ada.close();
        token = floor.token("Ada");
        TestFloor.expect(
                201,
                floor.post(
                        "/api/v1/rooms", token, "{'room':'" + room + "','name':'R','topic':'T'}"));
        ada = floor.as(token);
    }

    @AfterEach
    void leave() {
        ada.close();
    }

    /// Says many things, and waits until all are done.
    private void say(int count) {
        for (int i = 1; i < count; i++) {
            ada.send("{'type':'say','room':'" + room + "','text':'no " + i + "'}");
        }
        ada.answered("{'type':'say','room':'" + room + "','text':'last'}", "ok");
    }

    private String subscribe(String more) {
        return "{'type':'subscribe','channel':'room:" + room + "'" + more + "}";
    }

    private static String since(String epoch, long seq) {
        return ",'since':{'epoch':'" + epoch + "','seq':" + seq + "}";
    }

    private static List<Integer> seqs(JsonArray events) {
        return events.getValuesAs(JsonObject.class).stream()
                .map(event -> event.getInt("seq"))
                .toList();
    }

    @Test
    void beginsWithASnapshot() {
        say(60);
        try (Client bob = floor.anonymous()) {
            JsonObject subscribed = bob.answered(subscribe(""), "subscribed");

            assertThat(subscribed.keySet())
                    .containsExactly(
                            "type", "id", "channel", "epoch", "seq", "recovered", "snapshot");
            assertThat(subscribed.getInt("seq")).isEqualTo(60);
            assertThat(subscribed.getBoolean("recovered")).isFalse();
            JsonObject snapshot = subscribed.getJsonObject("snapshot");
            assertThat(snapshot.keySet()).contains("room", "events", "pins");
            assertThat(snapshot.getJsonArray("events")).hasSize(50);
            assertThat(seqs(snapshot.getJsonArray("events"))).startsWith(11).endsWith(60);
            assertThat(snapshot.getJsonArray("pins")).isEmpty();
            assertThat(snapshot.getJsonObject("room"))
                    .hasToString(floor.json("/api/v1/rooms/" + room).toString());
            JsonObject live = bob.next("live");
            assertThat(live.getString("channel")).isEqualTo("room:" + room);
            assertThat(live.getInt("seq")).isEqualTo(60);
            bob.expectNothing();
        }
    }

    @Test
    void givesAnEmptyRoomAPosition() {
        JsonObject subscribed = ada.answered(subscribe(""), "subscribed");

        assertThat(subscribed.getInt("seq")).isZero();
        assertThat(subscribed.getString("epoch")).isNotEmpty();
        ada.next("live");
        ada.answered(subscribe(since(subscribed.getString("epoch"), 0)), "subscribed");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "300, 300", "120, 120"})
    void givesAsMuchHistoryAsIsAskedFor(int history, int expected) {
        say(310);

        JsonObject subscribed = ada.answered(subscribe(",'history':" + history), "subscribed");

        assertThat(subscribed.getJsonObject("snapshot").getJsonArray("events")).hasSize(expected);
    }

    @Test
    void recoversEveryEventAsItWasFirstSent() {
        try (Client bob = floor.anonymous();
                Client late = floor.anonymous()) {
            String epoch = bob.follow("room:" + room).getString("epoch");
            say(100);
            List<String> first = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                first.add(bob.nextText());
            }

            JsonObject subscribed = late.answered(subscribe(since(epoch, 40)), "subscribed");

            assertThat(subscribed.getBoolean("recovered")).isTrue();
            assertThat(subscribed.containsKey("snapshot")).isFalse();
            assertThat(subscribed.containsKey("reason")).isFalse();
            assertThat(late.upTo("live")).isEqualTo(first.subList(40, 100));
        }
    }

    @Test
    void recoversNothingWhenNothingWasMissed() {
        String epoch = ada.follow("room:" + room).getString("epoch");
        ada.answered(subscribe(since(epoch, 0)), "subscribed");
        assertThat(ada.next("live").getInt("seq")).isZero();
        ada.expectNothing();
    }

    @Test
    void saysWhenThePositionIsOfAnotherEpoch() {
        say(3);

        JsonObject subscribed = ada.answered(subscribe(since("other", 1)), "subscribed");

        assertThat(subscribed.getBoolean("recovered")).isFalse();
        assertThat(subscribed.getString("reason")).isEqualTo("epoch_changed");
        assertThat(subscribed.getJsonObject("snapshot").getJsonArray("events")).hasSize(3);
    }

    @Test
    void saysWhenThePositionIsAhead() {
        String epoch = ada.follow("room:" + room).getString("epoch");

        JsonObject subscribed =
                ada.answered(subscribe(since(epoch, 9_007_199_254_740_991L)), "subscribed");

        assertThat(subscribed.getString("reason")).isEqualTo("ahead");
        assertThat(subscribed.getInt("seq")).isZero();
    }

    @Test
    void recoversFromTheStoreUpTo10000AndNoMore() {
        try (Client bob = floor.anonymous();
                Client late = floor.anonymous()) {
            String epoch = bob.follow("room:" + room).getString("epoch");
            say(10_001);
            List<String> first = new ArrayList<>();
            for (int i = 0; i < 10_001; i++) {
                first.add(bob.nextText());
            }

            JsonObject most = late.answered(subscribe(since(epoch, 1)), "subscribed");
            assertThat(most.getBoolean("recovered")).isTrue();
            assertThat(late.upTo("live")).isEqualTo(first.subList(1, 10_001));

            JsonObject tooMany = late.answered(subscribe(since(epoch, 0)), "subscribed");
            assertThat(tooMany.getBoolean("recovered")).isFalse();
            assertThat(tooMany.getString("reason")).isEqualTo("too_many");
            assertThat(tooMany.getJsonObject("snapshot").getJsonArray("events")).hasSize(50);
        }
    }

    @Test
    void recoversWithoutAHoleWhileOthersSpeak() {
        say(1_500);
        String epoch = ada.follow("room:" + room).getString("epoch");
        try (Client bob = floor.anonymous()) {
            for (int i = 0; i < 500; i++) {
                ada.send("{'type':'say','room':'" + room + "','text':'meanwhile'}");
            }
            bob.send(subscribe(since(epoch, 200)).replace("'subscribe'", "'subscribe','id':1"));

            assertThat(bob.next("subscribed").getBoolean("recovered")).isTrue();
            int lives = 0;
            for (int seq = 200; seq < 2_000; ) {
                JsonObject next = bob.next();
                if (next.getString("type").equals("live")) {
                    lives++;
                    assertThat(next.getInt("seq")).isEqualTo(seq);
                } else {
                    assertThat(next.getInt("seq")).isEqualTo(++seq);
                }
            }
            if (lives == 0) {
                bob.next("live");
            }
            bob.expectNothing();
        }
    }

    @Test
    void foldsToWhatAFreshSnapshotGives() {
        say(40);
        try (Client bob = floor.anonymous()) {
            JsonObject before = bob.follow("room:" + room);
            say(30);
            List<JsonValue> events =
                    new ArrayList<>(before.getJsonObject("snapshot").getJsonArray("events"));
            for (int i = 0; i < 30; i++) {
                events.add(bob.next("message"));
            }
            JsonArrayBuilder newest = Json.createArrayBuilder();
            events.subList(20, 70).forEach(newest::add);

            JsonObject fresh = bob.answered(subscribe(""), "subscribed");

            assertThat(fresh.getJsonObject("snapshot").getJsonArray("events"))
                    .isEqualTo(newest.build());
        }
    }

    @Test
    void replacesASubscriptionToTheSameChannel() {
        ada.follow("room:" + room);
        ada.follow("room:" + room);

        say(1);

        ada.next("message");
        ada.expectNothing();
    }

    @Test
    void sendsNothingMoreAfterUnsubscribing() {
        ada.follow("room:" + room);
        ada.answered("{'type':'unsubscribe','channel':'room:" + room + "'}", "ok");
        say(1);
        ada.expectNothing();
        ada.answered("{'type':'unsubscribe','channel':'room:" + room + "'}", "ok");
    }

    @Test
    void answersAListWithOneSubscribedForEachThenOk() {
        ada.send(
                "{'type':'subscribe','id':5,'channels':['room:%s','presence:%s','ticker:*']}"
                        .formatted(room, room));

        for (String channel : List.of("room:" + room, "presence:" + room, "ticker:*")) {
            JsonObject subscribed = ada.next("subscribed");
            assertThat(subscribed.getString("channel")).isEqualTo(channel);
            assertThat(subscribed.containsKey("id")).isFalse();
            assertThat(subscribed.containsKey("epoch")).isTrue();
            ada.next("live");
        }
        assertThat(ada.next("ok").getInt("id")).isEqualTo(5);
    }

    @Test
    void subscribesToAllOrNothing() {
        ada.refused(
                "{'type':'subscribe','channels':['room:" + room + "','room:nowhere']}",
                "room.not_found");

        say(1);
        ada.expectNothing();
    }

    @ParameterizedTest
    @CsvSource({
        "room:nowhere, room.not_found",
        "presence:nowhere, room.not_found",
        "ticker:NO-SUCH, market.not_found",
        "trades:NO-SUCH, market.not_found",
        "book:NO-SUCH, market.not_found",
        "candles:NO-SUCH:1m, market.not_found",
        "room:, channel.unknown",
        "room:UP, channel.unknown",
        "candles:NO-SUCH, channel.unknown",
        "candles:NO-SUCH:2m, channel.unknown",
        "trades:*, channel.unknown",
        "book:*, channel.unknown",
        "room, channel.unknown",
        "nonsense:x, channel.unknown",
        "'', channel.unknown"
    })
    void saysWhichChannelsThereAreNot(String channel, String code) {
        ada.refused("{'type':'subscribe','channel':'" + channel + "'}", code);
    }

    @Test
    void followsAtMost256Channels() {
        for (int i = 0; i < 128; i++) {
            TestFloor.expect(
                    201,
                    floor.post(
                            "/api/v1/rooms",
                            floor.admin(),
                            "{'room':'%s-%d','name':'x'}".formatted(room, i)));
        }
        for (int i = 0; i < 128; i++) {
            ada.answered(
                    "{'type':'subscribe','channels':['room:%1$s-%2$d','presence:%1$s-%2$d']}"
                            .formatted(room, i),
                    "ok");
        }

        ada.refused("{'type':'subscribe','channel':'ticker:*'}", "channel.limit");

        ada.answered(subscribe("").replace(room, room + "-0"), "subscribed");
        ada.answered("{'type':'unsubscribe','channel':'room:" + room + "-0'}", "ok");
        ada.answered("{'type':'subscribe','channel':'ticker:*'}", "subscribed");
    }

    @Test
    void unsequencedChannelsStandAtZeroAndIgnoreSince() {
        for (String channel : List.of("presence:" + room, "ticker:*")) {
            JsonObject subscribed =
                    ada.answered(
                            "{'type':'subscribe','channel':'%s'%s}"
                                    .formatted(channel, since("other", 7)),
                            "subscribed");

            assertThat(subscribed.getInt("seq")).isZero();
            assertThat(subscribed.getString("epoch")).isNotEmpty();
            assertThat(subscribed.getBoolean("recovered")).isFalse();
            assertThat(subscribed.containsKey("reason")).isFalse();
            assertThat(subscribed.containsKey("snapshot")).isTrue();
        }
    }
}
