package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Protocol §4 across a restart: what clients resume and see is what they would have without one.
@Timeout(60)
class ResumeTest {
    private static final int RECOVERABLE = 10_000;
    private static final int ROUND = 500;
    private static final String SYMBOL = "RSM-USD";

    @TempDir private Path directory;

    private TestFloor floor;

    @BeforeEach
    void open() {
        floor = TestFloor.in(directory.resolve("data"), Hooks.NONE);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private static String since(String channel, String epoch, long seq) {
        return "{'type':'subscribe','channel':'%s','since':{'epoch':'%s','seq':%d}}"
                .formatted(channel, epoch, seq);
    }

    private static long seq(JsonObject message) {
        return message.getJsonNumber("seq").longValue();
    }

    /// Reads events of a followed channel as they were sent, up to a seq.
    private static List<String> events(Client client, long from, long to) {
        List<String> events = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            String text = client.nextText();
            assertThat(seq(Client.parse(text))).as(text).isEqualTo(seq);
            events.add(text);
        }
        return events;
    }

    /// Resumes, and must get what was first sent.
    private void resumes(Client client, String channel, String epoch, List<String> first, int seq) {
        JsonObject subscribed = client.answered(since(channel, epoch, seq), "subscribed");

        assertThat(subscribed.getBoolean("recovered")).as("%s", subscribed).isTrue();
        assertThat(subscribed.containsKey("snapshot")).isFalse();
        assertThat(subscribed.getString("epoch")).isEqualTo(epoch);
        assertThat(client.upTo("live")).isEqualTo(first.subList(seq, first.size()));
    }

    private static void missedTooMany(Client client, String channel, String epoch, long seq) {
        JsonObject subscribed = client.answered(since(channel, epoch, seq), "subscribed");

        assertThat(subscribed.getBoolean("recovered")).isFalse();
        assertThat(subscribed.getString("reason")).isEqualTo("too_many");
        assertThat(subscribed.containsKey("snapshot")).isTrue();
        client.next("live");
    }

