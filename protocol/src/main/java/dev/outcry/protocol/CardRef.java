package dev.outcry.protocol;

/// What somebody wants to show along with a message. The server looks it up and writes the [Card].
public sealed interface CardRef {
    /// One of one's own fills.
    ///
    /// @param trade its id
    record OfFill(long trade) implements CardRef {}

    /// What one holds in a market.
    ///
    /// @param symbol which
    record OfPosition(Symbol symbol) implements CardRef {}
}
