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

    /// Follows its price levels, all that the server tells. See [#followBook(Follow,
    /// BookListener)].
    ///
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followBook(BookListener listener) {
        return followBook(Follow.book(symbol.name()), listener);
    }

    /// Follows its price levels, in another way than by default. The book is kept here from the
    /// server's changes. Where one is missing or the checksum disagrees, it is asked for anew: at
    /// once, and then once a second until it is right.
    ///
    /// @param follow this market's book, made by [Follow#book(String)]
    /// @param listener told of them
    /// @return the subscription
    /// @throws IllegalStateException if they are followed already
    public Subscription followBook(Follow follow, BookListener listener) {
        Outcry.requireChannel(follow, Follow.book(symbol.name()));
        return outcry.follow(
                follow, new BookFold(listener, atOnce -> outcry.renew(follow.channel(), atOnce)));
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
