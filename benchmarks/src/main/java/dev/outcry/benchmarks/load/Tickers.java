package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures a storm of prices: many quoted markets, and readers of all of them, among whom some
/// want fewer and some can't read as many.
final class Tickers {
    private static final int WARM_UP_SECONDS = 4;
    private static final int INTERVAL_MILLIS = 1_000;
    private static final int SLOW_BYTES = 1_000;
    private static final int PART = 10; // one in so many has an interval, and one more is slow
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Target target;
    private final int markets;
    private final int perSecond;
    private final int seconds;

    Tickers(Target target, int markets, int perSecond, int seconds) {
        this.target = target;
        this.markets = markets;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    /// Measures so many fast readers and their company.
    void run(int count) throws Exception {
        try (Loop loop = new Loop(target.address());
                Site site = new Site(target.uri())) {
            Quotes quotes = new Quotes(site, loop, markets);
            Pace pace = quotes.pace(perSecond);
            TickerReader.Group fast = new TickerReader.Group(loop, quotes, count, 0, 0);
            TickerReader.Group calm =
                    new TickerReader.Group(loop, quotes, count / PART, INTERVAL_MILLIS, 0);
            TickerReader.Group slow =
                    new TickerReader.Group(loop, quotes, count / PART, 0, SLOW_BYTES);
            loop.until(() -> fast.isLive() && calm.isLive(), PATIENCE);

            Loop.Work work =
                    () -> {
                        slow.stayAlive();
                        return pace.due();
                    };
            pace.plan(WARM_UP_SECONDS);
            until(loop, work, () -> areUpToDate(pace, fast, calm), fast, calm);
            fast.tally.begin();
            calm.tally.begin();
            Target.Usage usage = target.usage();
            long published = pace.plan(seconds);
            loop.work(work, Duration.ofSeconds(seconds));
            String rate = "%,.0f deliveries/s".formatted(fast.tally.delivered / usage.seconds());
            String processors = usage.toString();
            until(loop, work, () -> areUpToDate(pace, fast, calm), fast, calm);

            long freed = System.nanoTime();
            slow.readFreely(loop);
            until(loop, work, slow::isUpToDate, slow);
            double after = (System.nanoTime() - freed) / 1e9;
            line(fast, "", published).add(fast.tally.latency).add(rate).add(processors).print();
            line(calm, " at most every %,d ms".formatted(INTERVAL_MILLIS), published)
                    .add(calm.tally.latency)
                    .print();
            line(slow, " at 1 KB/s", pace.total())
                    .add("up to date %.1f s after they could read".formatted(after))
                    .print();
        }
    }

    private static boolean areUpToDate(
            Pace pace, TickerReader.Group fast, TickerReader.Group calm) {
        return pace.isOver() && fast.isUpToDate() && calm.isUpToDate();
    }

    private static void until(
            Loop loop, Loop.Work work, BooleanSupplier reached, TickerReader.Group... groups)
            throws IOException {
        if (!loop.work(work, reached, PATIENCE)) {
            String progress =
                    Stream.of(groups)
                            .map(TickerReader.Group::progress)
                            .collect(Collectors.joining("; "));
            throw new IOException("not all have the newest prices: " + progress);
        }
    }

    private Line line(TickerReader.Group group, String how, long published) throws IOException {
        group.tally.requireWhole();
        long wanted = published * group.count();
        return new Line(
                        "tickers, %d quoted markets, %,d quotes/s for %d s, %,d readers of all%s"
                                .formatted(markets, perSecond, seconds, group.count(), how))
                .add("%,d of %,d prices delivered".formatted(group.tally.delivered, wanted))
                .add("%,d merged into later ones".formatted(wanted - group.tally.delivered))
                .add("all ended with the newest");
    }
}
