package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.MarketSpec;
import dev.outcry.exchange.OrderRequest;
import dev.outcry.exchange.Outcome;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Symbol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The markets and accounts: names outside, numbers inside the exchange.
final class Markets {
    /// Half of what can exist: the other half is left for the paper money of new accounts.
    private static final long MOST_DEPOSITED = Exchange.MAX_AMOUNT / 2;

    private final Tape tape;
    private final Exchange exchange;
    private final Assets assets;
    private final Map<Symbol, TradedMarket> markets = new TreeMap<>();
    private final Marks marks = new Marks(markets);
    private final Traders traders;
    private final Portfolios portfolios;
    private final OrderRequest request = new OrderRequest();
    private final Trading trading;
    private long lastOrder;

    Markets() {
        this(Exchange::new, new Disconnects());
    }

    private Markets(Function<Tape, Exchange> made, Disconnects disconnects) {
        tape = new Tape(this::traders);
        exchange = made.apply(tape);
        assets = new Assets(exchange);
        traders = new Traders(exchange, assets, marks);
        portfolios = new Portfolios(traders, assets, marks);
        trading = new Trading(this, exchange, tape, traders, disconnects);
    }

    void write(ValuesOut out) {
        out.bytes(exchange.snapshot());
        trading.write(out);
        assets.write(out);
        out.list(tape.markets, market -> market.write(out));
        traders.write(out);
        out.number(lastOrder);
    }

    static Markets read(ValuesIn in) {
        byte[] snapshot = in.bytes();
        Markets read = new Markets(tape -> Exchange.restore(snapshot, tape), Disconnects.read(in));
        read.assets.read(in);
        in.each(() -> read.add(TradedMarket.read(in, read.markets.size())));
        read.traders.read(in, read::known);
        read.lastOrder = in.number();
        return read;
    }

    private void add(TradedMarket market) {
        markets.put(market.info().symbol(), market);
        tape.markets.add(market);
    }

    private TradedMarket known(Symbol symbol) {
        TradedMarket market = markets.get(symbol);
        if (market == null) {
            throw BytesIn.damaged("an order in no market");
        }
        return market;
    }

    private Traders traders() {
        return traders;
    }

    Trading trading() {
        return trading;
    }

    Inboxes inboxes() {
        return traders.inboxes();
    }

    Portfolios portfolios() {
        return portfolios;
    }

    /// {@return seq of the newest trade of a market; empty if there is no market with a book}
    OptionalLong trades(Symbol symbol) {
        TradedMarket market = markets.get(symbol);
        return market == null || market.info().source() == MarketInfo.Source.QUOTED
                ? OptionalLong.empty()
                : OptionalLong.of(market.tradeSeq());
    }

    /// Gives an account what was a guest's.
    ///
    /// @return whether it could: not where both have traded or were given something
    boolean become(String guest, Person account) {
        if (traders.find(guest) != null && traders.account(account.id()) != null) {
            return false;
        }
        trading.become(guest, account.id());
        traders.become(guest, account);
        return true;
    }

    /// Takes note of another name.
    void named(Person person) {
        traders.named(person);
    }

    /// Cancels all orders of somebody, who is ranked no more.
    void leave(Person by, Floor.Context context) {
        trading.leave(by, context);
    }

    /// Tells one user's `me` as it is, if there is any.
    void describe(String user, EffectSink effects) {
        traders.describe(user, effects);
    }

    @Nullable TradedMarket find(Symbol symbol) {
        return markets.get(symbol);
    }

    /// {@return the id of the next order}
    long nextOrder() {
        return lastOrder + 1;
    }

    /// Takes note that the next order's id was used.
    void ordered() {
        lastOrder++;
    }

