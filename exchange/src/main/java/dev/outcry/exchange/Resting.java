package dev.outcry.exchange;

/// Puts orders into their queues and takes them out, with what they reserve and what is told of it.
final class Resting {
    private final ExchangeListener listener;
    private final Ledger ledger;
    private final Orders orders;

    Resting(ExchangeListener listener, Ledger ledger, Orders orders) {
        this.listener = listener;
        this.ledger = ledger;
        this.orders = orders;
    }

    /// Puts what is left of an admitted order last in the queue of its price.
    void rest(Order order) {
        Market market = order.market();
        Level level = join(order, order.book, order.price);
        listener.rested(
                order.id, order.account.id, market.id, order.side(), order.price, order.remaining);
        tell(order.market(), order.side(), level);
    }

    /// Puts a stop among those that wait.
    void await(Order order) {
        order.waiting = true;
        join(order, order.market().stops(order.side()), order.stop);
    }

    /// Takes an order out of its queue, and tells of the level if it was in the book.
    void leave(Order order) {
        Level level = queue(order);
        BookSide side = level.side;
        level.unlink(order);
        side.total -= order.remaining;
        if (!order.waiting) {
            tell(order.market(), order.side(), level);
        }
        if (level.head == null) {
            side.emptied(level);
        }
    }

    /// Gives back what an order still reserves.
    void release(Order order) {
        if (order.reserved != 0) {
            ledger.reserve(order.funds, -order.reserved);
            order.reserved = 0;
        }
    }

    /// Ends an order that is in no queue with what is left of it.
    void cancel(Order order, CancelReason reason) {
        release(order);
        listener.canceled(
                order.id, order.account.id, order.market().id, order.remainingTold(), reason);
        orders.close(order);
    }

    /// Takes lots off an order that keeps its place in the book, and tells of the level.
    void reduce(Order order, long lots) {
        Level level = queue(order);
        long before = level.shown;
        cut(order, lots);
        if (level.shown != before) {
            tell(order.market(), order.side(), level);
        }
    }

    /// Takes lots off an order that keeps its place in the book; hidden quantity goes first.
    void cut(Order order, long lots) {
        long shown = Math.min(order.shown, order.remaining - lots);
        queue(order).shown -= order.shown - shown;
        order.shown = shown;
        order.book.total -= lots;
        shrink(order, lots);
    }

    /// Takes lots and what they reserve off an order, and tells of it.
    void shrink(Order order, long lots) {
        order.remaining -= lots;
        if (!order.budgeted()) {
            long reserve = Admission.reserve(order);
            ledger.reserve(order.funds, reserve - order.reserved);
            order.reserved = reserve;
        }
        order.qty -= lots;
        changed(order);
    }

    /// Sets price and quantity of an order that waits, or is between two queues.
    void alter(Order order, long price, long qty) {
        if (order.waiting) {
            long more = qty - order.qty;
            order.remaining += more;
            order.market().stops(order.side()).total += more;
        }
        order.price = price;
        order.qty = qty;
        changed(order);
    }

    private void changed(Order order) {
        if (order.open) {
            orders.changed(order);
        }
        listener.amended(
                order.id,
                order.account.id,
                order.market().id,
                order.price,
                order.qty,
                order.remaining);
    }

    private Level join(Order order, BookSide side, long price) {
        order.shown = order.waiting ? 0 : order.slice();
        order.rank = orders.nextRank++;
        Level level = side.at(price);
        level.append(order);
        side.total += order.remaining;
        if (order.open) {
            orders.changed(order);
        } else {
            orders.open(order);
        }
        return level;
    }

    private static Level queue(Order order) {
        Level level = order.level;
        if (level == null) {
            throw new IllegalStateException("order " + order.id + " is in no queue");
        }
        return level;
    }

    private void tell(Market market, Side side, Level level) {
        listener.levelChanged(market.id, side, level.price, level.shown);
    }
}
