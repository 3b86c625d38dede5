package dev.outcry.protocol;

/// A market's symbol.
///
/// @param name `[A-Z0-9]{1,16}(-[A-Z0-9]{1,16})?`
public record Symbol(String name) implements Comparable<Symbol> {
    /// Refuses what isn't a symbol.
    ///
    /// @throws ProtocolException `market.not_found`, for no such market can exist
    public Symbol {
        if (!Ids.isSymbol(name)) {
            throw new ProtocolException(
                    ErrorCode.MARKET_NOT_FOUND,
                    "symbol: symbols are one or two parts of 1 to 16 of A-Z and 0-9, like BTC-USD");
        }
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    /// {@return the bare symbol}
    @Override
    public String toString() {
        return name;
    }
}
