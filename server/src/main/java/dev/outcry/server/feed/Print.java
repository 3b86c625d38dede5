package dev.outcry.server.feed;

import dev.outcry.protocol.Side;

/// A trade on a tape.
///
/// @param at tape time, Unix epoch milliseconds
/// @param priceTicks at which price
/// @param qtyLots how much, at least 1
/// @param taker who came to the price
record Print(long at, long priceTicks, long qtyLots, Side taker) {
    Print {
        if (priceTicks < 1 || qtyLots < 1) {
            throw new IllegalArgumentException("a print needs a price and a quantity");
        }
    }
}
