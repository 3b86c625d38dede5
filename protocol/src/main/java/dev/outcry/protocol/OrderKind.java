package dev.outcry.protocol;

/// What sets an order's price, and when it enters the book.
public enum OrderKind {
    /// Trades at its price or better.
    LIMIT("limit"),
    /// Trades at what the book offers.
    MARKET("market"),
    /// Waits for a trade at its stop price, then is a market order.
    STOP("stop"),
    /// Waits for a trade at its stop price, then is a limit order.
    STOP_LIMIT("stopLimit");

    private final String wire;

    OrderKind(String wire) {
        this.wire = wire;
    }

    /// {@return its name on the wire}
    @Override
    public String toString() {
        return wire;
    }
}
