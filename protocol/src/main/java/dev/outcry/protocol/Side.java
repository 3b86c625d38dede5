package dev.outcry.protocol;

import java.util.Locale;

/// A side of the market.
public enum Side {
    /// Takes from the asks, rests among the bids.
    BUY,
    /// Takes from the bids, rests among the asks.
    SELL;

    /// {@return its name on the wire}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
