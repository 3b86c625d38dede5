package dev.outcry.exchange;

/// An open order as it was when asked for.
///
/// @param order its id
/// @param account whose
/// @param market where
/// @param side its side
/// @param kind its kind
/// @param tif its time in force
/// @param priceTicks its limit; 0 for a stop without one
/// @param stopTicks its stop price; 0 for none
/// @param qtyLots its quantity, what is filled included
/// @param remainingLots what is left of it
/// @param displayLots size of the parts that it shows; 0 if all of it shows
/// @param expiresAt when it expires, epoch milliseconds; 0 for never
/// @param waiting whether it is a stop that no trade has triggered yet
public record OrderInfo(
        long order,
        int account,
        int market,
        Side side,
        OrderKind kind,
        TimeInForce tif,
        long priceTicks,
        long stopTicks,
        long qtyLots,
        long remainingLots,
        long displayLots,
        long expiresAt,
        boolean waiting) {}
