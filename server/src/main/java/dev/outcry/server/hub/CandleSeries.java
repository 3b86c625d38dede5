package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One market's candles of one interval, folded from its trades: the newest 1,000 that had any. For
/// the lane's thread alone.
final class CandleSeries {
    static final int KEPT = 1_000;

    private final Symbol symbol;
    private final Interval interval;
    private final Amounts amounts;
    private final Deque<Bar> bars = new ArrayDeque<>();

    /// A candle that trades have gone into. Prices and quantities are unscaled.
    final class Bar {
        private final long start;
        private final long open;
        private long high;
        private long low;
        private long close;
        private long volume;
        private long trades;
        private boolean closed;
        private @Nullable Shared shared;

        private Bar(long start, long open) {
            this.start = start;
            this.open = open;
            this.high = open;
            this.low = open;
        }

        private Bar(Event.Candle candle) {
            this.start = candle.start();
            this.open = amounts.unscaledPrice(candle.open());
            this.high = amounts.unscaledPrice(candle.high());
            this.low = amounts.unscaledPrice(candle.low());
            this.close = amounts.unscaledPrice(candle.close());
            this.volume = amounts.unscaledQty(candle.volume());
            this.trades = candle.trades();
            this.closed = candle.closed();
        }

        private void add(long price, long quantity) {
            high = Math.max(high, price);
            low = Math.min(low, price);
            close = price;
            volume += quantity;
            trades++;
            shared = null;
        }

        long start() {
            return start;
        }

        /// {@return when its time is over}
        long end() {
            return start + interval.millis();
        }

        boolean closed() {
            return closed;
        }

        /// Its time is over.
        void close() {
            closed = true;
            shared = null;
        }

        /// {@return the candle as it is}
        Event.Candle candle() {
            return CandleSeries.this.candle(start, open, high, low, close, volume, trades, closed);
        }

        /// {@return the event that tells it as it is}
        Shared event() {
            Shared made = shared;
            if (made == null) {
                made = new Shared(candle());
                shared = made;
            }
            return made;
        }

        /// Takes the event that another lane may have made of the same state.
        void event(Shared made) {
            shared = made;
        }
    }

    CandleSeries(MarketInfo market, Interval interval) {
        this.symbol = market.symbol();
        this.interval = interval;
        this.amounts = Amounts.of(market);
    }

    /// {@return the newest bar, if there was any trade}
    @Nullable Bar newest() {
        return bars.peekLast();
    }

    /// {@return whether a trade at this time begins a new bar}
    boolean beginsNew(long at) {
        Bar newest = bars.peekLast();
        return newest == null || at >= newest.end();
    }

    /// Adds a trade. Log time never goes back, so it belongs to the newest bar or a new one.
    ///
    /// @return the bar that it went into
    Bar add(Event.Trade trade) {
        long price = amounts.unscaledPrice(trade.price());
        if (beginsNew(trade.at())) {
            begin(new Bar(interval.startOf(trade.at()), price));
        }
        Bar bar = bars.getLast();
        bar.add(price, amounts.unscaledQty(trade.qty()));
        return bar;
    }

    /// Takes back a candle that had trades, behind all others.
    void restore(Event.Candle candle) {
        begin(new Bar(candle));
    }

    private void begin(Bar bar) {
        bars.addLast(bar);
        if (bars.size() > KEPT) {
            bars.removeFirst();
        }
    }

    /// {@return the bars from a start on, oldest first}
    List<Bar> since(long start) {
        List<Bar> found = new ArrayList<>();
        Iterator<Bar> newestFirst = bars.descendingIterator();
        while (newestFirst.hasNext()) {
            Bar bar = newestFirst.next();
            if (bar.start < start) {
                break;
            }
            found.add(bar);
        }
        return found.reversed();
    }

    /// Reads candles, oldest first, gaps filled.
    ///
    /// @param from the first start, inclusive
    /// @param to the last start, exclusive; none is later than `now`
    /// @param now Unix epoch milliseconds
    /// @return the newest 1,000 at most; none from before the oldest bar
    List<Event.Candle> filled(long from, long to, long now) {
        List<Event.Candle> candles = new ArrayList<>();
        if (bars.isEmpty()) {
            return candles;
        }
        long length = interval.millis();
        long first = interval.startOf(Math.max(from, bars.getFirst().start) + length - 1);
        long end = Math.min(to, Math.max(now, bars.getLast().start) + 1);
        long last = interval.startOf(end - 1);
        long start = Math.max(first, last - (KEPT - 1) * length);
        Bar before = null;
        Iterator<Bar> each = bars.iterator();
        Bar next = each.next();
        while (start <= last) {
            while (next != null && next.start < start) {
                before = next;
                next = each.hasNext() ? each.next() : null;
            }
            if (next != null && next.start == start) {
                candles.add(next.candle());
            } else if (before != null) {
                candles.add(flat(start, before.close, start + length <= now));
            }
            start += length;
        }
        return candles;
    }

    private Event.Candle flat(long start, long price, boolean closed) {
        return candle(start, price, price, price, price, 0, 0, closed);
    }

    private Event.Candle candle(
            long start,
            long open,
            long high,
            long low,
            long close,
            long volume,
            long trades,
            boolean closed) {
        return new Event.Candle(
                symbol,
                interval,
                start,
                amounts.price(open),
                amounts.price(high),
                amounts.price(low),
                amounts.price(close),
                amounts.qty(volume),
                trades,
                closed);
    }
}
