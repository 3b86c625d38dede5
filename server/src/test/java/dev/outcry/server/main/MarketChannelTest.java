package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Protocol §4 and §6: tickers, trades, books and candles.
@Timeout(60)
class MarketChannelTest {
    private static TestFloor floor;
    private static int markets;

    private String symbol = "";
    private Client client = open();

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
    void list() {
        client.close();
        client = floor.anonymous();
        symbol = "M" + markets++ + "-USD";
        floor.market(symbol);
    }

    @AfterEach
    void leave() {
        client.close();
    }

    private void sell(long priceTicks, long qtyLots) {
        floor.order("maker", symbol, Side.SELL, priceTicks, qtyLots);
    }

    private void buy(long priceTicks, long qtyLots) {
        floor.order("taker", symbol, Side.BUY, priceTicks, qtyLots);
    }

    private void trade(long priceTicks, long qtyLots) {
        sell(priceTicks, qtyLots);
        buy(priceTicks, qtyLots);
    }

    private String subscribe(String channel, String more) {
        return "{'type':'subscribe','channel':'" + channel + ":" + symbol + "'" + more + "}";
    }

    private static String since(JsonObject subscribed, long seq) {
        return ",'since':{'epoch':'" + subscribed.getString("epoch") + "','seq':" + seq + "}";
    }

    /// Places and takes at random around 100.00.
    private void shuffle(long seed, int orders) {
        Random random = new Random(seed);
        for (int i = 0; i < orders; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = 10_000 + random.nextLong(-30, 30) + (side == Side.BUY ? -10 : 10);
            floor.order(
                    side == Side.BUY ? "maker" : "taker",
                    symbol,
                    side,
                    price,
                    random.nextLong(1, 5_000));
        }
    }

    @Test
    void snapshotsATickerBeforeAnyTrade() {
        JsonObject subscribed = client.follow("ticker:" + symbol);

        JsonObject ticker = subscribed.getJsonObject("snapshot");
        assertThat(subscribed.getInt("seq")).isZero();
        assertThat(ticker.keySet())
                .containsExactly(
                        "type",
                        "channel",
                        "symbol",
                        "last",
                        "bid",
                        "bidQty",
                        "ask",
                        "askQty",
                        "open24h",
                        "high24h",
                        "low24h",
                        "volume24h",
                        "change24h",
                        "at");
        for (String field : List.of("last", "bid", "bidQty", "ask", "askQty", "open24h")) {
            assertThat(ticker.get(field)).as(field).isEqualTo(JsonValue.NULL);
        }
        assertThat(ticker.getString("volume24h")).isEqualTo("0");
    }

    @Test
    void tellsTheTickerAfterEachCommand() {
        client.follow("ticker:" + symbol);

        sell(10_050, 1_500);
        buy(10_000, 2_000);
        buy(10_050, 500);

        assertThat(client.next("ticker").getString("ask")).isEqualTo("100.50");
        assertThat(client.next("ticker").getString("bidQty")).isEqualTo("2");
        JsonObject last = client.next("ticker");
        assertThat(last.getString("last")).isEqualTo("100.50");
        assertThat(last.getString("bid")).isEqualTo("100.00");
        assertThat(last.getString("askQty")).isEqualTo("1");
        assertThat(last.getString("volume24h")).isEqualTo("0.5");
        assertThat(last.getString("channel")).isEqualTo("ticker:" + symbol);
        assertThat(floor.json("/api/v1/markets/" + symbol + "/ticker")).isEqualTo(last);
    }

    @Test
    void tellsEveryTickerOnTheStar() {
        JsonArray items = client.follow("ticker:*").getJsonObject("snapshot").getJsonArray("items");
        assertThat(items).hasSize(markets);
        assertThat(items.getJsonObject(0).getString("channel")).isEqualTo("ticker:*");
        client.follow("ticker:" + symbol);

        sell(10_050, 1_500);

        List<String> channels =
                List.of(
                        client.next("ticker").getString("channel"),
                        client.next("ticker").getString("channel"));
        assertThat(channels).containsExactlyInAnyOrder("ticker:*", "ticker:" + symbol);
        client.expectNothing();
    }

