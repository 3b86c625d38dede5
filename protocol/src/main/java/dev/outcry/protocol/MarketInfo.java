package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;

/// A market's rules.
///
/// @param symbol its id
/// @param base what is traded
/// @param quote what it is paid with
/// @param tick the smallest step of a price
/// @param lot the smallest step of a quantity
/// @param minQty the smallest order
/// @param bandBps how far from the last trade an order may reach, in basis points; empty for any
/// @param makerFeeBps of the value, in basis points
/// @param takerFeeBps of the value, in basis points
/// @param source where most of its order flow comes from
/// @param halted whether trading is stopped
public record MarketInfo(
        Symbol symbol,
        String base,
        String quote,
        Decimal tick,
        Decimal lot,
        Decimal minQty,
        Optional<Integer> bandBps,
        int makerFeeBps,
        int takerFeeBps,
        Source source,
        boolean halted) {
    /// Where order flow comes from.
    public enum Source {
        /// People and their programs.
        USERS,
        /// Simulated traders.
        SIMULATED,
        /// A recorded tape.
        REPLAY,
        /// A live exchange elsewhere.
        EXTERNAL,
        /// A backend sets the price; there is no book.
        QUOTED;

        /// {@return its name on the wire}
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
