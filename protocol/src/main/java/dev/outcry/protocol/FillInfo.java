package dev.outcry.protocol;

import java.util.Optional;

/// One side of a trade, as its owner sees it.
///
/// @param trade its id
/// @param order the owner's order
/// @param client the owner's own id for that
/// @param symbol which market
/// @param side the owner's
/// @param price the resting order's
/// @param qty how much
/// @param fee what the owner paid for it
/// @param feeAsset in which asset
/// @param maker whether the owner's order rested
/// @param filled of the order, this trade included
/// @param remaining of the order
/// @param at log time, Unix epoch milliseconds
public record FillInfo(
        long trade,
        long order,
        Optional<String> client,
        Symbol symbol,
        Side side,
        Decimal price,
        Decimal qty,
        Decimal fee,
        String feeAsset,
        boolean maker,
        Decimal filled,
        Decimal remaining,
        long at) {}
