package dev.outcry.client;

import dev.outcry.protocol.Event;
import java.util.List;

/// Told every trade of a market, in order, on the client's callback thread. What it throws is
/// logged, and the next trade comes all the same.
@FunctionalInterface
public interface TradeListener extends FollowListener {
    /// A trade, each once; after a reconnect those missed come first.
    ///
    /// @param trade what was traded
    void onTrade(Event.Trade trade);

    /// The newest trades, replacing all that was known. Comes first, and again when more was missed
    /// than the server can send one by one.
    ///
    /// @param newest oldest first; not told to [#onTrade]
    default void onReset(List<Event.Trade> newest) {}
}
