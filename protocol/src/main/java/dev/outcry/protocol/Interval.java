package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How long a candle is. All are aligned to the epoch.
public enum Interval {
    /// One second.
    S1(1),
    /// One minute.
    M1(60),
    /// Five minutes.
    M5(300),
    /// A quarter of an hour.
    M15(900),
    /// One hour.
    H1(3_600),
    /// Four hours.
    H4(14_400),
    /// One day.
    D1(86_400);

    private final long millis;

    Interval(long seconds) {
        this.millis = seconds * 1_000;
    }

    /// {@return its length in milliseconds}
    public long millis() {
        return millis;
    }

    /// Finds the candle that a time belongs to.
    ///
    /// @param at Unix epoch milliseconds
    /// @return when that candle starts, Unix epoch milliseconds
    public long startOf(long at) {
        return at - Math.floorMod(at, millis);
    }

    /// Reads a wire name.
    ///
    /// @param text such as `15m`
    /// @return the interval, or empty if there is none of that name
    public static Optional<Interval> parse(String text) {
        return Stream.of(values()).filter(i -> i.toString().equals(text)).findFirst();
    }

    /// {@return its name on the wire, such as `15m`}
    @Override
    public String toString() {
        return name().substring(1) + name().substring(0, 1).toLowerCase(Locale.ROOT);
    }
}
