package dev.outcry.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// How long single commands take: percentiles instead of an average. The clock's own cost is in
/// every percentile. The mean is of another pass, by the processor time of the thread alone, so
/// that a busy machine does not count; what a collector does elsewhere does not either.
public final class Latency {
    private static final int WARM_UP = 4_000_000;
    private static final int MEASURED = 4_000_000;

    private Latency() {}

    /// Prints one line. Each venue is measured in a JVM of its own, so that neither is compiled for
    /// both.
    ///
    /// @param args the flow and the venue
    public static void main(String[] args) {
        Player player = new Player(args[0], args[1]);
        Histogram histogram = measure(player);
        print(args[0], args[1], mean(player), histogram);
    }

    private static Histogram measure(Player player) {
        for (int i = 0; i < WARM_UP; i++) {
            player.step();
        }
        System.gc();
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            player.step();
            histogram.recordValue(System.nanoTime() - start);
        }
        return histogram;
    }

    private static double mean(Player player) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        for (int i = 0; i < MEASURED; i++) {
            player.step();
        }
        return (clock.getCurrentThreadCpuTime() - start) / (double) MEASURED;
    }

    private static void print(String flow, String venue, double mean, Histogram histogram) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %-7s mean %.1f ns, p50 %d ns, p99 %d ns, p99.9 %d ns, p99.99 %d ns, max %d ns%n",
                flow,
                venue,
                mean,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }
}
