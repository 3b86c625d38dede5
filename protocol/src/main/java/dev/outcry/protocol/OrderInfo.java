package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;

/// An order, as its owner sees it.
///
/// @param order its id
/// @param client the owner's own id for it
/// @param symbol which market
/// @param side buy or sell
/// @param kind what sets its price
/// @param tif how long it stays
/// @param status where it is
/// @param price its limit
/// @param stop what triggers it
/// @param qty its total; 0 for a market order by amount
/// @param filled what has traded
/// @param remaining what may still trade
/// @param average price of what has traded
/// @param reason why it ended with something left
/// @param at when it last changed, log time, Unix epoch milliseconds
public record OrderInfo(
        long order,
        Optional<String> client,
        Symbol symbol,
        Side side,
        OrderKind kind,
        TimeInForce tif,
        Status status,
        Optional<Decimal> price,
        Optional<Decimal> stop,
        Decimal qty,
        Decimal filled,
        Decimal remaining,
        Optional<Decimal> average,
        Optional<String> reason,
        long at) {
    /// Where an order is.
    public enum Status {
        /// Rests, or waits for its stop.
        OPEN,
        /// Rests, and has traded.
        PARTIAL,
        /// Its stop was reached.
        TRIGGERED,
        /// All of it has traded.
        FILLED,
        /// Ended with something left.
        CANCELED,
        /// Its time has passed.
        EXPIRED,
        /// A stop that was triggered and then failed.
        REJECTED;

        /// {@return whether it can still trade}
        public boolean live() {
            return this == OPEN || this == PARTIAL || this == TRIGGERED;
        }

        /// {@return its name on the wire}
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
