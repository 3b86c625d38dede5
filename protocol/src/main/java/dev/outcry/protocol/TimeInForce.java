package dev.outcry.protocol;

import java.util.Locale;

/// How long an order stays.
public enum TimeInForce {
    /// Until canceled.
    GTC,
    /// What can't trade at once is canceled.
    IOC,
    /// Trades at once and wholly, or is refused.
    FOK,
    /// Until the time given.
    GTD,
    /// Until the next midnight, UTC.
    DAY;

    /// {@return its name on the wire}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
