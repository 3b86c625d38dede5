package dev.outcry.server.floor;

import java.math.BigInteger;
import java.util.function.LongUnaryOperator;

/// What somebody holds of one asset, and what it cost in units of USD. What is sold takes its share
/// of the cost with it: the average of what is left stays.
final class Position {
    private long units;
    private long cost;
    private long unvalued; // put in while nobody knew what it was worth

    void write(ValuesOut out) {
        out.signed(units);
        out.signed(cost);
        out.signed(unvalued);
    }

    static Position read(ValuesIn in) {
        Position position = new Position();
        position.units = in.signed();
        position.cost = in.signed();
        position.unvalued = in.signed();
        return position;
    }

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

    /// Takes in what was put in, and nobody knows what it is worth.
    void put(long by) {
        units += by;
        unvalued += by;
    }

    /// Values what nobody could value before, now that it has a price.
    ///
    /// @return its value, in units of USD
    long value(LongUnaryOperator worth) {
        long value = unvalued == 0 ? 0 : worth.applyAsLong(Math.min(unvalued, units));
        cost += value;
        unvalued = 0;
        return value;
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
        return Hash.mix(units, cost, unvalued);
    }
}
