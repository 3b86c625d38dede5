package dev.outcry.exchange;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/// Balances of the naive exchange, and what things cost, in decimals of any size.
final class NaiveMoney {
    /// `account asset` to what it has, free and held.
    final Map<String, BigInteger> free = new TreeMap<>();

    final Map<String, BigInteger> held = new TreeMap<>();
    private final int[] scales;

    NaiveMoney(int... scales) {
        this.scales = scales;
    }

    NaiveMoney(NaiveMoney other) {
        this(other.scales);
        free.putAll(other.free);
        held.putAll(other.held);
    }

    BigInteger free(int account, int asset) {
        return free.getOrDefault(key(account, asset), BigInteger.ZERO);
    }

    BigInteger held(int account, int asset) {
        return held.getOrDefault(key(account, asset), BigInteger.ZERO);
    }

    void add(int account, int asset, BigInteger amount) {
        free.merge(key(account, asset), amount, BigInteger::add);
    }

    void hold(int account, int asset, BigInteger amount) {
        add(account, asset, amount.negate());
        held.merge(key(account, asset), amount, BigInteger::add);
    }

    BigInteger total(int asset) {
        String suffix = " " + asset;
        BigInteger total = BigInteger.ZERO;
        for (Map<String, BigInteger> map : java.util.List.of(free, held)) {
            for (Map.Entry<String, BigInteger> entry : map.entrySet()) {
                total = entry.getKey().endsWith(suffix) ? total.add(entry.getValue()) : total;
            }
        }
        return total;
    }

    BigInteger value(MarketSpec spec, long price, long qty, RoundingMode rounding) {
        return price(spec, price)
                .multiply(lots(spec, qty))
                .movePointRight(scales[spec.quote()])
                .setScale(0, rounding)
                .toBigIntegerExact();
    }

    BigInteger base(MarketSpec spec, long qty) {
        return lots(spec, qty).movePointRight(scales[spec.base()]).toBigIntegerExact();
    }

    BigInteger fee(BigInteger value, int bps) {
        return new BigDecimal(value.multiply(BigInteger.valueOf(bps)))
                .movePointLeft(4)
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
    }

    BigInteger cost(MarketSpec spec, long price, long qty, int bps) {
        BigInteger value = value(spec, price, qty, RoundingMode.FLOOR);
        return value.add(fee(value, bps));
    }

    BigInteger reserve(MarketSpec spec, long price, long qty, int bps) {
        BigInteger value = value(spec, price, qty, RoundingMode.CEILING);
        return value.add(fee(value, bps));
    }

    private static BigDecimal price(MarketSpec spec, long ticks) {
        return BigDecimal.valueOf(spec.tick(), spec.tickScale())
                .multiply(BigDecimal.valueOf(ticks));
    }

    private static BigDecimal lots(MarketSpec spec, long lots) {
        return BigDecimal.valueOf(spec.lot(), spec.lotScale()).multiply(BigDecimal.valueOf(lots));
    }

    private static String key(int account, int asset) {
        return account + " " + asset;
    }
}
