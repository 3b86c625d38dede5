package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketFeedTest {
    private static final long BEGIN = 1_500_000_000_000L;
    private static final long TEN_MINUTES = 600_000;

    private final FloorIntake floor = new FloorIntake();

    @ParameterizedTest(name = "market {0}, seed {1}")
    @CsvSource({"0,1", "0,2", "1,1", "1,2", "2,1", "2,2", "3,1", "3,2"})
    void playsEveryPrintWholeBetweenTwoSidesOfDepth(int index, long seed)
            throws InterruptedException {
        DemoMarket market = DemoMarkets.all(seed).get(index);
        MarketFeed feed = feed(market, seed);
        feed.open(floor.at);
        long commandsBefore = floor.commands;
        int thin = 0;

        long now = floor.at;
        while (now < BEGIN + TEN_MINUTES) {
            now = Math.max(now + 1, feed.step(now));
            floor.at = now;
            int levels = Math.min(levels(market, Side.BUY), levels(market, Side.SELL));
            thin += now > BEGIN + 5_000 && levels < 4 ? 1 : 0;
        }

        assertThat(feed.stats().clamped()).isZero();
        assertThat(unexpectedRefusals()).isEmpty();
        assertThat(thin).isZero();
        List<Print> prints = tenMinutesOf(market);
        assertThat(feed.stats().prints()).isBetween(prints.size() - 64L, (long) prints.size());
        assertThat(tradedInOrder(prints)).isEqualTo(feed.stats().prints());
        assertThat(longestWithoutNewPrice()).isLessThan(20_000);
        long around = floor.commands - commandsBefore - 3 * feed.stats().prints();
        assertThat(around).isLessThan(20 * TEN_MINUTES / 1_000);
    }

    @Test
    void cancelsWhatAnEarlierRunLeft() throws InterruptedException {
        DemoMarket market = DemoMarkets.all(1).getFirst();
        MarketFeed earlier = feed(market, 1);
        earlier.open(floor.at);
        earlier.step(floor.at);
        assertThat(levels(market, Side.BUY)).isPositive();

        feed(market, 2).open(floor.at);

        assertThat(levels(market, Side.BUY)).isZero();
        assertThat(levels(market, Side.SELL)).isZero();
    }

    @Test
    void skipsDeadTimeAndStartsAgainAfterTheEnd() throws InterruptedException {
        Print first = new Print(0, 100, 1, Side.BUY);
        Print second = new Print(3_600_000, 101, 1, Side.BUY);
        MarketFeed feed = feed(tapeOf(first, second), 1);
        feed.open(0);

        for (long now = 0; now <= 3_000; now += 100) {
            feed.step(now);
        }
        feed.step(3_001);

        assertThat(feed.stats().prints()).isEqualTo(4);
        assertThat(feed.stats().position()).isEqualTo(new TapePosition(2, 0, 0));
    }

    @Test
    void playsFasterWhenTold() throws InterruptedException {
        Print first = new Print(0, 100, 1, Side.BUY);
        Print second = new Print(10_000, 101, 1, Side.BUY);
        MarketFeed feed = new MarketFeed(tapeOf(first, second), floor, 10, new SplittableRandom(1));
        feed.open(0);

        feed.step(998);
        feed.step(999);
        assertThat(feed.stats().prints()).isEqualTo(1);
        feed.step(1_000);
        feed.step(1_001);
        assertThat(feed.stats().prints()).isEqualTo(2);
    }

    @Test
    void givesMoneyWhenItRunsOut() throws InterruptedException {
        boolean[] poor = new boolean[1];
        Intake intake =
                new Intake() {
                    @Override
                    public boolean submit(FloorCommand command, Origin origin) {
                        if (poor[0] && command instanceof FloorCommand.PlaceOrder) {
                            ((Origin.Caller) origin)
                                    .answer(
                                            new Result.Refused(
                                                    ErrorCode.ORDER_INSUFFICIENT_FUNDS,
                                                    "nothing left"),
                                            1);
                            return true;
                        }
                        poor[0] &= !(command instanceof FloorCommand.Deposit);
                        return floor.submit(command, origin);
                    }

                    @Override
                    public void backfill(long at, List<FloorCommand> commands) {
                        floor.backfill(at, commands);
                    }
                };
        DemoMarket market =
                tapeOf(new Print(0, 100, 1, Side.BUY), new Print(1_000, 101, 1, Side.BUY));
        MarketFeed feed = new MarketFeed(market, intake, 1, new SplittableRandom(1));
        feed.open(0);
        poor[0] = true;

        feed.step(0);
        feed.step(1_000);
        feed.step(1_001);

        assertThat(feed.stats().deposits()).isEqualTo(2);
        assertThat(feed.stats().prints()).isEqualTo(2);
        assertThat(feed.stats().clamped()).isEqualTo(1);
        assertThat(floor.trades).isNotEmpty();
    }

    @Test
    void goesOnFromNowWhenItComesTooLate() throws InterruptedException {
        Print[] prints =
                LongStream.range(0, 100)
                        .mapToObj(i -> new Print(i * 100, 100, 1, Side.BUY))
                        .toArray(Print[]::new);
        MarketFeed feed = feed(tapeOf(prints), 1);
        feed.open(0);
        feed.step(0);

        feed.step(5_000);
        feed.step(5_001);

        assertThat(feed.stats().prints()).isEqualTo(2);
    }

    @Test
    void bringsDepthBackAfterAUserTookIt() throws InterruptedException {
        DemoMarket market = DemoMarkets.all(1).get(3);
        MarketFeed feed = feed(market, 1);
        feed.open(floor.at);
        run(feed, 10_000);
        Money.give(floor, "ada", market.info(), 10_000_000, 1);
        floor.apply(
                new FloorCommand.PlaceOrder(
                        "ada",
                        market.info().symbol(),
                        Side.BUY,
                        OptionalLong.empty(),
                        5_000,
                        FloorCommand.TimeInForce.IOC));
        assertThat(levels(market, Side.SELL)).isZero();

        run(feed, 10_000);

        assertThat(levels(market, Side.SELL)).isGreaterThan(6);
        assertThat(feed.stats().refused()).isZero();
    }

    private void run(MarketFeed feed, long millis) throws InterruptedException {
        long end = floor.at + millis;
        while (floor.at < end) {
            floor.at = Math.max(floor.at + 1, feed.step(floor.at));
        }
    }

    @Test
    void waitsWhileTheIntakeIsFull() throws InterruptedException {
        DemoMarket market =
                tapeOf(new Print(0, 100, 1, Side.BUY), new Print(1_000, 101, 1, Side.BUY));
        MarketFeed feed = feed(market, 1);
        feed.open(0);
        floor.full = 3;

        feed.step(0);
        feed.step(1);

        assertThat(feed.stats().prints()).isEqualTo(1);
        assertThat(feed.stats().clamped()).isZero();
    }

    private MarketFeed feed(DemoMarket market, long seed) {
        return new MarketFeed(market, floor, 1, new SplittableRandom(seed));
    }

    private DemoMarket tapeOf(Print... prints) {
        MarketInfo info = DemoMarkets.all(1).get(1).info();
        return new DemoMarket(
                info,
                new RecordedTape(() -> Stream.of(prints)),
                new TapePosition(0, 0, 0),
                Stream::empty,
                new Depth(1, 1, 10));
    }

    private List<Print> tenMinutesOf(DemoMarket market) {
        List<Print> prints = new ArrayList<>();
        Reel reel = new Reel(market.tape(), market.start());
        for (long from = reel.peek().at(); reel.peek().at() < from + TEN_MINUTES; reel.advance()) {
            prints.add(reel.peek());
        }
        return prints;
    }

    /// How many of the prints, from the first on, are found among the trades in their order.
    private long tradedInOrder(List<Print> prints) {
        int found = 0;
        for (Event.Trade trade : floor.trades) {
            if (found < prints.size() && is(trade, prints.get(found))) {
                found++;
            }
        }
        return found;
    }

    private static boolean is(Event.Trade trade, Print print) {
        return trade.price().unscaled() == print.priceTicks()
                && trade.qty().toBigDecimal().compareTo(qty(trade, print)) == 0
                && trade.side() == print.taker();
    }

    private static BigDecimal qty(Event.Trade trade, Print print) {
        boolean shares =
                trade.symbol().name().startsWith("SPY") || trade.symbol().name().startsWith("AAPL");
        return BigDecimal.valueOf(print.qtyLots(), shares ? 0 : 8);
    }

    private int levels(DemoMarket market, Side side) {
        return floor.book(market.info().symbol(), side).size();
    }

    /// A quote that was taken is not found when its time is over.
    private List<Result.Refused> unexpectedRefusals() {
        return floor.refusals.stream()
                .filter(refused -> refused.code() != ErrorCode.ORDER_NOT_FOUND)
                .toList();
    }

    private long longestWithoutNewPrice() {
        long longest = 0;
        long since = BEGIN;
        long price = 0;
        for (Event.Trade trade : floor.trades) {
            if (trade.price().unscaled() != price) {
                longest = Math.max(longest, trade.at() - since);
                since = trade.at();
                price = trade.price().unscaled();
            }
        }
        return Math.max(longest, floor.at - since);
    }
}
