package dev.outcry.server.feed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A random walk between recorded minutes: within each it stays between low and high and is pulled
/// to the close, and trades the minute's volume.
///
/// @param minutes begins the recording anew
/// @param seed of all loops; each walks its own way
record WalkTape(Supplier<Stream<Bar>> minutes, long seed) implements Tape {
    private static final int PRINTS_A_MINUTE = 24;
    private static final long MINUTE = 60_000;

    /// How wide a step is, as a part of the minute's range.
    private static final double STEP = 0.15;

    @Override
    public Iterator<Print> play(long loop) {
        RandomGenerator random = new SplittableRandom(seed + loop);
        TickRule rule = new TickRule();
        return minutes.get().flatMap(bar -> walk(bar, random, rule).stream()).iterator();
    }

    private static List<Print> walk(Bar bar, RandomGenerator random, TickRule rule) {
        int count = (int) Math.min(PRINTS_A_MINUTE, bar.volume());
        long[] instants = random.longs(count, 0, MINUTE).sorted().toArray();
        double[] weights = random.doubles(count).map(d -> 0.05 - Math.log1p(-d)).toArray();
        double weight = Arrays.stream(weights).sum();
        List<Print> prints = new ArrayList<>(count);
        long left = bar.volume();
        double price = bar.open();
        for (int i = 0; i < count; i++) {
            int after = count - 1 - i;
            double step = random.nextGaussian() * STEP * (bar.high() - bar.low());
            price += (bar.close() - price) / (after + 1.0) + (after == 0 ? 0 : step);
            price = Math.clamp(price, (double) bar.low(), (double) bar.high());
            long share = Math.max(1, (long) (bar.volume() * (weights[i] / weight)));
            long qty = after == 0 ? left : Math.min(share, left - after);
            left -= qty;
            long ticks = Math.round(price);
            prints.add(new Print(bar.at() + instants[i], ticks, qty, rule.sideAt(ticks)));
        }
        return prints;
    }
}
