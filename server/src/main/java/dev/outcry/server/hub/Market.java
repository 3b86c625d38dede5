package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One market's channels in one lane. For the lane's thread alone.
final class Market {
    private MarketInfo info;
    private final TickerTopic ticker;
    private final TradesTopic trades;
    private final BookTopic book;
    private final Map<Interval, CandleTopic> candles = new EnumMap<>(Interval.class);

    /// @param trades seq of the newest event of its trades before this lane began
    Market(Lane lane, MarketInfo info, String epoch, long trades) {
        this.info = info;
        this.ticker = new TickerTopic(epoch, untraded(info, lane.logTime()));
        this.trades = new TradesTopic(info.symbol(), epoch, trades);
        this.book = new BookTopic(lane, info, epoch);
        for (Interval interval : Interval.values()) {
            candles.put(interval, new CandleTopic(lane, info, interval, epoch));
        }
    }

    MarketInfo info() {
        return info;
    }

    /// Takes other terms; tick and lot are for ever.
    void change(MarketInfo now) {
        info = now;
    }

    /// {@return whether people trade here; else a backend sets the price}
    boolean hasBook() {
        return info.source() != MarketInfo.Source.QUOTED;
    }

    TickerTopic ticker() {
        return ticker;
    }

    TradesTopic trades() {
        return trades;
    }

    BookTopic book() {
        return book;
    }

    CandleTopic candles(Interval interval) {
        return Objects.requireNonNull(candles.get(interval));
    }

    /// Tells of a trade, and what it does to the candles.
    void tell(SharedTrade trade) {
        trades.tell(trade.trade().seq(), trade);
        candles.values().forEach(topic -> topic.tell(trade));
    }

    /// Ends all subscriptions.
    void close(ErrorCode code) {
        ticker.close(code);
        trades.close(code);
        book.close(code);
        candles.values().forEach(topic -> topic.close(code));
    }

    private static Event.Ticker untraded(MarketInfo info, long at) {
        return new Event.Ticker(
                new Channel.Ticker(info.symbol()),
                info.symbol(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Decimal.ZERO,
                Optional.empty(),
                at);
    }
}
