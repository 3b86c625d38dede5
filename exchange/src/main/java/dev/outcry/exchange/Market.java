package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// One market: its terms, its two book sides, its waiting stops and its last price.
final class Market {
    final int id;
    final Valuation valuation;
    final BookSide bids;
    final BookSide asks;

    /// The stop nearest to the market comes first: the lowest of those that wait for a rise …
    final BookSide buyStops;

    /// … and the highest of those that wait for a fall.
    final BookSide sellStops;

    MarketSpec spec;
    boolean halted;

    /// Price of the last trade, 0 before the first.
    long last;

    private @Nullable Order firstTriggered;
    private @Nullable Order lastTriggered;

    Market(int id, MarketSpec spec, Valuation valuation) {
        this.id = id;
        this.spec = spec;
        this.valuation = valuation;
        bids = new BookSide(this, Side.BUY, spec.quote(), true);
        asks = new BookSide(this, Side.SELL, spec.base(), false);
        buyStops = new BookSide(this, Side.BUY, spec.quote(), false);
        sellStops = new BookSide(this, Side.SELL, spec.base(), true);
    }

    BookSide book(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    BookSide stops(Side side) {
        return side == Side.BUY ? buyStops : sellStops;
    }

    /// {@return the worst price that the band allows}
    long edge(Side side) {
        if (last == 0 || spec.bandBps() == 0) {
            return side == Side.BUY ? Exchange.MAX_TICKS : 1;
        }
        long width = last / 10_000 * spec.bandBps() + last % 10_000 * spec.bandBps() / 10_000;
        return side == Side.BUY
                ? Math.min(last + width, Exchange.MAX_TICKS)
                : Math.max(last - width, 1);
    }

    /// {@return whether an order of this side and limit would meet another at once}
    boolean crosses(Side side, long limit) {
        BookSide opposite = book(side.opposite());
        Level best = opposite.best();
        return best != null && opposite.reaches(best.price, limit);
    }

    /// {@return whether a trade at the last price sets off stops of this price}
    boolean reached(Side side, long stop) {
        return last != 0 && (side == Side.BUY ? last >= stop : last <= stop);
    }

    /// Notes a trade, and moves the stops that it reaches to the triggered ones: nearest price
    /// first, then the oldest.
    void traded(long price) {
        last = price;
        trigger(buyStops);
        trigger(sellStops);
    }

    /// Adds an order to the triggered ones.
    void addTriggered(Order order) {
        Order before = lastTriggered;
        if (before == null) {
            firstTriggered = order;
        } else {
            before.next = order;
        }
        lastTriggered = order;
    }

    /// {@return the next triggered order, none of which is left when a command ends}
    @Nullable Order pollTriggered() {
        Order order = firstTriggered;
        if (order != null) {
            firstTriggered = order.next;
            order.next = null;
            if (firstTriggered == null) {
                lastTriggered = null;
            }
        }
        return order;
    }

    private void trigger(BookSide stops) {
        Level level = stops.best();
        while (level != null && reached(stops.side, level.price)) {
            for (Order order = level.head; order != null; order = level.head) {
                level.unlink(order);
                stops.total -= order.remaining;
                addTriggered(order);
            }
            stops.emptied(level);
            level = stops.best();
        }
    }
}
