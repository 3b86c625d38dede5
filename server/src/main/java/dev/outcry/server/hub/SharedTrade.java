package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/// A trade, and the candles as they are just after it. Thread-safe.
final class SharedTrade extends Shared {
    private static final int INTERVALS = Interval.values().length;

    private final Event.Trade trade;
    private final AtomicReferenceArray<Shared> candles = new AtomicReferenceArray<>(INTERVALS);

    SharedTrade(Event.Trade trade) {
        super(trade);
        this.trade = trade;
    }

    Event.Trade trade() {
        return trade;
    }

    /// The candle event that this trade makes; every lane gets the same one.
    ///
    /// @param interval of the candle
    /// @param folded makes it from the lane's own state, the same on each lane
    Shared candle(Interval interval, Supplier<Event.Candle> folded) {
        Shared made = candles.get(interval.ordinal());
        if (made == null) {
            candles.compareAndSet(interval.ordinal(), null, new Shared(folded.get()));
            made = candles.get(interval.ordinal());
        }
        return made;
    }
}
