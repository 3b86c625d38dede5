package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Asks for one of the server's metrics twice a second, beside other work. Never waits for it.
final class Watch implements Loop.Work {
    private static final long PERIOD_NANOS = Duration.ofMillis(500).toNanos();

    private final Site site;
    private final String metric;
    private final Loop.Work work;
    private CompletableFuture<Long> asked = CompletableFuture.completedFuture(0L);
    private long askedAt = System.nanoTime();
    private long value;

    /// @param metric one that is 0 by now
    Watch(Site site, String metric, Loop.Work work) {
        this.site = site;
        this.metric = metric;
        this.work = work;
    }

    /// {@return the metric, as it was told last}
    long value() {
        return value;
    }

    @Override
    public long due() throws IOException {
        long now = System.nanoTime();
        if (asked.isDone() && now - askedAt >= PERIOD_NANOS) {
            value = asked.join();
            asked = site.metricLater(metric);
            askedAt = now;
        }
        return work.due();
    }
}
