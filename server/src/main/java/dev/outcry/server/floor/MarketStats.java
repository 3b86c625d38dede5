package dev.outcry.server.floor;

import java.util.stream.IntStream;

/// The rolling 24 hours of one market, in log time: prices in ticks, quantities in lots.
///
/// Kept in minutes: a minute counts as a whole until it is 24 hours old. Adding costs O(1), but for
/// a walk over 1,440 minutes when one that held an extreme falls out.
final class MarketStats {
    private static final int MINUTES = 1_440;
    private static final long MINUTE_MILLIS = 60_000;

    private final long[] high = new long[MINUTES];
    private final long[] low = new long[MINUTES];
    private final long[] close = new long[MINUTES];
    private final long[] volume = new long[MINUTES];
    private final int[] count =
            new int[MINUTES]; // of prices; where it is 0 the others mean nothing

    private long newest = Long.MIN_VALUE; // the newest minute since the epoch; before it, none
    private long open; // the last price before the window; the very first one until there is such
    private long highest;
    private long lowest;
    private long total;
    private long prices;
    private long last;
    private boolean traded;

    /// Counts a trade, or a price that was set, with no quantity.
    void trade(long at, long ticks, long lots) {
        advance(at);
        int i = index(newest);
        boolean first = count[i] == 0;
        high[i] = first ? ticks : Math.max(high[i], ticks);
        low[i] = first ? ticks : Math.min(low[i], ticks);
        close[i] = ticks;
        volume[i] += lots;
        count[i]++;
        highest = prices == 0 ? ticks : Math.max(highest, ticks);
        lowest = prices == 0 ? ticks : Math.min(lowest, ticks);
        total += lots;
        prices++;
        last = ticks;
        if (!traded) {
            traded = true;
            open = ticks;
        }
    }

    void write(ValuesOut out) {
        out.signed(newest);
        out.signed(open);
        out.signed(highest);
        out.signed(lowest);
        out.signed(total);
        out.number(prices);
        out.signed(last);
        out.flag(traded);
        out.list(
                IntStream.range(0, MINUTES).filter(i -> count[i] > 0).boxed().toList(),
                i -> {
                    out.number(i);
                    out.signed(high[i]);
                    out.signed(low[i]);
                    out.signed(close[i]);
                    out.signed(volume[i]);
                    out.signedInt(count[i]);
                });
    }

    static MarketStats read(ValuesIn in) {
        MarketStats stats = new MarketStats();
        stats.newest = in.signed();
        stats.open = in.signed();
        stats.highest = in.signed();
        stats.lowest = in.signed();
        stats.total = in.signed();
        stats.prices = in.number();
        stats.last = in.signed();
        stats.traded = in.flag();
        in.each(() -> {
            int i = index(in.number());
            stats.high[i] = in.signed();
            stats.low[i] = in.signed();
            stats.close[i] = in.signed();
            stats.volume[i] = in.signed();
            stats.count[i] = in.signedInt();
        });
        return stats;
    }

    /// Lets go of what is older than 24 hours.
    void advance(long at) {
        long minute = Math.floorDiv(at, MINUTE_MILLIS);
        boolean extremeGone = false;
        long gone = newest == Long.MIN_VALUE ? 0 : Math.min(minute - newest, MINUTES);
        for (long m = newest - MINUTES + 1; gone > 0; m++, gone--) {
            int i = index(m);
            if (count[i] > 0) {
                extremeGone |= high[i] == highest || low[i] == lowest;
                open = close[i];
                total -= volume[i];
                prices -= count[i];
                volume[i] = 0;
                count[i] = 0;
            }
        }
        newest = Math.max(newest, minute);
        if (extremeGone && prices > 0) {
            findExtremes();
        }
    }

    private void findExtremes() {
        highest = Long.MIN_VALUE;
        lowest = Long.MAX_VALUE;
        for (int i = 0; i < MINUTES; i++) {
            if (count[i] > 0) {
                highest = Math.max(highest, high[i]);
                lowest = Math.min(lowest, low[i]);
            }
        }
    }

    private static int index(long minute) {
        return (int) Math.floorMod(minute, (long) MINUTES);
    }

    /// {@return whether there was a trade ever; without one, only the volume means something}
    boolean traded() {
        return traded;
    }

    long last() {
        return last;
    }

    long open() {
        return open;
    }

    /// {@return the highest price of the window, the last price where nothing traded in it}
    long high() {
        return prices == 0 ? last : highest;
    }

    /// {@return the lowest price of the window, the last price where nothing traded in it}
    long low() {
        return prices == 0 ? last : lowest;
    }

    long volume() {
        return total;
    }

    /// {@return a hash of every minute that counts, and of what was before; costs a walk over all}
    long hash() {
        long hash = Hash.mix(Hash.mix(traded ? 1 : 0, newest), open, last);
        for (int i = 0; i < MINUTES; i++) {
            if (count[i] > 0) {
                hash = Hash.mix(Hash.mix(hash, i, count[i]), high[i], low[i]);
                hash = Hash.mix(hash, close[i], volume[i]);
            }
        }
        return hash;
    }
}
