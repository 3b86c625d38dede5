package dev.outcry.exchange;

/// Receives the levels of a book.
@FunctionalInterface
public interface LevelVisitor {
    /// One level.
    ///
    /// @param priceTicks its price
    /// @param qtyLots what is shown there
    /// @param orders how many orders rest there
    void level(long priceTicks, long qtyLots, int orders);
}
