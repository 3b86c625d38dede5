package dev.outcry.client;

import dev.outcry.protocol.Event;

/// Told the latest prices, on the client's callback thread. What it throws is logged.
@FunctionalInterface
public interface TickerListener extends FollowListener {
    /// A market's prices now; each market's come once at the beginning, and again after every
    /// reconnect. A slow listener gets the latest of each market, not all.
    ///
    /// @param ticker its prices and last 24 hours
    void onTicker(Event.Ticker ticker);
}
