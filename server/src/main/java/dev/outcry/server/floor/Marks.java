package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Symbol;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/// What assets are worth in USD, at the last trade of their market with it.
final class Marks {
    static final Decimal ONE = new Decimal(1, 0);

    private final Map<Symbol, TradedMarket> markets;

    /// @param markets all there are, looked up when asked
    Marks(Map<Symbol, TradedMarket> markets) {
        this.markets = markets;
    }

    Optional<TradedMarket> market(Assets.Asset asset) {
        return Optional.ofNullable(
                markets.get(new Symbol(asset.name() + "-" + Traders.PAPER_ASSET)));
    }

    /// {@return what one is worth; empty where nobody knows}
    Optional<Decimal> price(Assets.Asset asset) {
        return asset.name().equals(Traders.PAPER_ASSET)
                ? Optional.of(ONE)
                : market(asset).flatMap(TradedMarket::last);
    }

    /// {@return what an amount is worth in units of USD, rounded down; 0 where nobody knows}
    long worth(Assets.Asset asset, long units) {
        return price(asset).map(price -> worth(asset, units, price)).orElse(0L);
    }

    private static long worth(Assets.Asset asset, long units, Decimal price) {
        BigInteger value =
                BigInteger.valueOf(units)
                        .multiply(BigInteger.valueOf(price.unscaled()))
                        .multiply(BigInteger.TEN.pow(Assets.QUOTE_SCALE))
                        .divide(BigInteger.TEN.pow(asset.scale() + price.scale()));
        return value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE;
    }
}
