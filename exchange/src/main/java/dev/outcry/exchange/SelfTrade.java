package dev.outcry.exchange;

/// What happens when an order would trade with one of its own account. The taker's mode counts.
public enum SelfTrade {
    /// What is left of the incoming order is canceled.
    CANCEL_NEWEST(0),
    /// The resting order is canceled and the incoming one goes on.
    CANCEL_OLDEST(1),
    /// Both are canceled.
    CANCEL_BOTH(2),
    /// Both lose the smaller of the two open quantities, without a trade; the one left with nothing
    /// is canceled, of the other [ExchangeListener#amended] tells.
    DECREMENT(3);

    /// Stands for it in snapshots and in the state hash, for ever.
    final int code;

    SelfTrade(int code) {
        this.code = code;
    }

    static SelfTrade of(int code) {
        return values()[code];
    }
}
