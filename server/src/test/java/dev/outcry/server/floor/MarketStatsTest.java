package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketStatsTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;

    private record Trade(long minute, long ticks, long lots) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void agreesWithAListOfAllTrades(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketStats stats = new MarketStats();
        List<Trade> all = new ArrayList<>();
        long at = 1_700_000_000_000L;

        for (int i = 0; i < 3_000; i++) {
            at += random.nextInt(50) == 0 ? random.nextLong(2 * DAY) : random.nextLong(3 * MINUTE);
            Trade trade = new Trade(at / MINUTE, random.nextLong(1, 1_000), random.nextLong(1, 10));
            all.add(trade);
            stats.trade(at, trade.ticks(), trade.lots());
            long since = at / MINUTE - 1_440;
            List<Trade> inside = all.stream().filter(t -> t.minute() > since).toList();
            List<Trade> outside = all.stream().filter(t -> t.minute() <= since).toList();

            assertThat(stats.volume()).isEqualTo(inside.stream().mapToLong(Trade::lots).sum());
            assertThat(stats.high())
                    .isEqualTo(inside.stream().mapToLong(Trade::ticks).max().orElseThrow());
            assertThat(stats.low())
                    .isEqualTo(inside.stream().mapToLong(Trade::ticks).min().orElseThrow());
            assertThat(stats.open())
                    .isEqualTo((outside.isEmpty() ? all.getFirst() : outside.getLast()).ticks());
            assertThat(stats.last()).isEqualTo(trade.ticks());
        }
    }

    @Test
    void keepsTheLastPriceWhenADayPassesWithoutTrades() {
        MarketStats stats = new MarketStats();
        stats.trade(0, 50, 2);

        stats.advance(2 * DAY);

        assertThat(stats.volume()).isZero();
        assertThat(stats.high()).isEqualTo(50);
        assertThat(stats.low()).isEqualTo(50);
        assertThat(stats.open()).isEqualTo(50);
    }
}
