package dev.outcry.benchmarks.load;

import java.time.Duration;

/// The texts that are said: each carries its planned time.
final class Text {
    /// How long most are, in bytes.
    static final int LENGTH = 120;

    // Earlier than whatever is planned, also before this class is loaded, so that no minus is said.
    private static final long ORIGIN = System.nanoTime() - Duration.ofHours(1).toNanos();

    private Text() {}

    /// {@return a text of so many bytes that was to be said then}
    static String of(long due, int length) {
        String mark = "#" + (due - ORIGIN) + "#";
        return mark + "x".repeat(length - mark.length());
    }

    /// {@return when the text was to be said whose first `#` is just before `at`}
    static long due(byte[] bytes, int at, int to) {
        return ORIGIN + Scan.number(bytes, at, to);
    }
}
