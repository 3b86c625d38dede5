package dev.outcry.server.floor;

import java.math.BigInteger;

/// What somebody holds of one asset, and what it cost in units of USD. What is sold takes its share
/// of the cost with it: the average of what is left stays.
final class Position {
    private long units;
    private long cost;

    /// Takes in or gives away.
    ///
    /// @param by units of the asset; below 0 what goes
    /// @param paid what came cost
    void change(long by, long paid) {
        if (by >= 0) {
            units += by;
            cost += paid;
        } else if (-by >= units) {
            units = 0;
            cost = 0;
        } else {
            cost -= share(-by);
            units += by;
        }
    }

    private long share(long of) {
        return BigInteger.valueOf(cost)
                .multiply(BigInteger.valueOf(of))
                .divide(BigInteger.valueOf(units))
                .longValueExact();
    }

    long cost() {
        return cost;
    }

    long hash() {
        return Hash.mix(units, cost);
    }
}
