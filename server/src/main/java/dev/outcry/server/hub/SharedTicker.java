package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;

/// A ticker event, and the same for the followers of `ticker:*`. Thread-safe.
final class SharedTicker extends Shared {
    private final Event.Ticker ticker;
    private final Shared ofAll;

    SharedTicker(Event.Ticker ticker) {
        super(ticker);
        this.ticker = ticker;
        this.ofAll =
                new Shared(
                        new Event.Ticker(
                                new Channel.Tickers(),
                                ticker.symbol(),
                                ticker.last(),
                                ticker.bid(),
                                ticker.bidQty(),
                                ticker.ask(),
                                ticker.askQty(),
                                ticker.open24h(),
                                ticker.high24h(),
                                ticker.low24h(),
                                ticker.volume24h(),
                                ticker.change24h(),
                                ticker.at()));
    }

    Event.Ticker ticker() {
        return ticker;
    }

    /// {@return the same, on `ticker:*`}
    Shared ofAll() {
        return ofAll;
    }
}