    Result list(MarketInfo market, Floor.Context context) {
        if (markets.containsKey(market.symbol())) {
            return new Result.Refused(ErrorCode.MARKET_EXISTS, "symbol: that market exists");
        }
        if (market.base().equals(market.quote())) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "quote: must differ from base");
        }
        try {
            spec(market, 0, 1)
                    .check(
                            assets.scale(market.base(), Assets.BASE_SCALE),
                            assets.scale(market.quote(), Assets.QUOTE_SCALE));
            add(new TradedMarket(market, exchange.addMarket(spec(market)), context));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST,
                    "tick, lot, minQty, band or fee: out of range, or too fine for the assets");
        }
        context.effects().add(new Effect.MarketOpened(market, context.newEpoch(), 0));
        return new Result.Applied();
    }

    private MarketSpec spec(MarketInfo market) {
        int quote = assets.add(market.quote(), Assets.QUOTE_SCALE).index();
        int base = assets.add(market.base(), Assets.BASE_SCALE).index();
        return spec(market, base, quote);
    }

    private static MarketSpec spec(MarketInfo market, int base, int quote) {
        BigDecimal minLots =
                market.minQty().toBigDecimal().divideToIntegralValue(market.lot().toBigDecimal());
        if (minLots.multiply(market.lot().toBigDecimal()).compareTo(market.minQty().toBigDecimal())
                != 0) {
            throw new IllegalArgumentException("minQty is no multiple of the lot");
        }
        return new MarketSpec(
                base,
                quote,
                market.tick().unscaled(),
                market.tick().scale(),
                market.lot().unscaled(),
                market.lot().scale(),
                minLots.longValueExact(),
                Exchange.MAX_LOTS,
                market.bandBps().orElse(0),
                market.makerFeeBps(),
                market.takerFeeBps());
    }

    /// Changes a market's fees, band or status.
    Result change(FloorCommand.ChangeMarket change, Floor.Context context) {
        TradedMarket market = markets.get(change.symbol());
        if (market == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        MarketInfo before = market.info();
        MarketInfo now = change.of(before);
        try {
            exchange.changeMarket(market.index, spec(now));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "band or fee: out of range");
        }
        market.change(now);
        context.effects().add(new Effect.MarketChanged(now));
        if (now.halted() != before.halted()) {
            if (now.halted()) {
                exchange.halt(market.index);
            } else {
                exchange.resume(market.index);
            }
            context.effects()
                    .tell(
                            new Event.Halted(
                                    new Channel.Ticker(now.symbol()),
                                    now.symbol(),
                                    now.halted(),
                                    context.at()));
        }
        return new Result.Applied();
    }

    /// Sets the price of a quoted market.
    Result quote(FloorCommand.Quote quote, Floor.Context context) {
        TradedMarket market = markets.get(quote.symbol());
        if (market == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        if (market.info().source() != MarketInfo.Source.QUOTED) {
            return new Result.Refused(
                    ErrorCode.MARKET_QUOTED,
                    "symbol: orders make this market's prices; only a quoted one's are set");
        }
        OptionalLong last = market.ticks(quote.last());
        if (last.isEmpty()
                || quote.bid().map(market::ticks).filter(OptionalLong::isEmpty).isPresent()
                || quote.ask().map(market::ticks).filter(OptionalLong::isEmpty).isPresent()) {
            return new Result.Refused(
                    ErrorCode.ORDER_BAD_PRICE,
                    "bid, ask, last: must be multiples of the tick " + market.info().tick());
        }
        boolean first = market.last().isEmpty();
        market.quote(context, quote, last.getAsLong());
        if (first) {
            traders.priced(market);
        }
        return new Result.Applied();
    }

    Result deposit(FloorCommand.Deposit deposit, Floor.Context context) {
        Assets.Asset asset = assets.find(deposit.asset());
        if (asset == null) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST, "asset: no market trades it; list one first");
        }
        long units;
        try {
            units = deposit.amount().withScale(asset.scale()).unscaled();
        } catch (ArithmeticException e) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST,
                    "amount: too large, or more than " + asset.scale() + " digits after the point");
        }
        if (units <= 0 || units > MOST_DEPOSITED - exchange.supply(asset.index())) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST, "amount: must be above 0, and not more than can exist");
        }
        tape.begin(context);
        int account = account(deposit.user(), context.at());
        if (exchange.deposit(account, asset.index(), units) != Outcome.ACCEPTED) {
            throw new IllegalStateException("there was room for the amount");
        }
        Trader trader = traders.find(deposit.user());
        if (trader != null) {
            traders.deposit(trader, asset, units);
        }
        tape.flush(exchange);
        return new Result.Applied();
    }

    /// {@return an account, made if there is none; a user's, who is known by id alone until it
    /// acts}
    private int account(String user, long at) {
        if (user.indexOf(':') >= 0) {
            return traders.feed(user);
        }
        Trader known = traders.find(user);
        Trader trader = known == null ? traders.of(new Person(user, user, false), at) : known;
        tape.forget();
        return trader.account;
    }

    /// Forgets what the last command was about.
    private void begin(Floor.Context context) {
        tape.begin(context);
        traders.begin(null, Optional.empty());
    }

    Assets assets() {
        return assets;
    }

    Result place(FloorCommand.PlaceOrder order, Floor.Context context) {
        TradedMarket market = markets.get(order.symbol());
        if (market == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        Integer account = traders.account(order.user());
        if (account == null) {
            return Refusals.of(Outcome.INSUFFICIENT_FUNDS); // nobody paid in for it
        }
        begin(context);
        request.reset(
                lastOrder + 1,
                account,
                market.index,
                order.side() == dev.outcry.protocol.Side.BUY
                        ? dev.outcry.exchange.Side.BUY
                        : dev.outcry.exchange.Side.SELL);
        if (order.priceTicks().isPresent()) {
            request.limit(order.priceTicks().getAsLong(), order.qtyLots());
        } else {
            request.market(order.qtyLots());
        }
        request.tif(
                switch (order.tif()) {
                    case GTC -> dev.outcry.exchange.TimeInForce.GTC;
                    case IOC -> dev.outcry.exchange.TimeInForce.IOC;
                });
        Outcome outcome = exchange.submit(request, context.at());
        if (outcome != Outcome.ACCEPTED) {
            return Refusals.of(outcome);
        }
        lastOrder++;
        tape.flush(exchange);
        return new Result.Ordered(lastOrder, tape.filled, tape.rested);
    }

    Result cancel(FloorCommand.CancelOrder cancel, Floor.Context context) {
        Integer account = traders.account(cancel.user());
        if (account == null) {
            return Refusals.of(Outcome.UNKNOWN_ORDER);
        }
        begin(context);
        Outcome outcome = exchange.cancel(cancel.order(), account);
        tape.flush(exchange);
        return outcome == Outcome.ACCEPTED ? new Result.Canceled(1) : Refusals.of(outcome);
    }

    Result cancelAll(FloorCommand.CancelAll cancel, Floor.Context context) {
        int where = Exchange.ALL_MARKETS;
        if (cancel.symbol().isPresent()) {
            TradedMarket market = markets.get(cancel.symbol().get());
            if (market == null) {
                return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
            }
            where = market.index;
        }
        Integer account = traders.account(cancel.user());
        if (account == null) {
            return new Result.Canceled(0);
        }
        begin(context);
        int count = exchange.cancelAll(account, where, true, true);
        tape.flush(exchange);
        return new Result.Canceled(count);
    }

    /// Ends the orders whose time has come.
    void expire(Floor.Context context, long upTo) {
        if (exchange.nextDue() <= upTo) {
            begin(context);
            exchange.expire(upTo);
            tape.flush(exchange);
        }
    }

    long nextDue() {
        return exchange.nextDue();
    }

    /// The last trade price of those of the markets that have traded.
    Map<Symbol, Decimal> prices(List<Symbol> symbols) {
        Map<Symbol, Decimal> prices = new TreeMap<>();
        for (Symbol symbol : symbols) {
            Optional.ofNullable(markets.get(symbol))
                    .flatMap(TradedMarket::last)
                    .ifPresent(price -> prices.put(symbol, price));
        }
        return prices;
    }

    List<Holding> holdings() {
        return traders.holdings();
    }

    /// Gives every market another epoch.
    void renew(Floor.Context context) {
        markets.values().forEach(market -> market.renew(context.newEpoch()));
    }

    void describe(EffectSink effects) {
        markets.values().forEach(market -> market.describe(effects, exchange));
        traders.describe(effects);
    }

    long hash() {
        long hash = exchange.stateHash();
        hash = Hash.mix(Hash.mix(hash, traders.hash(), trading.hash()), assets.hash());
        for (TradedMarket market : markets.values()) {
            hash = Hash.mix(hash, market.hash());
        }
        return hash;
    }
}
