package dev.outcry.server.auth;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// How often something may be done, a bucket of tokens for each kind and key; and how much may be
/// held at once. Any thread.
///
/// Memory is bounded: of each kind the 50,000 keys used last are known, and a key that was
/// forgotten starts with a full bucket. What is held is known for as long.
public final class Limits {
    /// What may be done so often.
    public enum Kind {
        /// New guests, by address.
        GUESTS(20, Duration.ofMinutes(3)),
        /// New accounts, by address.
        ACCOUNTS(20, Duration.ofMinutes(3)),
        /// Attempts to log in, by address.
        LOGINS_BY_ADDRESS(10, Duration.ofMinutes(1)),
        /// Attempts to log in, by name.
        LOGINS_BY_NAME(20, Duration.ofSeconds(30)),
        /// New connections, of the whole server: they all have the key [#EVERYBODY].
        NEW_CONNECTIONS(2_000, Duration.ofMillis(1)),
        /// New connections, by address. The burst lets all who are connected come back at once.
        NEW_CONNECTIONS_BY_ADDRESS(2_000, Duration.ofMillis(5)),
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

        /// {@return how long it takes until another may be taken, after the burst}
        public Duration perToken() {
            return Duration.ofNanos(nanosPerToken);
        }

        /// {@return its name in metrics}
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What may be held at once.
    public enum Count {
        /// Open connections, by address.
        CONNECTIONS_BY_ADDRESS(1_000),
        /// Open connections, by user.
        CONNECTIONS_BY_USER(50);

        private final int most;

        Count(int most) {
            this.most = most;
        }

        /// {@return how many one key may hold}
        public int most() {
            return most;
        }

        /// {@return its name in metrics}
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The key of what isn't told apart.
    public static final String EVERYBODY = "";

    private static final int MAX_KEYS = 50_000;
    private static final long LONGEST_APPOINTMENT_NANOS = Duration.ofSeconds(30).toNanos();

    private final boolean on;
    private final LongSupplier nanoTime;
    private final Map<Kind, Buckets> buckets = new EnumMap<>(Kind.class);
    private final Map<Kind, LongAdder> refusedKinds = new EnumMap<>(Kind.class);
    private final Map<Count, Held> held = new EnumMap<>(Count.class);
    private final Map<Count, LongAdder> refusedCounts = new EnumMap<>(Count.class);

    /// Makes one with full buckets.
    ///
    /// @param on whether anything is limited at all
    /// @param nanoTime a clock that only runs forward, such as [System#nanoTime()]
    public Limits(boolean on, LongSupplier nanoTime) {
        this.on = on;
        this.nanoTime = nanoTime;
        for (Kind kind : Kind.values()) {
            buckets.put(kind, new Buckets(kind));
            refusedKinds.put(kind, new LongAdder());
        }
        for (Count count : Count.values()) {
            held.put(count, new Held(on ? count.most : Integer.MAX_VALUE));
            refusedCounts.put(count, new LongAdder());
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
        if (wait <= 0) {
            return Optional.empty();
        }
        refusedKinds.get(kind).increment();
        return Optional.of(Duration.ofNanos(wait));
    }

    /// Holds one more, if that is allowed. Costs `O(1)`.
    ///
    /// @param count of what
    /// @param key who holds it
    /// @return whether it is held, until [#release]
    public boolean tryHold(Count count, String key) {
        boolean holds = held.get(count).tryHold(key);
        if (!holds) {
            refusedCounts.get(count).increment();
        }
        return holds;
    }

    /// Gives back what [#tryHold] gave.
    ///
    /// @param count of what
    /// @param key who held it
    /// @throws IllegalStateException if that key holds nothing
    public void release(Count count, String key) {
        held.get(count).release(key);
    }

    /// {@return how often something was refused since the start}
    ///
    /// @param kind of what
    public long refused(Kind kind) {
        return refusedKinds.get(kind).sum();
    }

    /// {@return how often something was refused since the start}
    ///
    /// @param count of what
    public long refused(Count count) {
        return refusedCounts.get(count).sum();
    }

    /// {@return how many keys hold something}
    ///
    /// @param count of what
    public int holders(Count count) {
        return held.get(count).keys();
    }

    /// {@return how many the key holds that holds most}
    ///
    /// @param count of what
    public int highest(Count count) {
        return held.get(count).highest();
    }

    /// The buckets of one kind, each kept as the time at which it will be full.
    private static final class Buckets {
        private final Kind kind;
        private final LinkedHashMap<String, Long> fullAt = new LastUsed();
        private long promised;

        Buckets(Kind kind) {
            this.kind = kind;
        }

        synchronized long take(String key, long now) {
            Long known = fullAt.get(key);
            long from = known == null || known - now < 0 ? now : known;
            long wait = from - now - (kind.burst - 1) * kind.nanosPerToken;
            if (wait <= 0) {
                fullAt.put(key, from + kind.nanosPerToken);
                return wait;
            }
            return key.equals(EVERYBODY) ? appointment(now, wait) : wait;
        }

        /// Those who share a bucket don't know of each other. Told the same, they would come back
        /// in a crowd; so each is told another time, as far apart as there will be tokens.
        private long appointment(long now, long wait) {
            long next = promised + kind.nanosPerToken - now;
            promised = now + (next > wait && next <= LONGEST_APPOINTMENT_NANOS ? next : wait);
            return promised - now;
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
