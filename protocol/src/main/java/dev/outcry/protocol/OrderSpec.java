package dev.outcry.protocol;

import java.util.Optional;
import java.util.OptionalLong;

/// An order as somebody wants it. Amounts are as written; the market decides whether they fit.
///
/// @param symbol which market
/// @param side buy or sell
/// @param kind what sets its price
/// @param qty how much; empty only for a market buy by `quoteQty`
/// @param price limit
/// @param stop what triggers it
/// @param quoteQty what may be paid
/// @param tif how long it stays
/// @param expiresAt Unix epoch milliseconds
/// @param postOnly refused if it would trade at once
/// @param display shown quantity of an iceberg
/// @param selfTrade what happens when it meets one's own
/// @param client the owner's own id
public record OrderSpec(
        Symbol symbol,
        Side side,
        OrderKind kind,
        Optional<Decimal> qty,
        Optional<Decimal> price,
        Optional<Decimal> stop,
        Optional<Decimal> quoteQty,
        TimeInForce tif,
        OptionalLong expiresAt,
        boolean postOnly,
        Optional<Decimal> display,
        SelfTrade selfTrade,
        Optional<String> client) {}