    /// Sends commands, and waits for an answer to the last.
    private static void all(Client client, int count, String command) {
        for (int i = 0; i < count - 1; i++) {
            client.send(command.replace("#", Integer.toString(i)));
        }
        assertThat(client.ask(command.replace("#", "last")).getString("type")).isEqualTo("ok");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aRoomIsResumedFromAnyAge(Restart restart) {
        String channel = "room:lobby";
        List<String> first = new ArrayList<>();
        String epoch;
        try (Client ada = floor.guest("Ada");
                Client bob = floor.guest("Bob")) {
            epoch = bob.follow(channel).getString("epoch");
            for (int i = 0; i < 12; i++) {
                all(ada, ROUND, "{'type':'say','room':'lobby','text':'$RSM-USD # ü \\n @ada'}");
                first.addAll(events(bob, first.size() + 1L, first.size() + ROUND));
            }
            ada.answered("{'type':'delete','room':'lobby','message':5000}", "ok");
            first.addAll(events(bob, 6_001, 6_001));
            first.set(4_999, blank(first.get(4_999)));
        }

        floor = restart.of(floor);

        try (Client ada = floor.guest("Ada");
                Client late = floor.anonymous()) {
            resumes(late, channel, epoch, first, 0);
            resumes(late, channel, epoch, first, 4_999);
            resumes(late, channel, epoch, first, 6_001);
            for (int i = 0; i < 8; i++) {
                all(ada, ROUND, "{'type':'say','room':'lobby','text':'again #'}");
                first.addAll(events(late, first.size() + 1L, first.size() + ROUND));
            }
            int newest = first.size();
            assertThat(newest).isEqualTo(RECOVERABLE + 1);
            resumes(late, channel, epoch, first, 1);
            missedTooMany(late, channel, epoch, 0);
            assertThat(late.answered(since(channel, epoch, newest + 1), "subscribed"))
                    .containsEntry("reason", Json.createValue("ahead"));
        }
    }

    private static String blank(String message) {
        String blank =
                message.replaceFirst("\"text\":\".*?\",", "")
                        .replaceFirst("\"mentions\":\\[.*?\\],?", "")
                        .replaceFirst(",?}$", ",\"deleted\":true}");
        assertThat(Client.parse(blank).keySet()).doesNotContain("text", "mentions");
        return blank;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void tradesAndOnesOwnEventsAreResumedTenThousandBack(Restart restart) {
        floor.market(SYMBOL);
        String token = floor.token("Ada");
        List<String> trades = new ArrayList<>();
        List<String> mine = new ArrayList<>();
        String tradesEpoch;
        String meEpoch;
        try (Client ada = floor.as(token);
                Client own = floor.as(token);
                Client watching = floor.anonymous()) {
            tradesEpoch = watching.follow("trades:" + SYMBOL).getString("epoch");
            meEpoch = own.follow("me").getString("epoch");
            floor.order("maker", SYMBOL, Side.SELL, 1, 1_000_000);
            for (int i = 0; i <= RECOVERABLE / ROUND; i++) {
                all(
                        ada,
                        ROUND,
                        "{'type':'order','symbol':'RSM-USD','side':'buy','kind':'market',"
                                + "'qty':'0.001'}");
                trades.addAll(events(watching, trades.size() + 1L, trades.size() + ROUND));
                mine.addAll(events(own, mine.size() + 1L, mine.size() + 4L * ROUND));
            }
            own.expectNothing();
        }

        floor = restart.of(floor);

        String channel = "trades:" + SYMBOL;
        try (Client client = floor.as(token)) {
            resumes(client, channel, tradesEpoch, trades, trades.size() - RECOVERABLE);
            resumes(client, channel, tradesEpoch, trades, trades.size() - 1);
            missedTooMany(client, channel, tradesEpoch, trades.size() - RECOVERABLE - 1L);
            resumes(client, "me", meEpoch, mine, mine.size() - RECOVERABLE);
            resumes(client, "me", meEpoch, mine, mine.size());
            missedTooMany(client, "me", meEpoch, mine.size() - RECOVERABLE - 1L);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aBookGoesOnFromItsSeqAndIsFreshFromOlderOnes(Restart restart) {
        floor.market(SYMBOL);
        String channel = "book:" + SYMBOL;
        BookCopy copy;
        String epoch;
        try (Client client = floor.anonymous()) {
            JsonObject subscribed = client.follow(channel);
            epoch = subscribed.getString("epoch");
            copy = new BookCopy(subscribed.getJsonObject("snapshot"));
            for (int i = 1; i <= 40; i++) {
                floor.order("maker", SYMBOL, Side.BUY, 100 + i, 10);
                copy.take(client.next("book.delta"));
            }
            floor.order("taker", SYMBOL, Side.SELL, 130, 55);
            copy.take(client.next("book.delta"));
        }

        floor = restart.of(floor);

        try (Client client = floor.anonymous()) {
            JsonObject same = client.answered(since(channel, epoch, copy.seq()), "subscribed");
            assertThat(same.getBoolean("recovered")).as("%s", same).isTrue();
            client.next("live");
            floor.decide(new FloorCommand.CancelAll("maker", Optional.empty()));
            copy.take(client.next("book.delta"));
            floor.order("maker", SYMBOL, Side.BUY, 77, 10);
            copy.take(client.next("book.delta"));

            JsonObject older = client.answered(since(channel, epoch, 1), "subscribed");
            assertThat(older.getBoolean("recovered")).isFalse();
            assertThat(older.getString("reason")).isEqualTo("too_old");
            BookCopy fresh = new BookCopy(older.getJsonObject("snapshot"));
            assertThat(fresh.seq()).isEqualTo(copy.seq());
            client.next("live");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void snapshotsAreAsBefore(Restart restart) {
        floor.market(SYMBOL);
        String token = floor.token("Ada");
        Set<String> channels =
                Set.of(
                        "room:lobby",
                        "trades:" + SYMBOL,
                        "book:" + SYMBOL,
                        "ticker:" + SYMBOL,
                        "me");
        List<JsonObject> before;
        try (Client ada = floor.as(token)) {
            all(ada, 400, "{'type':'say','room':'lobby','text':'# $RSM-USD'}");
            ada.answered("{'type':'say','room':'lobby','text':'re','replyTo':399}", "ok");
            ada.answered("{'type':'delete','room':'lobby','message':399}", "ok");
            floor.order("maker", SYMBOL, Side.SELL, 200, 100);
            floor.order("taker", SYMBOL, Side.BUY, 200, 10);
            ada.answered(
                    "{'type':'order','symbol':'RSM-USD','side':'buy','kind':'limit',"
                            + "'price':'1.50','qty':'1'}",
                    "ok");
            ada.answered("{'type':'say','room':'lobby','text':'at $RSM-USD'}", "ok");
        }
        try (Client ada = floor.as(token)) {
            before = channels.stream().map(channel -> snapshot(ada, channel)).toList();
        }

        floor = restart.of(floor);

        try (Client ada = floor.as(token)) {
            assertThat(channels.stream().map(channel -> snapshot(ada, channel)).toList())
                    .isEqualTo(before);
            JsonObject presence = floor.json("/api/v1/rooms/lobby/presence");
            assertThat(presence.getInt("count")).as("ada's alone").isEqualTo(1);
        }
    }

    private static JsonObject snapshot(Client client, String channel) {
        String history = channel.startsWith("room:") ? ",'history':300" : "";
        JsonObject subscribed =
                client.answered(
                        "{'type':'subscribe','channel':'" + channel + "'" + history + "}",
                        "subscribed");
        client.next("live");
        return Json.createObjectBuilder(subscribed).remove("id").build();
    }
}
