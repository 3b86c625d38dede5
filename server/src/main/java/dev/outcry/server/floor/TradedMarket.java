package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One market's public side: its counters, its 24 hours, and what the command at hand has changed.
final class TradedMarket {
    private static final int PERCENT_SCALE = 2;

    final int index;
    private MarketInfo info;
    private String epoch;
    private final Channel ticker;
    private final MarketStats stats;
    private final Map<Long, Long> bids = new LinkedHashMap<>();
    private final Map<Long, Long> asks = new LinkedHashMap<>();
    private long tradeSeq;
    private long bookSeq;
    private long bookPos; // of the newest delta
    private long bookAt;
    private long tickerAt; // of the newest ticker
    private Optional<Decimal> bidQuoted = Optional.empty(); // of a quoted market alone
    private Optional<Decimal> askQuoted = Optional.empty();

    TradedMarket(MarketInfo info, int index, Floor.Context context) {
        this(info, index, context.newEpoch(), new MarketStats());
        bookPos = context.pos();
        bookAt = context.at();
        tickerAt = context.at();
    }

    private TradedMarket(MarketInfo info, int index, String epoch, MarketStats stats) {
        this.info = info;
        this.index = index;
        this.epoch = epoch;
        this.stats = stats;
        this.ticker = new Channel.Ticker(info.symbol());
    }

    void write(ValuesOut out) {
        out.market(info);
        out.text(epoch);
        stats.write(out);
        out.number(tradeSeq);
        out.number(bookSeq);
        out.number(bookPos);
        out.number(bookAt);
        out.number(tickerAt);
        out.optional(bidQuoted, out::decimal);
        out.optional(askQuoted, out::decimal);
    }

    /// {@return seq of the newest trade}
    long tradeSeq() {
        return tradeSeq;
    }

    /// @param index the exchange's number
    static TradedMarket read(ValuesIn in, int index) {
        TradedMarket market = new TradedMarket(in.market(), index, in.text(), MarketStats.read(in));
        market.tradeSeq = in.number();
        market.bookSeq = in.number();
        market.bookPos = in.number();
        market.bookAt = in.number();
        market.tickerAt = in.number();
        market.bidQuoted = in.optional(in::decimal);
        market.askQuoted = in.optional(in::decimal);
        return market;
    }

    MarketInfo info() {
        return info;
    }

    void change(MarketInfo now) {
        info = now;
    }

    void renew(String newEpoch) {
        epoch = newEpoch;
    }

    /// {@return a price in ticks; empty if it is off the tick, or not above 0}
    OptionalLong ticks(Decimal price) {
        return steps(price, info.tick());
    }

    /// {@return a quantity in lots; empty if it is off the lot, or not above 0}
    OptionalLong lots(Decimal qty) {
        return steps(qty, info.lot());
    }

    private static OptionalLong steps(Decimal amount, Decimal step) {
        try {
            long units = amount.withScale(step.scale()).unscaled();
            return units > 0 && units % step.unscaled() == 0
                    ? OptionalLong.of(units / step.unscaled())
                    : OptionalLong.empty();
        } catch (ArithmeticException e) { // finer than the step, or too large
            return OptionalLong.empty();
        }
    }

    /// {@return a price that is on the tick, with as many digits as all prices here}
    Decimal printed(Decimal price) {
        return price.withScale(info.tick().scale());
    }

    Decimal price(long ticks) {
        return new Decimal(ticks * info.tick().unscaled(), info.tick().scale());
    }

    Decimal qty(long lots) {
        return new Decimal(lots * info.lot().unscaled(), info.lot().scale()).stripped();
    }

    /// {@return what a quantity costs at a price, in units of the quote, rounded down}
    long value(long ticks, long lots, int scale) {
        return BigInteger.valueOf(ticks * info.tick().unscaled())
                .multiply(BigInteger.valueOf(lots * info.lot().unscaled()))
                .multiply(BigInteger.TEN.pow(scale))
                .divide(BigInteger.TEN.pow(info.tick().scale() + info.lot().scale()))
                .longValueExact();
    }

    boolean traded() {
        return stats.traded();
    }

    Optional<Decimal> last() {
        return stats.traded() ? Optional.of(price(stats.last())) : Optional.empty();
    }

    void trade(Floor.Context context, long trade, Side taker, long ticks, long lots) {
        stats.trade(context.at(), ticks, lots);
        context.effects()
                .tell(
                        new Event.Trade(
                                info.symbol(),
                                ++tradeSeq,
                                context.pos(),
                                context.at(),
                                trade,
                                price(ticks),
                                qty(lots),
                                taker));
    }

    void level(dev.outcry.exchange.Side side, long ticks, long lots) {
        (side == dev.outcry.exchange.Side.BUY ? bids : asks).put(ticks, lots);
    }

