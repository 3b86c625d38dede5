package dev.outcry.server.session;

import java.util.Arrays;

/// Counts misdeeds, and says when there were too many in a while. Not thread-safe.
final class Strikes {
    private final long[] times;
    private final long withinMillis;
    private int next;

    /// @param most how many are one too many
    /// @param withinMillis in this time
    Strikes(int most, long withinMillis) {
        this.times = new long[most];
        Arrays.fill(times, Long.MIN_VALUE / 2);
        this.withinMillis = withinMillis;
    }

    /// Counts one.
    ///
    /// @return whether it is one too many
    boolean strike(long nowMillis) {
        times[next] = nowMillis;
        next = (next + 1) % times.length;
        return nowMillis - times[next] < withinMillis;
    }
}
