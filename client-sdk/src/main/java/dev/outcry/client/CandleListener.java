package dev.outcry.client;

import dev.outcry.protocol.Event;
import java.util.List;

/// Told a market's candles, on the client's callback thread. What it throws is logged.
@FunctionalInterface
public interface CandleListener extends FollowListener {
    /// A candle as it stands; the one that runs comes again and again.
    ///
    /// @param candle as it stands
    void onCandle(Event.Candle candle);

    /// The newest candles, replacing all that was known. Comes first, and after every reconnect.
    ///
    /// @param newest oldest first; not told to [#onCandle]
    default void onReset(List<Event.Candle> newest) {}
}
