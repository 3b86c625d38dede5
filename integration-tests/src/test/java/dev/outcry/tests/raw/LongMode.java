package dev.outcry.tests.raw;

import java.time.Duration;

/// How long a test goes on: some seconds in every build, minutes where a system property says so.
final class LongMode {
    private LongMode() {}

    /// {@return the minutes that a property asks for}
    ///
    /// @param property such as `outcry.soak.minutes`
    /// @param otherwise how long without it
    static Duration minutes(String property, Duration otherwise) {
        Long minutes = Long.getLong(property);
        return minutes == null ? otherwise : Duration.ofMinutes(minutes);
    }
}
