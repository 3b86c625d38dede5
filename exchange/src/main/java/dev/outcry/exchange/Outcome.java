package dev.outcry.exchange;

/// The answer to a command. All but [#ACCEPTED] mean that nothing changed and nothing was told.
public enum Outcome {
    /// Done; the listener was told.
    ACCEPTED,
    /// The account doesn't hold what the order needs, or nobody could: the amount fits no `long`.
    INSUFFICIENT_FUNDS,
    /// Post-only, but it would trade at once.
    WOULD_CROSS,
    /// Fill-or-kill, but the book can't fill it wholly.
    UNFILLABLE,
    /// A price or stop price is missing, not above 0 or too large.
    BAD_PRICE,
    /// A quantity, shown quantity or amount is not above 0, or outside the market's limits.
    BAD_QUANTITY,
    /// A buy above the price band, or a sell below it.
    PRICE_BAND,
    /// The market is halted.
    HALTED,
    /// The account has [Exchange#MAX_OPEN] open orders in this market.
    TOO_MANY_OPEN,
    /// The time of expiry is missing or has passed.
    BAD_EXPIRY,
    /// The fields contradict each other: a market order that is post-only, for example.
    CONTRADICTION,
    /// No open order of this account has this id.
    UNKNOWN_ORDER
}
