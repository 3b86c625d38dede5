package dev.outcry.client;

import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.Optional;

/// Which of one's orders. Immutable: each option makes a new one.
///
/// @param symbol only of this market
/// @param side only of this side
public record OrderScope(Optional<Symbol> symbol, Optional<Side> side) {
    /// {@return every order, waiting stops included}
    public static OrderScope all() {
        return new OrderScope(Optional.empty(), Optional.empty());
    }

    /// Leaves other markets' out.
    ///
    /// @param name such as `BTC-USD`
    /// @return a copy with it
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public OrderScope in(String name) {
        return new OrderScope(
                Optional.of(OutcryException.translating(() -> new Symbol(name))), side);
    }

    /// Leaves the other side's out.
    ///
    /// @param only buys or sells
    /// @return a copy with it
    public OrderScope side(Side only) {
        return new OrderScope(symbol, Optional.of(only));
    }
}
