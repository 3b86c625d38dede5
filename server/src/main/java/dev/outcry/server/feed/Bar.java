package dev.outcry.server.feed;

import java.util.ArrayList;
import java.util.List;

/// What was traded in a second or a minute. Prices are ticks, the volume lots.
///
/// @param at when it began, Unix epoch milliseconds
/// @param open first price
/// @param high highest price
/// @param low lowest price
/// @param close last price
/// @param volume sum of the quantities, enough for a lot at each of the four prices
record Bar(long at, long open, long high, long low, long close, long volume) {
    Bar {
        boolean ordered = low <= Math.min(open, close) && high >= Math.max(open, close);
        if (!ordered || volume < (low == high ? 1 : 4)) {
            throw new IllegalArgumentException("not a bar, at " + at);
        }
    }

    /// The fewest trades that make this bar, spread over it: they begin at its open, go to the
    /// farther end first and come back, end at its close, and sum up to its volume to the last lot.
    ///
    /// @param lengthMillis how long the bar is; the last print is a fraction before its end
    /// @param rule names the takers; told every print
    /// @return one to four prints
    List<Print> prints(long lengthMillis, TickRule rule) {
        boolean rose = close >= open;
        List<Long> prices = new ArrayList<>(4);
        for (long price : new long[] {open, rose ? low : high, rose ? high : low, close}) {
            if (prices.isEmpty() || prices.getLast() != price) {
                prices.add(price);
            }
        }
        int count = prices.size();
        List<Print> prints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long price = prices.get(i);
            long qty = volume / count + (i == 0 ? volume % count : 0);
            prints.add(new Print(at + i * lengthMillis / count, price, qty, rule.sideAt(price)));
        }
        return prints;
    }
}
