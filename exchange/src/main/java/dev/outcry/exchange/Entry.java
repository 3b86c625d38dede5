package dev.outcry.exchange;

/// Where orders enter their market: new ones, those amended out of their place, and triggered
/// stops.
final class Entry {
    /// The highest id among the accepted orders.
    long lastOrder;

    private final ExchangeListener listener;
    private final Ledger ledger;
    private final Orders orders;
    private final Resting resting;
    private final Matcher matcher;

    Entry(
            ExchangeListener listener,
            Ledger ledger,
            Orders orders,
            Resting resting,
            Matcher matcher) {
        this.listener = listener;
        this.ledger = ledger;
        this.orders = orders;
        this.resting = resting;
        this.matcher = matcher;
    }

    /// With `place` false it only says what would be answered.
    Outcome submit(OrderRequest request, Market market, Account account, long at, boolean place) {
        if (place && request.order <= lastOrder) {
            throw new IllegalStateException("order id " + request.order + " is not new");
        }
        Outcome outcome = Admission.form(request, market, account, at);
        if (outcome != Outcome.ACCEPTED) {
            return outcome;
        }
        Order order = orders.take(request, account, market);
        order.expiresAt = Admission.expiry(request, at);
        if (!order.manner.waits) {
            outcome = Admission.enter(order, 0);
        }
        if (outcome != Outcome.ACCEPTED || !place) {
            orders.release(order);
            return outcome;
        }
        lastOrder = order.id;
        listener.accepted(order.id, account.id, market.id, order.side(), order.price, order.qty);
        if (!order.manner.waits) {
            trade(order);
        } else if (market.reached(order.side(), order.stop)) {
            market.addTriggered(order);
        } else {
            resting.await(order);
        }
        finish(market);
        return Outcome.ACCEPTED;
    }

    /// Changes an open order. Zero leaves its price or quantity as it is.
    Outcome amend(Order order, long priceTicks, long qtyLots) {
        Market market = order.market();
        long price = priceTicks == 0 ? order.price : priceTicks;
        long qty = qtyLots == 0 ? order.qty : qtyLots;
        boolean newPrice = price != order.price;
        if (newPrice && (!order.manner.priced || price < 0 || price > Exchange.MAX_TICKS)) {
            return Outcome.BAD_PRICE;
        }
        long filled = order.qty - order.remaining;
        if (qty <= filled
                || Admission.badQuantity(qty, order.display, order.display > 0, market.spec)) {
            return Outcome.BAD_QUANTITY;
        }
        if (market.halted) {
            return Outcome.HALTED;
        }
        if (order.waiting) {
            resting.alter(order, price, qty);
        } else if (!newPrice && qty <= order.qty) {
            resting.reduce(order, order.qty - qty);
            ledger.flush();
        } else {
            return move(order, price, qty);
        }
        return Outcome.ACCEPTED;
    }

    /// Lets an order leave its place and enter again, unless it may not.
    private Outcome move(Order order, long price, long qty) {
        long oldPrice = order.price;
        long oldRemaining = order.remaining;
        long remaining = oldRemaining + qty - order.qty;
        order.price = price;
        order.remaining = remaining;
        Outcome outcome = Admission.enter(order, order.reserved);
        order.price = oldPrice;
        order.remaining = oldRemaining;
        if (outcome != Outcome.ACCEPTED) {
            order.limit = oldPrice;
            return outcome;
        }
        resting.leave(order);
        resting.release(order);
        order.remaining = remaining;
        resting.alter(order, price, qty);
        trade(order);
        finish(order.market());
        return Outcome.ACCEPTED;
    }

    /// Trades an admitted order and puts away what is left.
    private void trade(Order order) {
        boolean all = order.budgeted() && order.spend == 0;
        long amount = all ? order.funds.available : order.need;
        order.reserved = amount;
        ledger.reserve(order.funds, amount);
        CancelReason end = matcher.match(order);
        if (order.remaining == 0 && order.spend == 0) {
            resting.release(order);
            orders.close(order);
        } else if (end == CancelReason.IOC && order.manner.rests) {
            resting.rest(order);
        } else {
            resting.cancel(order, order.remaining == 0 ? CancelReason.SPENT : end);
        }
    }

    /// Lets triggered stops enter, one after the other, then tells of the balances.
    private void finish(Market market) {
        for (Order order = market.pollTriggered(); order != null; order = market.pollTriggered()) {
            order.waiting = false;
            listener.triggered(order.id, order.account.id, market.id);
            Outcome outcome = Admission.enter(order, 0);
            if (outcome == Outcome.ACCEPTED) {
                trade(order);
            } else {
                listener.rejected(order.id, order.account.id, market.id, outcome);
                orders.close(order);
            }
        }
        ledger.flush();
    }
}