    @Test
    void tellsAtMostOneTickerAnInterval() {
        client.answered(subscribe("ticker", ",'interval':200"), "subscribed");
        client.next("live");

        for (int i = 0; i < 20; i++) {
            sell(10_050 + i, 1_500);
        }
        buy(10_000, 1_000);

        assertThat(client.next("ticker").getString("ask")).isEqualTo("100.50");
        assertThat(client.take(message -> !message.isNull("bid")).getString("bid"))
                .isEqualTo("100.00");
        client.expectAtMost(10);
    }

    @Test
    void recoversTradesAsTheyWereFirstSent() {
        JsonObject subscribed = client.follow("trades:" + symbol);
        assertThat(subscribed.getInt("seq")).isZero();
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            trade(10_000 + i, 1_000 + i);
            first.add(client.nextText());
        }

        JsonObject trade = Client.parse(first.getFirst());
        assertThat(trade.keySet())
                .containsExactly(
                        "type", "channel", "seq", "pos", "at", "trade", "price", "qty", "side");
        assertThat(trade.getString("price")).isEqualTo("100.00");
        assertThat(trade.getString("qty")).isEqualTo("1");
        assertThat(trade.getString("side")).isEqualTo("buy");
        assertThat(
                        client.answered(subscribe("trades", since(subscribed, 20)), "subscribed")
                                .getBoolean("recovered"))
                .isTrue();
        assertThat(client.upTo("live")).isEqualTo(first.subList(20, 60));
        JsonObject fresh = client.answered(subscribe("trades", ""), "subscribed");
        assertThat(fresh.getJsonObject("snapshot").getJsonArray("items")).hasSize(50);
        assertThat(floor.get("/api/v1/markets/" + symbol + "/trades?limit=60").body())
                .isEqualTo("{\"items\":[" + String.join(",", first) + "]}");
    }

    @Test
    void saysWhyTradesAreNotRecovered() {
        JsonObject subscribed = client.follow("trades:" + symbol);

        assertThat(client.ask(subscribe("trades", since(subscribed, 1))).getString("reason"))
                .isEqualTo("ahead");
        client.next("live");
        assertThat(
                        client.ask(subscribe("trades", ",'since':{'epoch':'x','seq':0}"))
                                .getString("reason"))
                .isEqualTo("epoch_changed");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void foldsABookToWhatIsRead(long seed) {
        BookCopy copy = new BookCopy(client.follow("book:" + symbol).getJsonObject("snapshot"));

        shuffle(seed, 200);

        JsonObject read = floor.json("/api/v1/markets/" + symbol + "/book");
        long last = read.getJsonNumber("seq").longValue();
        while (copy.seq() < last) {
            copy.take(client.next("book.delta"));
        }
        copy.sameAs(read, 1000);
        copy.sameAs(floor.json("/api/v1/markets/" + symbol + "/book?depth=10"), 10);
        copy.sameAs(
                client.answered(subscribe("book", ""), "subscribed").getJsonObject("snapshot"),
                1000);
    }

    @ParameterizedTest(name = "depth {0}")
    @ValueSource(ints = {10, 50})
    void foldsABookOfLessDepth(int depth) {
        BookCopy copy =
                new BookCopy(
                        client.answered(subscribe("book", ",'depth':" + depth), "subscribed")
                                .getJsonObject("snapshot"));
        client.next("live");

        shuffle(depth, 200);

        client.send("{'type':'ping','id':500}");
        for (JsonObject next = client.next(); !next.containsKey("id"); next = client.next()) {
            copy.take(next);
        }
        copy.sameAs(floor.json("/api/v1/markets/" + symbol + "/book?depth=" + depth), depth);
    }

    @Test
    void mergesABookWithAnInterval() {
        BookCopy copy =
                new BookCopy(
                        client.answered(subscribe("book", ",'interval':50"), "subscribed")
                                .getJsonObject("snapshot"));
        client.next("live");

        shuffle(7, 300);

        JsonObject read = floor.json("/api/v1/markets/" + symbol + "/book");
        long last = read.getJsonNumber("seq").longValue();
        int events = 0;
        while (copy.seq() < last) {
            copy.take(client.next());
            events++;
        }
        copy.sameAs(read, 1000);
        assertThat(events).isLessThan((int) last);
    }

    @Test
    void recoversABookAsItWasFirstSent() {
        JsonObject subscribed = client.follow("book:" + symbol);
        shuffle(11, 100);
        long last =
                floor.json("/api/v1/markets/" + symbol + "/book").getJsonNumber("seq").longValue();
        List<String> first = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            first.add(client.nextText());
        }

        JsonObject recovered =
                client.answered(subscribe("book", since(subscribed, 30)), "subscribed");

        assertThat(recovered.getBoolean("recovered")).isTrue();
        assertThat(recovered.getInt("seq")).isEqualTo(30);
        assertThat(client.upTo("live")).isEqualTo(first.subList(30, first.size()));
    }

    @Test
    void recoversNoBookFromMoreThan1000Ago() {
        JsonObject subscribed = client.follow("book:" + symbol);
        for (int i = 0; i < 500; i++) {
            trade(10_000, 1);
        }
        sell(10_000, 1);

        assertThat(
                        client.answered(subscribe("book", since(subscribed, 1)), "subscribed")
                                .getBoolean("recovered"))
                .isTrue();
        JsonObject tooOld = client.answered(subscribe("book", since(subscribed, 0)), "subscribed");
        assertThat(tooOld.getBoolean("recovered")).isFalse();
        assertThat(tooOld.getString("reason")).isEqualTo("too_old");
        assertThat(tooOld.getJsonObject("snapshot").getInt("seq")).isEqualTo(1_001);
    }

    @Test
    void snapshotsAndTellsCandles() {
        trade(10_000, 1_000);
        JsonObject subscribed = client.follow("candles:" + symbol + ":1d");
        JsonArray items = subscribed.getJsonObject("snapshot").getJsonArray("items");
        JsonObject before = items.getJsonObject(items.size() - 1);
        assertThat(before.keySet())
                .containsExactly(
                        "type",
                        "channel",
                        "symbol",
                        "interval",
                        "start",
                        "open",
                        "high",
                        "low",
                        "close",
                        "volume",
                        "trades",
                        "closed");

        trade(10_100, 2_000);
        trade(9_900, 500);

        client.next("candle");
        JsonObject candle = client.next("candle");
        assertThat(candle.getString("open")).isEqualTo("100.00");
        assertThat(candle.getString("high")).isEqualTo("101.00");
        assertThat(candle.getString("low")).isEqualTo("99.00");
        assertThat(candle.getString("close")).isEqualTo("99.00");
        assertThat(candle.getString("volume")).isEqualTo("3.5");
        assertThat(candle.getInt("trades")).isEqualTo(3);
        assertThat(candle.getBoolean("closed")).isFalse();
        assertThat(candle.getJsonNumber("start").longValue() % 86_400_000).isZero();
    }

    @Test
    void closesACandleWithinASecondOfItsEnd() {
        client.follow("candles:" + symbol + ":1s");
        trade(10_000, 1_000);

        JsonObject open = client.next("candle");
        JsonObject closed =
                open.getBoolean("closed")
                        ? open
                        : client.take(message -> message.getBoolean("closed", false));

        assertThat(closed.getString("close")).isEqualTo("100.00");
        assertThat(System.currentTimeMillis() - closed.getJsonNumber("start").longValue())
                .isBetween(1_000L, 2_500L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'trades:SYM','interval':100",
                "'trades:SYM','depth':10",
                "'trades:SYM','history':10",
                "'book:SYM','depth':20",
                "'book:SYM','depth':0",
                "'book:SYM','history':5",
                "'ticker:SYM','depth':10",
                "'ticker:SYM','history':1",
                "'candles:SYM:1m','depth':10"
            })
    void refusesWhatDoesNotGoWithAChannel(String channel) {
        client.refused(
                "{'type':'subscribe','channel':" + channel.replace("SYM", symbol) + "}",
                "bad_request");
    }

    @Test
    void ordersChatAndTradesTogether() {
        try (Client ada = floor.guest("Ada")) {
            client.follow("room:lobby");
            client.follow("trades:" + symbol);
            client.follow("book:" + symbol);

            sell(10_000, 1_000);
            ada.say("before");
            buy(10_000, 1_000);
            ada.say("after");

            List<Long> positions = new ArrayList<>();
            List<String> types = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                JsonObject event = client.next();
                types.add(event.getString("type"));
                positions.add(event.getJsonNumber("pos").longValue());
            }
            assertThat(positions).isSorted();
            assertThat(types)
                    .containsExactly("book.delta", "message", "trade", "book.delta", "message");
            assertThat(positions.get(2)).isEqualTo(positions.get(3));
        }
    }
}
