package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A thousand trades of Kraken's through the real floor and the hub give the minutes that Kraken
/// itself published for them.
@Timeout(60)
class KrakenMinutesTest {
    private static final Symbol XBT = new Symbol("XBT-USDT");
    private static final long MINUTE = 60_000;

    private final Floor floor = new Floor();
    private final ManualClock clock = new ManualClock();
    private long pos;

    @Test
    void tradesAddUpToEveryWholeMinuteThatKrakenPublished() throws Exception {
        JsonArray trades = golden("kraken_XBTUSDT_trades_2025-11-10.json");
        JsonArray minutes = golden("kraken_XBTUSDT_ohlc1m_2025-11-10.json");
        long first = millis(trades.getJsonArray(0));
        long last = millis(trades.getJsonArray(trades.size() - 1));
        long from = (first / MINUTE + 1) * MINUTE; // the first minute lacks what came before
        long to = last / MINUTE * MINUTE; // and the last one what follows

        List<Event.Candle> candles;
        try (Hub hub = new Hub(1, new TestLog(clock), clock)) {
            open(hub, first);
            for (int i = 0; i < trades.size(); i++) {
                trade(hub, trades.getJsonArray(i));
            }
            clock.advance(last - clock.millis());
            candles =
                    hub.ask(view -> view.candles(XBT, Interval.M1, from, to))
                            .get(20, TimeUnit.SECONDS);
        }

        assertThat(candles).hasSize(409);
        assertThat(candles.stream().filter(candle -> candle.trades() > 0)).hasSize(272);
        assertThat(candles.stream().map(KrakenMinutesTest::row).toList())
                .isEqualTo(published(minutes, from, to));
    }

    private void open(Hub hub, long at) {
        apply(hub, at, new FloorCommand.Genesis("e"));
        MarketInfo market =
                new MarketInfo(
                        XBT,
                        "XBT",
                        "USDT",
                        Decimal.parse("0.1"),
                        Decimal.parse("0.00000001"),
                        Decimal.parse("0.00000001"),
                        Optional.empty(),
                        0,
                        0,
                        MarketInfo.Source.REPLAY,
                        false);
        apply(hub, at, new FloorCommand.ListMarket(market));
        for (String user : List.of("f:maker", "f:taker")) {
            apply(hub, at, new FloorCommand.Deposit(user, "USDT", Decimal.parse("10000000")));
            apply(hub, at, new FloorCommand.Deposit(user, "XBT", Decimal.parse("1000")));
        }
    }

    private void trade(Hub hub, JsonArray trade) {
        long at = millis(trade);
        Side taker = trade.getString(3).equals("b") ? Side.BUY : Side.SELL;
        Side maker = taker == Side.BUY ? Side.SELL : Side.BUY;
        apply(hub, at, order("f:maker", maker, trade, FloorCommand.TimeInForce.GTC));
        Result result =
                apply(hub, at, order("f:taker", taker, trade, FloorCommand.TimeInForce.IOC));
        assertThat(result).isEqualTo(new Result.Ordered(pos - 6, lots(trade), 0));
    }

    private static FloorCommand order(
            String user, Side side, JsonArray trade, FloorCommand.TimeInForce tif) {
        long ticks = new BigDecimal(trade.getString(0)).movePointRight(1).longValueExact();
        return new FloorCommand.PlaceOrder(
                user, XBT, side, OptionalLong.of(ticks), lots(trade), tif);
    }

    private static long lots(JsonArray trade) {
        return new BigDecimal(trade.getString(1)).movePointRight(8).longValueExact();
    }

    private Result apply(Hub hub, long at, FloorCommand command) {
        List<Effect> effects = new ArrayList<>();
        Result result = floor.apply(++pos, at, command, effects::add);
        hub.publish(List.of(new Applied(pos, at, new Origin.None(), result, effects)));
        return result;
    }

    private static long millis(JsonArray trade) {
        return trade.getJsonNumber(2).bigDecimalValue().movePointRight(3).longValue();
    }

    /// Start, open, high, low, close, volume and how many trades, as Kraken writes them.
    private static List<String> published(JsonArray minutes, long from, long to) {
        List<String> rows = new ArrayList<>();
        for (JsonArray minute : minutes.getValuesAs(JsonArray.class)) {
            long start = minute.getJsonNumber(0).longValueExact() * 1_000;
            if (start >= from && start < to) {
                rows.add(
                        start
                                + " "
                                + String.join(
                                        " ",
                                        minute.getString(1),
                                        minute.getString(2),
                                        minute.getString(3),
                                        minute.getString(4))
                                + " "
                                + minute.getString(6)
                                + " "
                                + minute.getInt(7));
            }
        }
        return rows;
    }

    private static String row(Event.Candle candle) {
        return candle.start()
                + " "
                + candle.open()
                + " "
                + candle.high()
                + " "
                + candle.low()
                + " "
                + candle.close()
                + " "
                + candle.volume().withScale(8)
                + " "
                + candle.trades();
    }

    /// These may be tested with but not shipped.
    private static JsonArray golden(String name) throws IOException {
        Optional<Path> file =
                Stream.of(
                                System.getenv().getOrDefault("OUTCRY_GOLDEN", ""),
                                "../shared/data/golden",
                                "../../shared/data/golden")
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::exists)
                        .findFirst();
        assumeTrue(
                file.isPresent(),
                () -> "skipped: no " + name + " in ../shared/data/golden or OUTCRY_GOLDEN");
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file.orElseThrow()))) {
            return reader.readObject().getJsonObject("result").getJsonArray("XBTUSDT");
        }
    }
}
