package dev.outcry.protocol;

/// What happens when an order would trade with one of its own user. The taker's counts.
public enum SelfTrade {
    /// What is left of the incoming order is canceled.
    CANCEL_NEWEST("cancelNewest"),
    /// The resting order is canceled.
    CANCEL_OLDEST("cancelOldest"),
    /// Both are canceled.
    CANCEL_BOTH("cancelBoth"),
    /// Both lose the smaller of the two quantities.
    DECREMENT("decrement");

    private final String wire;

    SelfTrade(String wire) {
        this.wire = wire;
    }

    /// {@return its name on the wire}
    @Override
    public String toString() {
        return wire;
    }
}
