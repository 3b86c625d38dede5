package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.journal.Entry;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people have and were promised is there after a restart, and what fell due meanwhile happens
/// then.
@Timeout(60)
class RestartTest {
    private static final String SYMBOL = "RST-USD";

    @TempDir private Path directory;

    private TestFloor floor;
    private JsonObject guest;
    private String token;

    @BeforeEach
    void open() {
        floor = TestFloor.in(directory.resolve("data"), Hooks.NONE);
        floor.market(SYMBOL);
        guest = floor.newGuest("Ada");
        token = guest.getString("token");
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private static String order(String side, String price, String more) {
        return "{'type':'order','symbol':'%s','side':'%s','kind':'limit','price':'%s','qty':'1'%s}"
                .formatted(SYMBOL, side, price, more);
    }

    private static JsonObject place(Client client, String command) {
        return client.answered(command, "ok").getJsonObject("order");
    }

    private List<JsonObject> items(String path) {
        return floor.call(200, "GET", path, token, "")
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject);
    }

    /// An order as it is now; waits until it is in the end.
    private JsonObject ended(JsonObject order) {
        String path = "/orders/" + order.getJsonNumber("order");
        TestFloor.await(
                "the order ends",
                () -> !floor.call(200, "GET", path, token, "").getString("status").equals("open"));
        return floor.call(200, "GET", path, token, "");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void httpTellsTheSameAsBefore(Restart restart) {
        long to = trade();
        List<String> paths =
                new ArrayList<>(
                        List.of(
                                "/orders?status=open",
                                "/orders?status=done",
                                "/fills",
                                "/balances",
                                "/portfolio",
                                "/leaderboard",
                                "/rooms",
                                "/rooms/lobby",
                                "/rooms/lobby/messages",
                                "/search?q=heavy",
                                "/me",
                                "/markets",
                                "/markets/" + SYMBOL + "/book",
                                "/markets/" + SYMBOL + "/trades"));
        for (String interval : List.of("1s", "1m", "5m", "15m", "1h", "4h", "1d")) {
            paths.add("/markets/" + SYMBOL + "/candles?interval=" + interval + "&to=" + to);
        }
        Map<String, JsonObject> before = answers(paths);
        JsonObject ticker = ticker();

        floor = restart.of(floor);

        assertThat(answers(paths)).containsExactlyEntriesOf(before);
        assertThat(ticker()).isEqualTo(ticker);
        assertThat(floor.json("/api/v1/rooms/lobby/presence").getInt("count")).isZero();
    }

    /// {@return a time after which nothing happened}
    private long trade() {
        try (Client ada = floor.as(token)) {
            floor.order("maker", SYMBOL, Side.SELL, 1_000, 10_000);
            place(ada, order("buy", "10.00", ""));
            floor.jump(Duration.ofMinutes(7)); // candles without trades
            floor.order("taker", SYMBOL, Side.BUY, 1_000, 500);
            floor.order("maker", SYMBOL, Side.SELL, 1_200, 10_000);
            place(ada, order("buy", "11.00", ""));
            place(ada, order("sell", "99.00", ""));
            place(ada, order("buy", "1.00", ""));
            JsonObject gone = place(ada, order("buy", "2.00", ""));
            ada.answered("{'type':'cancel','order':" + gone.getJsonNumber("order") + "}", "ok");
            long said = ada.say("$RST-USD looks heavy").getJsonNumber("seq").longValue();
            ada.say("heavy, but taken back");
            ada.answered("{'type':'delete','room':'lobby','message':" + (said + 1) + "}", "ok");
            ada.answered(
                    "{'type':'say','room':'lobby','text':'heavy?','replyTo':" + said + "}", "ok");
            long at = ada.answered("{'type':'ping'}", "pong").getJsonNumber("at").longValue();
            floor.jump(Duration.ofSeconds(3));
            return at + 1_000;
        }
    }

    private Map<String, JsonObject> answers(List<String> paths) {
        Map<String, JsonObject> answers = new TreeMap<>();
        paths.forEach(path -> answers.put(path, floor.call(200, "GET", path, token, "")));
        return answers;
    }

    private JsonObject ticker() {
        return floor.json("/api/v1/markets/" + SYMBOL + "/ticker");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void keysAndClientIdsAreRemembered(Restart restart) {
        String say = "{'type':'say','room':'lobby','text':'once','key':'k1'}";
        String keyed = order("buy", "1.00", ",'key':'k2'");
        String named = order("buy", "1.00", ",'client':'c'");
        JsonObject said;
        JsonObject placed;
        JsonObject first;
        try (Client ada = floor.as(token)) {
            said = ada.answered(say, "ok");
            placed = place(ada, keyed);
            first = place(ada, named);
            first = ended(ada, first);
        }

        floor = restart.of(floor, Duration.ofMinutes(9));

        try (Client ada = floor.as(token)) {
            JsonObject again = ada.answered(say, "ok");
            assertThat(again.get("seq")).isEqualTo(said.get("seq"));
            assertThat(again.get("pos")).isEqualTo(said.get("pos"));
            assertThat(place(ada, keyed)).isEqualTo(placed);
            ada.refused(say.replace("once", "else"), "idempotency.conflict");
            ada.refused(keyed.replace("1.00", "2.00"), "idempotency.conflict");
            assertThat(ada.refused(named, "order.duplicate").getJsonObject("order"))
                    .isEqualTo(first);

            floor.jump(Duration.ofMinutes(2));

            assertThat(ada.answered(say, "ok").getInt("seq")).isEqualTo(said.getInt("seq") + 1);
            assertThat(place(ada, named).get("order")).isNotEqualTo(first.get("order"));
        }
    }

    private static JsonObject ended(Client client, JsonObject order) {
        client.answered("{'type':'cancel','order':" + order.getJsonNumber("order") + "}", "ok");
        return client.refused(order("buy", "1.00", ",'client':'c'"), "order.duplicate")
                .getJsonObject("order");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aDeadMansTimerFiresAfterIt(Restart restart) {
        JsonObject resting;
        try (Client ada = floor.as(token)) {
            resting = place(ada, order("buy", "1.00", ""));
            ada.answered("{'type':'cancelAllAfter','ms':60000}", "ok");
        }

        floor = restart.of(floor, Duration.ofSeconds(30));

        assertThat(items("/orders?status=open")).hasSize(1);
        floor.jump(Duration.ofSeconds(31));
        poke();
        assertThat(ended(resting).getString("status")).isEqualTo("canceled");
    }

    /// The sequencer sleeps by the real clock: something makes it look at the test's.
    private void poke() {
        floor.decide(new FloorCommand.Tick());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void armedConnectionsOrdersEndWhenTheirGraceIsOver(Restart restart) {
        Client ada = floor.as(token);
        JsonObject before = place(ada, order("buy", "1.00", ""));
        ada.answered("{'type':'cancelOnDisconnect','on':true,'grace':60000}", "ok");
        JsonObject covered = place(ada, order("buy", "2.00", ""));

        floor = restart.of(floor, Duration.ofSeconds(30));
        ada.close();

        assertThat(items("/orders?status=open")).hasSize(2);
        floor.jump(Duration.ofSeconds(61));
        poke();
        JsonObject ended = ended(covered);
        assertThat(ended.getString("status")).isEqualTo("canceled");
        assertThat(ended.getString("reason")).isEqualTo("disconnect");
        assertThat(items("/orders?status=open"))
                .extracting(order -> order.get("order"))
                .containsExactly(before.get("order"));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void ordersThatFellDueMeanwhileExpireAtTheStart(Restart restart) {
        JsonObject day;
        JsonObject gtd;
        JsonObject later;
        long expiresAt;
        try (Client ada = floor.as(token)) {
            long now = ada.answered("{'type':'ping'}", "pong").getJsonNumber("at").longValue();
            expiresAt = now + Duration.ofHours(5).toMillis();
            long far = now + Duration.ofDays(5).toMillis();
            day = place(ada, order("buy", "1.00", ",'tif':'day'"));
            gtd = place(ada, order("buy", "2.00", ",'tif':'gtd','expiresAt':" + expiresAt));
            later = place(ada, order("buy", "3.00", ",'tif':'gtd','expiresAt':" + far));
        }

        floor = restart.of(floor, Duration.ofDays(1));
        token = refreshed().getString("token");

        assertThat(items("/orders?status=open"))
                .extracting(order -> order.get("order"))
                .containsExactly(later.get("order"));
        for (JsonObject order : List.of(day, gtd)) {
            JsonObject ended = ended(order);
            assertThat(ended.getString("status")).isEqualTo("expired");
            assertThat(ended.getJsonNumber("at").longValue())
                    .as("the log's time when it was noticed")
                    .isGreaterThanOrEqualTo(expiresAt);
        }
        List<Entry> log = new ArrayList<>();
        Replay.read(floor, log::add);
        assertThat(log).isSortedAccordingTo(Comparator.comparingLong(Entry::at));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void tokensAreGoodStill(Restart restart) {
        floor = restart.of(floor);

        assertThat(floor.call(200, "GET", "/me", token, "").getString("id"))
                .isEqualTo(guest.getJsonObject("user").getString("id"));
        JsonObject fresh = refreshed();
        assertThat(fresh.getJsonObject("user")).isEqualTo(guest.getJsonObject("user"));
        try (Client ada = floor.as(fresh.getString("token"))) {
            ada.say("here again");
        }
    }

    private JsonObject refreshed() {
        String body = "{'refresh':'" + guest.getString("refresh") + "'}";
        return floor.call(200, "POST", "/tokens", "", body);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void theStateIsTheLogs(Restart restart) {
        trade();
        String before = Replay.told(floor);
        long position = floor.server().sequencer().appliedPos();

        floor = restart.of(floor);

        List<Entry> log = new ArrayList<>();
        Replay.read(floor, log::add);
        assertThat(log.getLast().command()).isEqualTo(new FloorCommand.SessionsLost());
        Map<Long, String> hashes = Replay.hashes(floor);
        assertThat(hashes).containsEntry(position, before);
        assertThat(hashes.get((long) log.size())).isEqualTo(Replay.told(floor));
    }
}
