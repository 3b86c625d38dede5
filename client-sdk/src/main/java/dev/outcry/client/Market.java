package dev.outcry.client;

import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Symbol;

/// A market: follow its prices. A handle without state; any thread.
public final class Market {
    private final Outcry outcry;
    private final Symbol symbol;

    Market(Outcry outcry, Symbol symbol) {
        this.outcry = outcry;
        this.symbol = symbol;
    }

    /// {@return its symbol}
    public String symbol() {
        return symbol.name();
    }

    /// Follows its latest prices.
    ///
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followTicker(TickerListener listener) {
        return outcry.follow(Follow.ticker(symbol.name()), Adapters.ticker(listener));
    }

    /// Follows every trade.
    ///
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followTrades(TradeListener listener) {
        return outcry.follow(Follow.trades(symbol.name()), Adapters.trades(listener));
    }

    /// Follows its candles.
    ///
    /// @param interval how long each is
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followCandles(Interval interval, CandleListener listener) {
        return outcry.follow(Follow.candles(symbol.name(), interval), Adapters.candles(listener));
    }
}
