package dev.outcry.exchange;

/// Why an order ended with something left of it.
public enum CancelReason {
    /// Its owner, or the caller on its owner's behalf, asked.
    REQUESTED,
    /// The book held nothing more to trade with, and the order may not rest.
    IOC,
    /// The next price lies outside the price band.
    BAND,
    /// The account can't pay for one more lot.
    FUNDS,
    /// It met an order of its own account.
    SELF_TRADE,
    /// Of an order by amount only: the amount is used up but for less than one lot's price. It
    /// counts as filled.
    SPENT
}
