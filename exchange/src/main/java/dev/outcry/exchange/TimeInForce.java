package dev.outcry.exchange;

/// How long an order stays.
public enum TimeInForce {
    /// Until canceled.
    GTC(0),
    /// What can't trade at once is canceled.
    IOC(1),
    /// Trades at once and wholly, or is refused.
    FOK(2),
    /// Until the time given.
    GTD(3),
    /// Until the next midnight, UTC.
    DAY(4);

    /// Stands for it in snapshots and in the state hash, for ever.
    final int code;

    TimeInForce(int code) {
        this.code = code;
    }

    static TimeInForce of(int code) {
        return values()[code];
    }

    boolean rests() {
        return this != IOC && this != FOK;
    }
}
