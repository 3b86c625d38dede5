package dev.outcry.exchange;

/// The side of an order or of a book.
public enum Side {
    /// Buys the base asset: the bids.
    BUY(0),
    /// Sells the base asset: the asks.
    SELL(1);

    /// Stands for it in snapshots and in the state hash, for ever.
    final int code;

    Side(int code) {
        this.code = code;
    }

    static Side of(int code) {
        return values()[code];
    }

    /// {@return the side that this one trades with}
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
