package dev.outcry.server.floor;

import dev.outcry.exchange.AccountKind;
import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.MarketSpec;
import dev.outcry.exchange.OrderRequest;
import dev.outcry.exchange.Outcome;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Symbol;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The markets and accounts: names outside, numbers inside the exchange.
final class Markets {
    private static final int QUOTE_SCALE = 6;
    private static final int ASSET_SCALE = 8;

    private final Tape tape = new Tape();
    private final Exchange exchange = new Exchange(tape);
    private final OrderRequest request = new OrderRequest();
    private final Map<Symbol, TradedMarket> markets = new TreeMap<>();
    private final Map<String, Integer> accounts = new HashMap<>(); // looked up, never walked
    private final Map<String, Asset> assets = new HashMap<>(); // looked up, never walked
    private long lastOrder;

    private record Asset(int index, int scale) {}

    Result list(MarketInfo market, Floor.Context context) {
        if (markets.containsKey(market.symbol())) {
            return new Result.Refused(ErrorCode.MARKET_EXISTS, "symbol: that market exists");
        }
        if (market.base().equals(market.quote())) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "quote: must differ from base");
        }
        try {
            TradedMarket listed = new TradedMarket(market, exchange.addMarket(spec(market)));
            markets.put(market.symbol(), listed);
            tape.markets.add(listed);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST,
                    "tick, lot, minQty, band or fee: out of range, or too fine for the assets");
        }
        context.effects().add(new Effect.MarketOpened(market, context.newEpoch()));
        return new Result.Applied();
    }

    private MarketSpec spec(MarketInfo market) {
        int quote = asset(market.quote(), QUOTE_SCALE).index();
        int base = asset(market.base(), ASSET_SCALE).index();
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

    private Asset asset(String name, int scale) {
        return assets.computeIfAbsent(name, n -> new Asset(exchange.addAsset(scale), scale));
    }

    private int account(String user) {
        return accounts.computeIfAbsent(
                user,
                name ->
                        exchange.addAccount(
                                name.indexOf(':') < 0 ? AccountKind.USER : AccountKind.FEED));
    }

    Result deposit(FloorCommand.Deposit deposit, Floor.Context context) {
        Asset asset = assets.get(deposit.asset());
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
        Outcome outcome = exchange.deposit(account(deposit.user()), asset.index(), units);
        return outcome == Outcome.ACCEPTED
                ? new Result.Applied()
                : new Result.Refused(
                        ErrorCode.BAD_REQUEST, "amount: must be above 0, and not more than exists");
    }

    Result place(FloorCommand.PlaceOrder order, Floor.Context context) {
        TradedMarket market = markets.get(order.symbol());
        if (market == null) {
            return new Result.Refused(ErrorCode.MARKET_NOT_FOUND, "symbol: no such market");
        }
        tape.begin(context);
        request.reset(
                lastOrder + 1,
                account(order.user()),
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
            return refused(outcome);
        }
        lastOrder++;
        tape.flush(exchange);
        return new Result.Ordered(lastOrder, tape.filled, tape.rested);
    }

    Result cancel(FloorCommand.CancelOrder cancel, Floor.Context context) {
        Integer account = accounts.get(cancel.user());
        if (account == null) {
            return refused(Outcome.UNKNOWN_ORDER);
        }
        tape.begin(context);
        Outcome outcome = exchange.cancel(cancel.order(), account);
        tape.flush(exchange);
        return outcome == Outcome.ACCEPTED ? new Result.Canceled(1) : refused(outcome);
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
        Integer account = accounts.get(cancel.user());
        if (account == null) {
            return new Result.Canceled(0);
        }
        tape.begin(context);
        int count = exchange.cancelAll(account, where, true, true);
        tape.flush(exchange);
        return new Result.Canceled(count);
    }

    void expire(Floor.Context context) {
        if (exchange.nextDue() <= context.at()) {
            tape.begin(context);
            exchange.expire(context.at());
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

    long hash() {
        long hash = exchange.stateHash();
        for (TradedMarket market : markets.values()) {
            hash = Hash.mix(hash, market.hash());
        }
        return hash;
    }

    private static Result.Refused refused(Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> throw new IllegalStateException("accepted isn't refused");
            case INSUFFICIENT_FUNDS ->
                    new Result.Refused(
                            ErrorCode.ORDER_INSUFFICIENT_FUNDS, "the account holds less than that");
            case WOULD_CROSS ->
                    new Result.Refused(
                            ErrorCode.ORDER_WOULD_CROSS, "postOnly: it would trade at once");
            case UNFILLABLE ->
                    new Result.Refused(
                            ErrorCode.ORDER_UNFILLABLE, "tif: the book can't fill it wholly");
            case BAD_PRICE -> new Result.Refused(ErrorCode.ORDER_BAD_PRICE, "price: out of range");
            case BAD_QUANTITY ->
                    new Result.Refused(
                            ErrorCode.ORDER_BAD_QUANTITY, "qty: outside the market's limits");
            case PRICE_BAND ->
                    new Result.Refused(
                            ErrorCode.ORDER_PRICE_BAND, "price: outside the market's band");
            case HALTED -> new Result.Refused(ErrorCode.MARKET_HALTED, "trading is halted");
            case TOO_MANY_OPEN ->
                    new Result.Refused(
                            ErrorCode.ORDER_LIMIT,
                            "at most " + Exchange.MAX_OPEN + " open orders in a market");
            case BAD_EXPIRY ->
                    new Result.Refused(ErrorCode.BAD_REQUEST, "expiresAt: missing or past");
            case CONTRADICTION ->
                    new Result.Refused(ErrorCode.BAD_REQUEST, "the fields contradict each other");
            case UNKNOWN_ORDER ->
                    new Result.Refused(ErrorCode.ORDER_NOT_FOUND, "order: none open of that id");
        };
    }
}
