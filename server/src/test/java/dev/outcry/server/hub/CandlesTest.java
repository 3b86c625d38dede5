package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.ServerMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CandlesTest {
    private static final Channel SECONDS = new Channel.Candles(BTC, Interval.S1);
    private static final long START = ManualClock.START; // a whole minute

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);
    private final Peer peer = new Peer(hub);

    @BeforeEach
    void open() {
        log.publishTo(hub);
        log.list(BTC);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void foldsTradesIntoEveryInterval() {
        log.trade(BTC, "100.00", "1");
        clock.advance(30_000);
        log.trade(BTC, "90.00", "0.5");
        log.trade(BTC, "110.00", "2.25");
        log.trade(BTC, "105.00", "1");
        clock.advance(40_000);
        log.trade(BTC, "120.00", "1");

        assertThat(candles(Interval.M1, 0, Long.MAX_VALUE))
                .containsExactly(
                        candle(Interval.M1, START, "100.00 110.00 90.00 105.00", "4.75", 4, true),
                        candle(
                                Interval.M1,
                                START + 60_000,
                                "120.00 120.00 120.00 120.00",
                                "1",
                                1,
                                false));
        assertThat(candles(Interval.D1, 0, Long.MAX_VALUE))
                .containsExactly(
                        candle(
                                Interval.D1,
                                Interval.D1.startOf(START),
                                "100.00 120.00 90.00 120.00",
                                "5.75",
                                5,
                                false));
    }

    @Test
    void fillsIntervalsWithoutTrades() {
        log.trade(BTC, "100.00", "1");
        clock.advance(3_500);

        assertThat(candles(Interval.S1, 0, Long.MAX_VALUE))
                .containsExactly(
                        candle(Interval.S1, START, "100.00 100.00 100.00 100.00", "1", 1, true),
                        flat(START + 1_000, true),
                        flat(START + 2_000, true),
                        flat(START + 3_000, false));
    }

    @Test
    void readsFromTheFirstStartInclusiveToTheLastExclusive() {
        log.trade(BTC, "100.00", "1");
        clock.advance(10_000);

        assertThat(candles(Interval.S1, START + 1_001, START + 4_000))
                .containsExactly(flat(START + 2_000, true), flat(START + 3_000, true));
        assertThat(candles(Interval.S1, 0, START)).isEmpty();
        assertThat(candles(Interval.S1, START + 4_000, START + 3_000)).isEmpty();
    }

    @Test
    void readsAThousandAtMost() {
        log.trade(BTC, "100.00", "1");
        clock.advance(5_000_000);

        List<Event.Candle> candles = candles(Interval.S1, 0, Long.MAX_VALUE);

        assertThat(candles).hasSize(1_000);
        assertThat(candles.getLast()).isEqualTo(flat(START + 5_000_000, false));
    }

    @Test
    void beginsWithTheNewest300() {
        log.trade(BTC, "100.00", "1");
        clock.advance(1_000_000);

        peer.follow(SECONDS);

        ServerMessage.Snapshot snapshot = Peer.subscribed(peer.take()).snapshot().orElseThrow();
        List<? extends Event> items = ((ServerMessage.Snapshot.Items) snapshot).items();
        assertThat(items).hasSize(300);
        assertThat(items.getLast()).isEqualTo(flat(START + 1_000_000, false));
    }

    @Test
    void beginsEmptyBeforeTheFirstTrade() {
        peer.follow(SECONDS);

        assertThat(Peer.subscribed(peer.take()).snapshot())
                .contains(new ServerMessage.Snapshot.Items(List.of()));
    }

    @Test
    void tellsACandleOnEachTradeAndItsEndByTheClock() {
        peer.follow(SECONDS);
        peer.take();

        log.trade(BTC, "100.00", "1");
        log.trade(BTC, "101.00", "1");
        List<Event> open = peer.takeEvents();
        clock.advance(1_249);
        List<Event> early = peer.takeEvents();
        clock.advance(1);
        List<Event> closed = peer.takeEvents();
        clock.advance(5_000);

        assertThat(open)
                .extracting(event -> ((Event.Candle) event).trades())
                .containsExactly(1L, 2L);
        assertThat(early).isEmpty();
        assertThat(closed)
                .containsExactly(
                        candle(Interval.S1, START, "100.00 101.00 100.00 101.00", "2", 2, true));
        assertThat(peer.takeEvents()).isEmpty();
    }

    @Test
    void closesACandleByTheFirstTradeAfterIt() {
        peer.follow(SECONDS);
        peer.take();
        log.trade(BTC, "100.00", "1");
        peer.take();

        clock.advance(1_100);
        log.trade(BTC, "101.00", "1");

        assertThat(peer.takeEvents())
                .extracting(event -> ((Event.Candle) event).closed())
                .containsExactly(true, false);
    }

    @Test
    void closesTheCandleThatWasOpenWhenItsFollowerCame() {
        log.trade(BTC, "100.00", "1");
        peer.follow(SECONDS);
        peer.take();

        clock.advance(1_250);

        assertThat(peer.takeEvents())
                .singleElement()
                .satisfies(event -> assertThat(((Event.Candle) event).closed()).isTrue());
    }

    private List<Event.Candle> candles(Interval interval, long from, long to) {
        return hub.ask(view -> view.candles(BTC, interval, from, to)).join();
    }

    private static Event.Candle flat(long start, boolean closed) {
        return candle(Interval.S1, start, "100.00 100.00 100.00 100.00", "0", 0, closed);
    }

    private static Event.Candle candle(
            Interval interval,
            long start,
            String prices,
            String volume,
            long trades,
            boolean closed) {
        String[] four = prices.split(" ", -1);
        return new Event.Candle(
                BTC,
                interval,
                start,
                Decimal.parse(four[0]),
                Decimal.parse(four[1]),
                Decimal.parse(four[2]),
                Decimal.parse(four[3]),
                Decimal.parse(volume),
                trades,
                closed);
    }
}