    /// Tells what the command changed, as one delta and one ticker.
    void flush(Floor.Context context, Exchange exchange) {
        if (!bids.isEmpty() || !asks.isEmpty()) {
            List<Event.Change> changes = new ArrayList<>(bids.size() + asks.size());
            bids.forEach((ticks, lots) -> changes.add(change(Side.BUY, ticks, lots)));
            asks.forEach((ticks, lots) -> changes.add(change(Side.SELL, ticks, lots)));
            bids.clear();
            asks.clear();
            bookPos = context.pos();
            bookAt = context.at();
            context.effects()
                    .tell(
                            new Event.BookDelta(
                                    info.symbol(),
                                    ++bookSeq,
                                    context.pos(),
                                    context.at(),
                                    OptionalLong.empty(),
                                    List.copyOf(changes),
                                    0));
        }
        stats.advance(context.at());
        tickerAt = context.at();
        context.effects().tell(ticker(exchange));
    }

    /// Tells a price that a backend has set.
    void quote(Floor.Context context, FloorCommand.Quote quote, long ticks) {
        stats.trade(context.at(), ticks, 0);
        tickerAt = context.at();
        bidQuoted = quote.bid();
        askQuoted = quote.ask();
        context.effects().tell(quotedTicker());
    }

    /// Tells what this market is, as those know who were told everything.
    void describe(EffectSink effects, Exchange exchange) {
        effects.add(new Effect.MarketOpened(info, epoch, tradeSeq));
        if (info.source() == MarketInfo.Source.QUOTED) {
            effects.tell(quotedTicker());
        } else {
            effects.tell(
                    new Event.Book(
                            info.symbol(),
                            bookSeq,
                            bookPos,
                            bookAt,
                            levels(exchange, dev.outcry.exchange.Side.BUY),
                            levels(exchange, dev.outcry.exchange.Side.SELL),
                            0));
            effects.tell(ticker(exchange));
        }
    }

    private List<Event.Level> levels(Exchange exchange, dev.outcry.exchange.Side side) {
        List<Event.Level> levels = new ArrayList<>();
        exchange.levels(
                index,
                side,
                Integer.MAX_VALUE,
                (ticks, lots, orders) -> levels.add(new Event.Level(price(ticks), qty(lots))));
        return List.copyOf(levels);
    }

    private Event.Ticker ticker(Exchange exchange) {
        return ticker(
                best(exchange, dev.outcry.exchange.Side.BUY),
                best(exchange, dev.outcry.exchange.Side.SELL));
    }

    private Event.Ticker quotedTicker() {
        return ticker(
                bidQuoted.map(price -> new Best(price, Optional.empty())),
                askQuoted.map(price -> new Best(price, Optional.empty())));
    }

    private Event.Change change(Side side, long ticks, long lots) {
        return new Event.Change(side, new Event.Level(price(ticks), qty(lots)));
    }

    /// The best of a side.
    private record Best(Decimal price, Optional<Decimal> qty) {}

    private Event.Ticker ticker(Optional<Best> bid, Optional<Best> ask) {
        boolean any = stats.traded();
        return new Event.Ticker(
                ticker,
                info.symbol(),
                last(),
                bid.map(Best::price),
                bid.flatMap(Best::qty),
                ask.map(Best::price),
                ask.flatMap(Best::qty),
                any ? Optional.of(price(stats.open())) : Optional.empty(),
                any ? Optional.of(price(stats.high())) : Optional.empty(),
                any ? Optional.of(price(stats.low())) : Optional.empty(),
                qty(stats.volume()),
                any ? Optional.of(change24h()) : Optional.empty(),
                tickerAt);
    }

    private Optional<Best> best(Exchange exchange, dev.outcry.exchange.Side side) {
        Best[] found = new Best[1];
        exchange.levels(
                index,
                side,
                1,
                (ticks, lots, orders) -> found[0] = new Best(price(ticks), Optional.of(qty(lots))));
        return Optional.ofNullable(found[0]);
    }

    /// In hundredths of a percent, rounded towards zero; what doesn't fit is as large as fits.
    private Decimal change24h() {
        BigInteger hundredths =
                BigInteger.valueOf(stats.last() - stats.open())
                        .multiply(BigInteger.valueOf(10_000))
                        .divide(BigInteger.valueOf(stats.open()));
        return new Decimal(
                hundredths.bitLength() < Long.SIZE ? hundredths.longValue() : Long.MAX_VALUE,
                PERCENT_SCALE);
    }

    long hash() {
        long hash = Hash.mix(Hash.mix(stats.hash(), info.symbol().name()), info.source());
        return Hash.mix(hash, tradeSeq, bookSeq);
    }
}
