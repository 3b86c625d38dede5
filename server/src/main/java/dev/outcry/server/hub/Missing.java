package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Symbol;
import java.util.function.Predicate;

/// What is said of channels that can't be found. Stateless.
final class Missing {
    private Missing() {}

    /// @param channel which there isn't
    /// @param listed whether there is a market, perhaps a quoted one
    static Subscribing.Refusal of(Channel channel, Predicate<Symbol> listed) {
        return switch (channel) {
            case Channel.Room _, Channel.Presence _ ->
                    new Subscribing.Refusal(
                            ErrorCode.ROOM_NOT_FOUND, "channel: there is no room for " + channel);
            case Channel.Me _ ->
                    new Subscribing.Refusal(
                            ErrorCode.UNAUTHENTICATED,
                            "channel: me needs a user; authenticate first");
            case Channel.Trades(Symbol symbol) -> of(channel, symbol, listed);
            case Channel.Book(Symbol symbol) -> of(channel, symbol, listed);
            case Channel.Ticker(Symbol symbol) -> of(channel, symbol, listed);
            case Channel.Candles(Symbol symbol, Interval _) -> of(channel, symbol, listed);
            case Channel.Tickers() ->
                    new Subscribing.Refusal(ErrorCode.CHANNEL_UNKNOWN, "channel: " + channel);
        };
    }

    private static Subscribing.Refusal of(
            Channel channel, Symbol symbol, Predicate<Symbol> listed) {
        return listed.test(symbol)
                ? new Subscribing.Refusal(
                        ErrorCode.CHANNEL_UNKNOWN,
                        "channel: " + symbol + " is quoted, so there is no " + channel)
                : new Subscribing.Refusal(
                        ErrorCode.MARKET_NOT_FOUND, "channel: there is no market for " + channel);
    }
}
