package dev.outcry.server.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// How often something may be done: a bucket of tokens for each kind and key. Any thread.
///
/// Memory is bounded: of each kind the 50,000 keys used last are known, and a key that was
/// forgotten starts with a full bucket.
public final class Limits {
    /// What is counted.
    public enum Kind {
        /// New guests, by address.
        GUESTS(20, Duration.ofMinutes(3)),
        /// Attempts to log in, by address.
        LOGINS_BY_ADDRESS(10, Duration.ofMinutes(1)),
        /// Attempts to log in, by name.
        LOGINS_BY_NAME(20, Duration.ofSeconds(30)),
        /// New connections, by address.
        CONNECTIONS(2_000, Duration.ofMillis(5)),
        /// Commands and HTTP calls, by user.
        COMMANDS_BY_USER(200, Duration.ofMillis(20)),
        /// Commands and HTTP calls, by address.
        COMMANDS_BY_ADDRESS(2_000, Duration.ofMillis(2));

        private final int burst;
        private final long nanosPerToken;

        Kind(int burst, Duration perToken) {
            this.burst = burst;
            this.nanosPerToken = perToken.toNanos();
        }

        /// {@return how many may be taken at once after a pause}
        public int burst() {
            return burst;
        }
    }

    private static final int MAX_KEYS = 50_000;

    private final boolean on;
    private final LongSupplier nanoTime;
    private final Map<Kind, Buckets> buckets = new EnumMap<>(Kind.class);

    /// Makes one with full buckets.
    ///
    /// @param on whether anything is limited at all
    /// @param nanoTime a clock that only runs forward, such as [System#nanoTime()]
    public Limits(boolean on, LongSupplier nanoTime) {
        this.on = on;
        this.nanoTime = nanoTime;
        for (Kind kind : Kind.values()) {
            buckets.put(kind, new Buckets(kind));
        }
    }

    /// Takes a token, if there is one. Costs `O(1)`.
    ///
    /// @param kind what is to be done
    /// @param key by whom or from where
    /// @return empty if it may be done; else how long until it may
    public Optional<Duration> tryAcquire(Kind kind, String key) {
        if (!on) {
            return Optional.empty();
        }
        long wait = buckets.get(kind).take(key, nanoTime.getAsLong());
        return wait <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
    }

    /// The buckets of one kind, each kept as the time at which it will be full.
    private static final class Buckets {
        private final Kind kind;
        private final LinkedHashMap<String, Long> fullAt = new LastUsed();

        Buckets(Kind kind) {
            this.kind = kind;
        }

        synchronized long take(String key, long now) {
            Long known = fullAt.get(key);
            long from = known == null || known - now < 0 ? now : known;
            long wait = from - now - (kind.burst - 1) * kind.nanosPerToken;
            if (wait <= 0) {
                fullAt.put(key, from + kind.nanosPerToken);
            }
            return wait;
        }
    }

    private static final class LastUsed extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1;

        LastUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_KEYS;
        }
    }
}
