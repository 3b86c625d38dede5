package dev.outcry.server.feed;

import dev.outcry.protocol.Decimal;

/// How a market counts: digits after the point of its tick and of its lot.
///
/// @param price 2 for cents
/// @param qty 0 for whole shares
record Scales(int price, int qty) {
    /// @throws ArithmeticException if the price lies between two ticks
    long ticks(Decimal amount) {
        return amount.withScale(price).unscaled();
    }

    /// @throws ArithmeticException if the quantity isn't a whole number of lots
    long lots(Decimal amount) {
        return amount.withScale(qty).unscaled();
    }
}
