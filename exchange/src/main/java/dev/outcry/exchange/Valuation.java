package dev.outcry.exchange;

/// What ticks and lots of one market are worth in units of its assets. All results are exact or
/// refused.
final class Valuation {
    /// Stands for an amount that is larger than anybody can hold.
    static final long TOO_MUCH = -1;

    private static final int BPS = 10_000;

    private final long numerator;
    private final long denominator;
    private final long mostQuotient;
    private final long lotUnits;

    /// @throws IllegalArgumentException if a lot is no whole number of units, or the terms fit no
    ///   `long`
    Valuation(MarketSpec spec, int baseScale, int quoteScale) {
        lotUnits = units(spec.lot(), spec.lotScale(), baseScale);
        int shift = quoteScale - spec.tickScale() - spec.lotScale();
        long top = Math.multiplyExact(spec.tick(), spec.lot());
        long bottom = 1;
        for (; shift > 0; shift--) {
            top = Math.multiplyExact(top, 10);
        }
        for (; shift < 0; shift++) {
            if (top % 10 == 0) {
                top /= 10;
            } else {
                bottom = Math.multiplyExact(bottom, 10);
            }
        }
        long common = gcd(top, bottom);
        numerator = top / common;
        denominator = bottom / common;
        if (Math.multiplyHigh(numerator, denominator) != 0
                || numerator * denominator < 0
                || denominator > Long.MAX_VALUE / 2) {
            throw new IllegalArgumentException("tick and lot are too far from the assets' scales");
        }
        mostQuotient = Exchange.MAX_AMOUNT / numerator;
    }

    /// {@return units of the base asset in so many lots, or [#TOO_MUCH]}
    long base(long qtyLots) {
        long amount = qtyLots * lotUnits;
        boolean fits = Math.multiplyHigh(qtyLots, lotUnits) == 0 && amount >= 0;
        return fits && amount <= Exchange.MAX_AMOUNT ? amount : TOO_MUCH;
    }

    /// {@return price × quantity in units of the quote asset, rounded down, or [#TOO_MUCH]}
    long value(long priceTicks, long qtyLots) {
        return value(priceTicks, qtyLots, 0);
    }

    /// {@return most that buying the quantity at the price may cost, fee included, or [#TOO_MUCH]}
    long reserve(long priceTicks, long qtyLots, int feeBps) {
        long value = value(priceTicks, qtyLots, denominator - 1);
        return value == TOO_MUCH ? TOO_MUCH : value + fee(value, feeBps);
    }

    /// {@return what buying the quantity at the price costs the taker, or [#TOO_MUCH]}
    long cost(long priceTicks, long qtyLots, int feeBps) {
        long value = value(priceTicks, qtyLots, 0);
        return value == TOO_MUCH ? TOO_MUCH : value + fee(value, feeBps);
    }

    /// {@return the largest quantity up to `most` that costs at most `budget`}
    long affordable(long priceTicks, long most, int feeBps, long budget) {
        if (costsAtMost(priceTicks, most, feeBps, budget)) {
            return most;
        }
        long can = 0;
        long cannot = most;
        while (cannot - can > 1) {
            long middle = (can + cannot) >>> 1;
            if (costsAtMost(priceTicks, middle, feeBps, budget)) {
                can = middle;
            } else {
                cannot = middle;
            }
        }
        return can;
    }

    /// {@return the fee on an amount, rounded up; never more than the amount}
    static long fee(long value, int bps) {
        if (bps == 0) {
            return 0;
        }
        if (value < 1L << 49) {
            return (value * bps + BPS - 1) / BPS;
        }
        long rest = value % BPS * bps;
        return value / BPS * bps + (rest + BPS - 1) / BPS;
    }

    private boolean costsAtMost(long priceTicks, long qtyLots, int feeBps, long budget) {
        long cost = cost(priceTicks, qtyLots, feeBps);
        return cost != TOO_MUCH && cost <= budget;
    }

    /// With `extra` of denominator − 1 the result is rounded up, with 0 down.
    private long value(long priceTicks, long qtyLots, long extra) {
        long high = Math.multiplyHigh(priceTicks, qtyLots);
        long low = priceTicks * qtyLots;
        long quotient;
        long rest;
        if (denominator == 1 && high == 0 && low >= 0) {
            return low > mostQuotient ? TOO_MUCH : low * numerator;
        }
        if (high == 0 && low >= 0) {
            quotient = low / denominator;
            rest = low - quotient * denominator;
        } else if (high < denominator) {
            quotient = divide(high, low);
            rest = low - quotient * denominator;
        } else {
            return TOO_MUCH;
        }
        if (quotient < 0 || quotient > mostQuotient) {
            return TOO_MUCH;
        }
        long part = rest * numerator;
        long partValue = part / denominator;
        if (extra > 0 && partValue * denominator != part) {
            partValue++;
        }
        long value = quotient * numerator + partValue;
        return value > Exchange.MAX_AMOUNT ? TOO_MUCH : value;
    }

    /// 128 bits by the denominator, bit by bit: rare, for products beyond a `long` only.
    private long divide(long high, long low) {
        long rest = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            rest = (rest << 1) | ((low >>> bit) & 1);
            quotient <<= 1;
            if (rest >= denominator) {
                rest -= denominator;
                quotient |= 1;
            }
        }
        return quotient;
    }

    private static long units(long amount, int scale, int assetScale) {
        long units = amount;
        for (int i = scale; i < assetScale; i++) {
            units = Math.multiplyExact(units, 10);
        }
        for (int i = assetScale; i < scale; i++) {
            if (units % 10 != 0) {
                throw new IllegalArgumentException("a lot is finer than its asset");
            }
            units /= 10;
        }
        return units;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
