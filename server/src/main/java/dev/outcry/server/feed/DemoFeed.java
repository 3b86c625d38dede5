package dev.outcry.server.feed;

import dev.outcry.server.floor.FloorCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The demo floor's order flow: four markets, two played from recorded trades, two simulated around
/// recorded minutes.
///
/// [#warmUp()], [#start()] and [#close()] are for one thread, in that order; one virtual thread a
/// market runs in between. It reads its recordings as it plays them, and needs a few dozen commands
/// a second.
public final class DemoFeed implements AutoCloseable {
    private static final Logger LOG = System.getLogger(DemoFeed.class.getName());
    private static final long MIN_SLEEP_MILLIS = 2;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Intake intake;
    private final Clock clock;
    private final List<MarketFeed> feeds;
    private final List<Thread> threads = new ArrayList<>();

    /// Makes one that does nothing yet.
    ///
    /// @param intake where all its commands go
    /// @param clock for [#warmUp()]; the tape's pace comes from the machine's steady one
    /// @param speed of the tapes, 1 for real time, above 0. Past what the intake takes, they go as
    ///   fast as it does
    /// @param seed of what is simulated
    public DemoFeed(Intake intake, Clock clock, double speed, long seed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("the speed must be above 0");
        }
        this.intake = intake;
        this.clock = clock;
        SplittableRandom random = new SplittableRandom(seed);
        this.feeds =
                DemoMarkets.all(seed).stream()
                        .map(market -> new MarketFeed(market, intake, speed, random.split()))
                        .toList();
    }

    /// Lists the markets on an empty floor, and trades the three recorded hours before the tapes'
    /// start at log times up to now, so that charts have a past. Not for a floor that goes on from
    /// a log.
    public void warmUp() {
        TreeMap<Long, List<FloorCommand>> commands = new TreeMap<>();
        feeds.forEach(feed -> feed.warmUp(clock.millis(), commands));
        commands.forEach(intake::backfill);
    }

    /// Begins to trade. Markets that aren't there are listed, with money for the feed's accounts.
    public void start() {
        for (MarketFeed feed : feeds) {
            threads.add(Thread.ofVirtual().name("feed " + feed.name()).start(() -> run(feed)));
        }
    }

    /// {@return what was done in each market; any thread}
    public List<FeedStats> stats() {
        return feeds.stream().map(MarketFeed::stats).toList();
    }

    /// Stops trading at once; what rests stays, for the next start to cancel.
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                if (!thread.join(CLOSING)) {
                    LOG.log(Level.WARNING, "{0} doesn't stop", thread.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(MarketFeed feed) {
        try {
            feed.open(now());
            while (true) {
                long due = feed.step(now());
                Thread.sleep(Math.max(MIN_SLEEP_MILLIS, due - now()));
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "{0}: the feed is closed", feed.name());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the feed of " + feed.name() + " ends", e);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
