package dev.outcry.server.feed;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The markets of the demo floor. Each begins where three hours of recorded minutes are behind it.
///
/// No fees, so that the feed's money only changes hands; no price band, for a tape jumps where it
/// starts again.
final class DemoMarkets {
    private static final int CENTS = 2;
    private static final Scales SHARES = new Scales(CENTS, 0);
    private static final Scales COINS = new Scales(CENTS, 8); // recorded to the last digit
    private static final long MILLICOIN = 100_000;
    private static final long OPEN = Duration.ofMinutes(570).toMillis(); // 09:30 in New York
    private static final long CLOSE = Duration.ofHours(16).toMillis();
    private static final long THREE_HOURS = Duration.ofHours(3).toMillis();

    private DemoMarkets() {}

    /// @param seed of the simulated ones
    static List<DemoMarket> all(long seed) {
        return List.of(bitcoin(), spy(), ether(seed), apple(seed));
    }

    private static DemoMarket bitcoin() {
        Recording first = crypto("btcusd/20161007_second_trade.zip");
        Tape tape =
                RecordedTape.ofSeconds(
                        COINS,
                        first,
                        crypto("btcusd/20161008_second_trade.zip"),
                        crypto("btcusd/20161009_second_trade.zip"));
        return new DemoMarket(
                market("BTC", COINS, MarketInfo.Source.REPLAY),
                tape,
                new TapePosition(0, 0, first.midnight() + THREE_HOURS),
                () -> crypto("btcusd/20161007_minute_trade.zip").bars(COINS),
                new Depth(4, 10 * MILLICOIN, 400));
    }

    private static DemoMarket spy() {
        Recording day = equity("spy/20131007_tick_trade.zip");
        return new DemoMarket(
                market("SPY", SHARES, MarketInfo.Source.REPLAY),
                RecordedTape.ofTicks(day, SHARES, OPEN, CLOSE),
                new TapePosition(0, 0, day.midnight() + OPEN),
                () -> equity("spy/20131007_minute_trade.zip").bars(SHARES),
                new Depth(1, 100, 60));
    }

    private static DemoMarket ether(long seed) {
        Recording day = crypto("ethusd/20180404_minute_trade.zip");
        Supplier<Stream<Bar>> minutes = () -> day.bars(COINS);
        return new DemoMarket(
                market("ETH", COINS, MarketInfo.Source.SIMULATED),
                new WalkTape(minutes, seed),
                new TapePosition(0, 0, day.midnight() + THREE_HOURS),
                minutes,
                new Depth(5, 100 * MILLICOIN, 300));
    }

    private static DemoMarket apple(long seed) {
        Recording day = equity("aapl/20140606_minute_trade.zip");
        long midnight = day.midnight();
        Supplier<Stream<Bar>> minutes =
                () ->
                        day.bars(SHARES)
                                .dropWhile(bar -> bar.at() < midnight + OPEN)
                                .takeWhile(bar -> bar.at() < midnight + CLOSE);
        return new DemoMarket(
                market("AAPL", SHARES, MarketInfo.Source.SIMULATED),
                new WalkTape(minutes, seed),
                new TapePosition(0, 0, midnight + OPEN + THREE_HOURS),
                minutes,
                new Depth(3, 10, 60));
    }

    private static Recording crypto(String path) {
        return new Recording(path, Recording.Kind.CRYPTO);
    }

    private static Recording equity(String path) {
        return new Recording(path, Recording.Kind.EQUITY);
    }

    private static MarketInfo market(String base, Scales scales, MarketInfo.Source source) {
        Decimal lot = new Decimal(1, scales.qty());
        return new MarketInfo(
                new Symbol(base + "-USD"),
                base,
                "USD",
                new Decimal(1, scales.price()),
                lot,
                lot,
                Optional.empty(),
                0,
                0,
                source,
                false);
    }
}
