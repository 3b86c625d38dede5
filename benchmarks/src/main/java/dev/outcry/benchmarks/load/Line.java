package dev.outcry.benchmarks.load;

import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/// One line of a table: what was measured, a colon, and the figures.
final class Line {
    private final String what;
    private final StringJoiner figures = new StringJoiner(", ");

    /// Begins one.
    ///
    /// @param what must not hold a colon and a space
    Line(String what) {
        this.what = what;
    }

    Line add(String figure) {
        figures.add(figure);
        return this;
    }

    /// Adds percentiles of nanoseconds.
    Line add(Histogram nanos) {
        return add("p50 " + percentile(nanos, 50))
                .add("p99 " + percentile(nanos, 99))
                .add("max " + percentile(nanos, 100));
    }

    /// {@return a percentile of nanoseconds, in milliseconds}
    static String percentile(Histogram nanos, double percent) {
        double millis = nanos.getValueAtPercentile(percent) / 1e6;
        return (millis < 10 ? "%.2f ms" : "%,.1f ms").formatted(millis);
    }

    void print() {
        System.out.println(what + ": " + figures);
    }
}
