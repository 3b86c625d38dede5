package dev.outcry.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before each attempt to connect: anything up to a bound that doubles, so that
/// clients which were cut off together don't come back together. Confined to one thread.
final class Backoff {
    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private int attempts;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
    }

    /// {@return attempts since the last reset, the next one included}
    int attempt() {
        return attempts + 1;
    }

    /// {@return how long to wait now, 0 up to the bound of this attempt}
    Duration next() {
        long bound = min.toNanos();
        for (int i = 0; i < attempts && bound < max.toNanos(); i++) {
            bound *= 2;
        }
        attempts++;
        return Duration.ofNanos(random.nextLong(Math.min(bound, max.toNanos()) + 1));
    }

    void reset() {
        attempts = 0;
    }
}
