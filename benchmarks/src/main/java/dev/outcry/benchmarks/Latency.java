package dev.outcry.benchmarks;

import java.util.List;
import org.HdrHistogram.Histogram;

/// How long single commands take: percentiles instead of an average. The clock's own cost is in
/// every number.
public final class Latency {
    private static final int WARM_UP = 4_000_000;
    private static final int MEASURED = 4_000_000;

    private Latency() {}

    /// Prints one line for each flow and venue.
    ///
    /// @param flows which; none for all
    public static void main(String[] flows) {
        List<String> chosen =
                flows.length == 0 ? List.of("placeCancel", "mix", "goog") : List.of(flows);
        System.out.printf(
                "%-12s %-8s %8s %8s %8s %8s %10s%n",
                "flow", "venue", "p50", "p99", "p99.9", "p99.99", "max (ns)");
        for (String flow : chosen) {
            for (String venue : List.of("outcry", "core")) {
                print(flow, venue, measure(new Player(flow, venue)));
            }
        }
    }

    private static Histogram measure(Player player) {
        for (int i = 0; i < WARM_UP; i++) {
            player.step();
        }
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            player.step();
            histogram.recordValue(System.nanoTime() - start);
        }
        return histogram;
    }

    private static void print(String flow, String venue, Histogram histogram) {
        System.out.printf(
                "%-12s %-8s %8d %8d %8d %8d %10d%n",
                flow,
                venue,
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getValueAtPercentile(99.99),
                histogram.getMaxValue());
    }
}
