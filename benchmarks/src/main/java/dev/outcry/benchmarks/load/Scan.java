package dev.outcry.benchmarks.load;

import java.nio.charset.StandardCharsets;

/// Finds things in a JSON message without parsing it. Nothing is allocated.
final class Scan {
    private Scan() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// {@return whether the bytes from `from` to `to` start with these}
    static boolean starts(byte[] with, byte[] bytes, int from, int to) {
        if (to - from < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (bytes[from + i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    /// {@return the digits from `at` on as a number, a decimal point among them passed over; 0 if
    /// there are none}
    static long number(byte[] bytes, int at, int to) {
        long number = 0;
        for (int i = at; i < to; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                number = number * 10 + (bytes[i] - '0');
            } else if (bytes[i] != '.') {
                break;
            }
        }
        return number;
    }

    /// {@return what is between `at` and the next quote}
    static String string(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /// A piece of text that is in most messages at the same place, and looked for there first. For
    /// one thread.
    static final class Mark {
        private final byte[] text;
        private int usual;

        /// @param text must not be in what comes before it
        Mark(String text) {
            this.text = ascii(text);
        }

        /// {@return where the text's first occurrence ends, or -1 if there is none}
        int after(byte[] bytes, int from, int to) {
            if (!starts(text, bytes, from + usual, to)) {
                int at = from;
                while (!starts(text, bytes, at, to)) {
                    if (to - at <= text.length) {
                        return -1;
                    }
                    at++;
                }
                usual = at - from;
            }
            return from + usual + text.length;
        }
    }
}
