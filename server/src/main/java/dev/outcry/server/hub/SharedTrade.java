package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/// A trade, and the candles as they are just after it. Thread-safe.
final class SharedTrade extends Shared {
    private final Event.Trade trade;
    private final Map<Interval, Shared> candles = new EnumMap<>(Interval.class); // its own lock

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
        synchronized (candles) {
            return candles.computeIfAbsent(interval, _ -> new Shared(folded.get()));
        }
    }
}
