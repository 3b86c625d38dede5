package dev.outcry.server.feed;

import java.util.Map;
import java.util.TreeMap;

/// Folds trades into one-minute bars, by time of the first.
final class Candles {
    private static final long MINUTE = 60_000;

    private final Map<Long, Bar> bars = new TreeMap<>();

    void add(long at, long price, long qty) {
        long start = Math.floorDiv(at, MINUTE) * MINUTE;
        bars.compute(
                start,
                (key, bar) -> bar == null ? first(start, price, qty) : joined(bar, price, qty));
    }

    Map<Long, Bar> bars() {
        return bars;
    }

    private static Bar first(long start, long price, long qty) {
        return new Bar(start, price, price, price, price, qty);
    }

    private static Bar joined(Bar bar, long price, long qty) {
        return new Bar(
                bar.at(),
                bar.open(),
                Math.max(bar.high(), price),
                Math.min(bar.low(), price),
                price,
                bar.volume() + qty);
    }
}
