package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoFeedTest {
    private static final long NOW = 1_763_867_045_123L;
    private static final long MINUTE = 60_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

    private final FloorIntake floor = new FloorIntake();
    private final DemoFeed feed = new DemoFeed(floor, CLOCK, 1, 7);

    @Test
    void warmUpGivesEveryMarketThreeHoursOfCandlesUpToNow() {
        feed.warmUp();

        long lastMinute = NOW - NOW % MINUTE - MINUTE;
        Map<String, Map<Long, Long>> tradesByMinute =
                floor.trades.stream()
                        .collect(
                                Collectors.groupingBy(
                                        trade -> trade.symbol().name(),
                                        Collectors.groupingBy(
                                                trade -> trade.at() / MINUTE * MINUTE,
                                                Collectors.counting())));
        assertThat(tradesByMinute)
                .containsOnlyKeys("BTC-USD", "SPY-USD", "ETH-USD", "AAPL-USD")
                .allSatisfy((symbol, minutes) -> {
                    assertThat(minutes.size()).isBetween(168, 180);
                    assertThat(minutes).containsKey(lastMinute);
                    assertThat(minutes.values()).allMatch(count -> count <= 4);
                });
        assertThat(floor.trades).extracting(Event.Trade::at).isSorted();
        assertThat(floor.trades.getLast().at()).isLessThan(NOW);
    }

    @Test
    @Timeout(20)
    void makesABookInEveryMarketUntilClosed() throws InterruptedException {
        CountDownLatch quotes = new CountDownLatch(200);
        floor.before = _ -> quotes.countDown();
        feed.warmUp();

        feed.start();
        assertThat(quotes.await(15, TimeUnit.SECONDS)).isTrue();
        feed.close();

        assertThat(feed.stats())
                .hasSize(4)
                .allSatisfy(stats -> {
                    assertThat(stats.deposits()).isZero();
                    assertThat(floor.book(stats.symbol(), Side.BUY)).isNotEmpty();
                    assertThat(floor.book(stats.symbol(), Side.SELL)).isNotEmpty();
                });
    }

    @Test
    @Timeout(20)
    void closesWhileTheIntakeStaysFull() {
        floor.full = Integer.MAX_VALUE;
        feed.start();

        feed.close();

        assertThat(floor.commands).isZero();
    }

    @Test
    void refusesASpeedThatDoesNotMove() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DemoFeed(floor, CLOCK, 0, 7));
    }
}
