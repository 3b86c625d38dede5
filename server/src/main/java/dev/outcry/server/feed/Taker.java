package dev.outcry.server.feed;

import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand.TimeInForce;
import dev.outcry.server.floor.Result;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A simulated taker: now and then takes a part of the best simulated order, or what stands before
/// it. For one thread.
final class Taker {
    private static final double MEAN_PAUSE_MILLIS = 2_000;
    private static final long MIN_PAUSE_MILLIS = 400;
    private static final long MAX_PAUSE_MILLIS = 6_000;

    /// How often it does what brings its holding back to none.
    private static final double BACK = 0.6;

    private final Account account;
    private final Depth depth;
    private final Desk desk;
    private final Counters counters;
    private final RandomGenerator random;
    private long held;

    Taker(Account account, Depth depth, Desk desk, Counters counters, RandomGenerator random) {
        this.account = account;
        this.depth = depth;
        this.desk = desk;
        this.counters = counters;
        this.random = random;
    }

    /// Takes once.
    void step(Ladder ladder) throws InterruptedException {
        boolean back = random.nextDouble() < BACK;
        Side side = held > 0 == back ? Side.SELL : Side.BUY;
        Optional<Ladder.Quote> best = ladder.best(side == Side.BUY ? Side.SELL : Side.BUY);
        if (best.isEmpty()) {
            return;
        }
        Ladder.Quote quote = best.get();
        long steps = quote.qtyLots / depth.stepLots();
        long qty = depth.stepLots() * random.nextLong(1, steps + 1);
        long sign = side == Side.BUY ? 1 : -1;
        desk.send(
                account.order(side, quote.priceTicks, qty, TimeInForce.IOC),
                result -> {
                    counters.answered(result);
                    if (result instanceof Result.Ordered ordered) {
                        held += sign * ordered.filledLots();
                    }
                });
        quote.taken();
    }

    /// {@return milliseconds until it takes again}
    long pause() {
        double pause = -MEAN_PAUSE_MILLIS * Math.log1p(-random.nextDouble());
        return Math.clamp((long) pause, MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    }
}
