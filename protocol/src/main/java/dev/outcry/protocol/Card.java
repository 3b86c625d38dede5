package dev.outcry.protocol;

import java.util.Optional;

/// What the server vouches for in a message: clients can't make one up.
public sealed interface Card {
    /// {@return which market it is about}
    Symbol symbol();

    /// A trade of the author's.
    ///
    /// @param symbol which market
    /// @param side the author's
    /// @param price of one
    /// @param qty how much
    /// @param at when, Unix epoch milliseconds
    record Fill(Symbol symbol, Side side, Decimal price, Decimal qty, long at) implements Card {}

    /// What the author held when the message was said.
    ///
    /// @param symbol which market
    /// @param qty how much of its base
    /// @param average what one had cost, fees included
    /// @param last the last trade's price; empty before the first
    /// @param pnl what it is worth at `last`, less what it had cost; empty without `last`
    record Position(
            Symbol symbol,
            Decimal qty,
            Decimal average,
            Optional<Decimal> last,
            Optional<Decimal> pnl)
            implements Card {}
}
