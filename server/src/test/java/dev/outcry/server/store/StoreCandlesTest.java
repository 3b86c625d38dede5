package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.BTC;
import static dev.outcry.server.store.TestStore.SPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.server.floor.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StoreCandlesTest {
    private static final long START = 1_000_000; // a whole second

    @TempDir Path directory;
    private TestStore floor;

    @BeforeEach
    void open() {
        floor = new TestStore(directory.resolve("store.db"));
        floor.list(BTC);
        floor.list(SPY);
    }

    @AfterEach
    void close() {
        floor.close();
    }

    private static Event.Candle candle(
            long start, String open, String high, String low, String close, String volume, int n) {
        return new Event.Candle(
                BTC,
                Interval.S1,
                start,
                Decimal.parse(open),
                Decimal.parse(high),
                Decimal.parse(low),
                Decimal.parse(close),
                Decimal.parse(volume),
                n,
                true);
    }

    @Test
    void foldsTradesAndFillsGaps() {
        floor.trade(BTC, "10.00", "1");
        floor.trade(SPY, "99.00", "1");
        floor.pass(999);
        floor.trade(BTC, "12.00", "0.5");
        floor.trade(BTC, "9.00", "0.125");
        floor.pass(2_001);
        floor.trade(BTC, "11.00", "2");

        Event.Candle first = candle(START, "10.00", "12.00", "9.00", "9.00", "1.625", 3);
        Event.Candle gap = candle(START + 1_000, "9.00", "9.00", "9.00", "9.00", "0", 0);
        Event.Candle next = candle(START + 2_000, "9.00", "9.00", "9.00", "9.00", "0", 0);
        Event.Candle last = candle(START + 3_000, "11.00", "11.00", "11.00", "11.00", "2", 1);
        Event.Candle after = candle(START + 4_000, "11.00", "11.00", "11.00", "11.00", "0", 0);
        long now = START + 5_250;
        assertThat(read(0, START + 5_000, now)).containsExactly(first, gap, next, last, after);
        assertThat(read(START + 1_001, START + 4_000, now)).containsExactly(next, last);
        assertThat(read(START + 5_000, Long.MAX_VALUE, now))
                .extracting(Event.Candle::start, Event.Candle::closed)
                .containsExactly(tuple(START + 5_000, false));
        assertThat(read(0, START, now)).isEmpty();
        assertThat(read(START + 3_000, START + 1_000, now)).isEmpty();
        assertThat(floor.store.newestCandles(BTC, Interval.S1, 9))
                .extracting(Event.Candle::start, Event.Candle::closed)
                .containsExactly(tuple(START, true), tuple(START + 3_000, false));
    }

    private List<Event.Candle> read(long from, long to, long now) {
        return floor.store.candles(BTC, Interval.S1, from, to, now);
    }

    @Test
    void tellsTheNewestThousandOfALongRange() {
        floor.trade(BTC, "10.00", "1");
        floor.pass(100_000_000);
        floor.trade(BTC, "12.00", "1");

        List<Event.Candle> candles = read(0, Long.MAX_VALUE, floor.at());

        assertThat(candles).hasSize(1_000);
        assertThat(candles.getLast().start()).isEqualTo(floor.at());
        assertThat(candles.getFirst().close()).isEqualTo(Decimal.parse("10.00"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheNaiveFold(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Event.Trade> trades = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            floor.pass(random.nextLong(100_000));
            trades.add(
                    floor.trade(
                            BTC,
                            new Decimal(random.nextLong(1, 10_000), 2).toString(),
                            new Decimal(random.nextLong(1, 10_000), 3).stripped().toString()));
            if (random.nextInt(10) == 0) {
                floor.store.await(floor.pos()); // else all might be one batch
            }
        }

        List<Effect> told = new ArrayList<>();
        floor.store.describe(told::add, List.of(BTC, SPY));
        List<Effect> expected = new ArrayList<>();
        for (Interval interval : Interval.values()) {
            naive(trades, interval).forEach(candle -> expected.add(new Effect.Told(candle)));
        }
        assertThat(told).isEqualTo(expected);
    }

    private static List<Event.Candle> naive(List<Event.Trade> trades, Interval interval) {
        Map<Long, List<Event.Trade>> byStart = new TreeMap<>();
        for (Event.Trade trade : trades) {
            byStart.computeIfAbsent(interval.startOf(trade.at()), _ -> new ArrayList<>())
                    .add(trade);
        }
        List<Event.Candle> candles = new ArrayList<>();
        byStart.forEach((start, of) -> {
            List<Decimal> prices = of.stream().map(Event.Trade::price).toList();
            long high = prices.stream().mapToLong(Decimal::unscaled).max().orElseThrow();
            long low = prices.stream().mapToLong(Decimal::unscaled).min().orElseThrow();
            long volume = of.stream().mapToLong(trade -> trade.qty().withScale(3).unscaled()).sum();
            candles.add(
                    new Event.Candle(
                            BTC,
                            interval,
                            start,
                            prices.getFirst(),
                            new Decimal(high, 2),
                            new Decimal(low, 2),
                            prices.getLast(),
                            new Decimal(volume, 3).stripped(),
                            of.size(),
                            candles.size() < byStart.size() - 1));
        });
        return candles;
    }
}
