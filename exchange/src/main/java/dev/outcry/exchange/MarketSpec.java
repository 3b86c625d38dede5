package dev.outcry.exchange;

/// The terms of a market.
///
/// One tick is `tick × 10^-tickScale` of the quote asset for one whole base asset; one lot is `lot
/// × 10^-lotScale` of the base asset.
///
/// @param base the asset traded
/// @param quote the asset paid with
/// @param tick the smallest step of a price, unscaled
/// @param tickScale decimals of `tick`
/// @param lot the smallest step of a quantity, unscaled
/// @param lotScale decimals of `lot`
/// @param minLots the least quantity of an order, in lots
/// @param maxLots the largest quantity of an order, in lots
/// @param bandBps how far from the last trade an order may buy above or sell below, in basis
///   points; 0 for any distance
/// @param makerFeeBps fee of the resting order, in basis points of the trade's value
/// @param takerFeeBps fee of the incoming order, in basis points of the trade's value
public record MarketSpec(
        int base,
        int quote,
        long tick,
        int tickScale,
        long lot,
        int lotScale,
        long minLots,
        long maxLots,
        int bandBps,
        int makerFeeBps,
        int takerFeeBps) {

    /// Refuses terms that make no market.
    ///
    /// @throws IllegalArgumentException if base and quote are one asset, or a number is out of
    ///   range
    public MarketSpec {
        require(base >= 0 && quote >= 0 && base != quote, "base and quote are two assets");
        require(tick > 0 && lot > 0, "tick and lot are above 0");
        require(tickScale >= 0 && tickScale <= 18, "tickScale is 0 to 18");
        require(lotScale >= 0 && lotScale <= 18, "lotScale is 0 to 18");
        require(minLots > 0 && minLots <= maxLots, "minLots is 1 to maxLots");
        require(maxLots <= Exchange.MAX_LOTS, "maxLots is at most 10^15");
        require(bandBps >= 0 && bandBps <= 10_000, "bandBps is 0 to 10,000");
        require(makerFeeBps >= 0 && makerFeeBps <= 10_000, "makerFeeBps is 0 to 10,000");
        require(takerFeeBps >= 0 && takerFeeBps <= 10_000, "takerFeeBps is 0 to 10,000");
    }

    /// A market without band, fees, or limits of its own.
    ///
    /// @param base the asset traded
    /// @param quote the asset paid with
    /// @param tick the smallest step of a price, unscaled
    /// @param tickScale decimals of `tick`
    /// @param lot the smallest step of a quantity, unscaled
    /// @param lotScale decimals of `lot`
    /// @return the terms
    public static MarketSpec of(
            int base, int quote, long tick, int tickScale, long lot, int lotScale) {
        return new MarketSpec(
                base, quote, tick, tickScale, lot, lotScale, 1, Exchange.MAX_LOTS, 0, 0, 0);
    }

    /// Checks what [Exchange#addMarket] will, where the assets may not be added yet.
    ///
    /// @param baseScale decimals of a unit of the base asset
    /// @param quoteScale decimals of a unit of the quote asset
    /// @throws IllegalArgumentException as there
    /// @throws ArithmeticException as there
    public void check(int baseScale, int quoteScale) {
        new Valuation(this, baseScale, quoteScale);
    }

    /// These terms with other limits of an order's quantity.
    ///
    /// @param min the least quantity, in lots
    /// @param max the largest quantity, in lots
    /// @return the new terms
    public MarketSpec withLots(long min, long max) {
        return new MarketSpec(
                base,
                quote,
                tick,
                tickScale,
                lot,
                lotScale,
                min,
                max,
                bandBps,
                makerFeeBps,
                takerFeeBps);
    }

    /// These terms with another price band.
    ///
    /// @param bps basis points around the last trade; 0 for none
    /// @return the new terms
    public MarketSpec withBand(int bps) {
        return new MarketSpec(
                base,
                quote,
                tick,
                tickScale,
                lot,
                lotScale,
                minLots,
                maxLots,
                bps,
                makerFeeBps,
                takerFeeBps);
    }

    /// These terms with other fees.
    ///
    /// @param makerBps basis points that the resting order pays
    /// @param takerBps basis points that the incoming order pays
    /// @return the new terms
    public MarketSpec withFees(int makerBps, int takerBps) {
        return new MarketSpec(
                base, quote, tick, tickScale, lot, lotScale, minLots, maxLots, bandBps, makerBps,
                takerBps);
    }

    /// {@return whether these terms differ from `other` in nothing that open orders were priced by}
    ///
    /// @param other the terms to compare with
    boolean sameUnits(MarketSpec other) {
        return base == other.base
                && quote == other.quote
                && tick == other.tick
                && tickScale == other.tickScale
                && lot == other.lot
                && lotScale == other.lotScale;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
