package dev.outcry.server.hub;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;

/// How a market's prices and quantities are counted and written: prices keep the tick's digits,
/// quantities drop trailing zeros.
///
/// @param priceScale digits of a price after the point
/// @param qtyScale digits of a quantity after the point, at most
record Amounts(int priceScale, int qtyScale) {
    static Amounts of(MarketInfo market) {
        return new Amounts(market.tick().scale(), market.lot().scale());
    }

    Decimal price(long unscaled) {
        return new Decimal(unscaled, priceScale);
    }

    Decimal qty(long unscaled) {
        return new Decimal(unscaled, qtyScale).stripped();
    }

    /// {@return the price at this market's scale}
    long unscaledPrice(Decimal price) {
        return price.withScale(priceScale).unscaled();
    }

    /// {@return the quantity at this market's scale}
    long unscaledQty(Decimal qty) {
        return qty.withScale(qtyScale).unscaled();
    }
}
