package dev.outcry.server.feed;

/// The lowest and highest price of the last few seconds: of this span of time and the one before.
final class PriceRange {
    private static final long SPAN_MILLIS = 1_500;

    private long began = Long.MIN_VALUE;
    private long low;
    private long high;
    private long lowBefore;
    private long highBefore;
    private long last;

    void add(long now, long price) {
        if (began == Long.MIN_VALUE) {
            began = now;
            low = high = lowBefore = highBefore = price;
        }
        last = price;
        advance(now);
        low = Math.min(low, price);
        high = Math.max(high, price);
    }

    /// Forgets what is too long ago, but for the last price.
    void advance(long now) {
        for (int spans = 0; spans < 2 && now - began >= SPAN_MILLIS; spans++) {
            began = spans == 0 ? began + SPAN_MILLIS : now;
            lowBefore = low;
            highBefore = high;
            low = high = last;
        }
    }

    long low() {
        return Math.min(low, lowBefore);
    }

    long high() {
        return Math.max(high, highBefore);
    }
}
