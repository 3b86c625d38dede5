package dev.outcry.exchange;

/// Changes an open order's price or quantity.
final class Amendment {
    private Amendment() {}

    /// Zero leaves a price or quantity as it is.
    static Outcome apply(Exchange exchange, Order order, long priceTicks, long qtyLots) {
        long price = priceTicks == 0 ? order.price : priceTicks;
        long qty = qtyLots == 0 ? order.qty : qtyLots;
        long filled = order.qty - order.remaining;
        boolean newPrice = price != order.price;
        if (newPrice && (!order.kind.priced() || price < 0 || price > Exchange.MAX_TICKS)) {
            return Outcome.BAD_PRICE;
        }
        MarketSpec spec = order.market.spec;
        if (qty <= filled || Admission.badQuantity(qty, order.display, order.display > 0, spec)) {
            return Outcome.BAD_QUANTITY;
        }
        if (order.market.halted) {
            return Outcome.HALTED;
        }
        if (order.waiting) {
            exchange.resting.alter(order, price, qty);
            return Outcome.ACCEPTED;
        }
        if (!newPrice && qty <= order.qty) {
            exchange.resting.reduce(order, order.qty - qty);
            return Outcome.ACCEPTED;
        }
        return moved(exchange, order, price, qty);
    }

    /// The order leaves its place and enters again, unless it may not.
    private static Outcome moved(Exchange exchange, Order order, long price, long qty) {
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
        exchange.resting.leave(order);
        exchange.resting.release(order);
        order.remaining = remaining;
        exchange.resting.alter(order, price, qty);
        exchange.trade(order);
        return Outcome.ACCEPTED;
    }
}
