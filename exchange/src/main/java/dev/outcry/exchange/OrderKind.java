package dev.outcry.exchange;

/// What sets an order's price, and when it enters the book.
public enum OrderKind {
    /// Trades at its price or better; what is left may rest.
    LIMIT(0),
    /// Trades at what the book offers, within the price band; never rests.
    MARKET(1),
    /// Waits for a trade at or beyond its stop price, then is a market order.
    STOP(2),
    /// Waits for a trade at or beyond its stop price, then is a limit order.
    STOP_LIMIT(3);

    /// Stands for it in snapshots and in the state hash, for ever.
    final int code;

    OrderKind(int code) {
        this.code = code;
    }

    static OrderKind of(int code) {
        return values()[code];
    }

    boolean priced() {
        return this == LIMIT || this == STOP_LIMIT;
    }

    boolean waits() {
        return this == STOP || this == STOP_LIMIT;
    }
}
