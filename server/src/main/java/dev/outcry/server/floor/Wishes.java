package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.OrderRequest;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Side;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What somebody wants, in amounts as written, made into what the exchange takes.
final class Wishes {
    private final Markets markets;

    Wishes(Markets markets) {
        this.markets = markets;
    }

    /// Checks that the amounts fit the market's steps.
    Result.@Nullable Refused check(OrderSpec spec, TradedMarket market) {
        if (spec.price().isPresent() && market.ticks(spec.price().get()).isEmpty()) {
            return offTick("price", market);
        }
        if (spec.stop().isPresent() && market.ticks(spec.stop().get()).isEmpty()) {
            return offTick("stop", market);
        }
        if (spec.qty().isPresent() && market.lots(spec.qty().get()).isEmpty()) {
            return offLot("qty", market);
        }
        OptionalLong display = spec.display().map(market::lots).orElse(OptionalLong.of(0));
        if (display.isEmpty()) {
            return offLot("display", market);
        }
        long lots = spec.qty().map(market::lots).map(OptionalLong::getAsLong).orElse(0L);
        long shown = display.getAsLong();
        if (lots > 0 && shown > 0 && (shown > lots || lots > shown * Exchange.MAX_SLICES)) {
            return new Result.Refused(
                    ErrorCode.ORDER_BAD_QUANTITY,
                    "display: must be from a " + Exchange.MAX_SLICES + "th of qty to all of it");
        }
        if (spec.quoteQty().isPresent() && units(spec, market).isEmpty()) {
            return new Result.Refused(
                    ErrorCode.ORDER_BAD_QUANTITY,
                    "quoteQty: more digits than " + market.info().quote() + " has, or too large");
        }
        return null;
    }

    static Result.Refused offTick(String field, TradedMarket market) {
        return new Result.Refused(
                ErrorCode.ORDER_BAD_PRICE,
                field + ": must be a multiple of the tick " + market.info().tick());
    }

    static Result.Refused offLot(String field, TradedMarket market) {
        return new Result.Refused(
                ErrorCode.ORDER_BAD_QUANTITY,
                field + ": must be a multiple of the lot " + market.info().lot());
    }

    private OptionalLong units(OrderSpec spec, TradedMarket market) {
        Assets.Asset quote = markets.assets().add(market.info().quote(), Assets.QUOTE_SCALE);
        try {
            return OptionalLong.of(
                    spec.quoteQty().orElse(Decimal.ZERO).withScale(quote.scale()).unscaled());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /// Writes the request of a checked order.
    void write(OrderSpec spec, Trader trader, TradedMarket market, OrderRequest request) {
        long price = spec.price().map(market::ticks).map(OptionalLong::getAsLong).orElse(0L);
        long stop = spec.stop().map(market::ticks).map(OptionalLong::getAsLong).orElse(0L);
        long qty = spec.qty().map(market::lots).map(OptionalLong::getAsLong).orElse(0L);
        request.reset(markets.nextOrder(), trader.account, market.index, side(spec));
        switch (spec.kind()) {
            case LIMIT -> request.limit(price, qty);
            case MARKET -> {
                if (spec.quoteQty().isPresent()) {
                    request.marketFor(units(spec, market).getAsLong());
                } else {
                    request.market(qty);
                }
            }
            case STOP -> request.stop(stop, qty);
            case STOP_LIMIT -> request.stopLimit(stop, price, qty);
        }
        switch (spec.tif()) {
            case GTC -> {} // a market order can't wait, whatever it says
            case IOC -> request.tif(dev.outcry.exchange.TimeInForce.IOC);
            case FOK -> request.tif(dev.outcry.exchange.TimeInForce.FOK);
            case DAY -> request.tif(dev.outcry.exchange.TimeInForce.DAY);
            case GTD -> request.goodTill(spec.expiresAt().orElse(0));
        }
        request.selfTrade(
                switch (spec.selfTrade()) {
                    case CANCEL_NEWEST -> dev.outcry.exchange.SelfTrade.CANCEL_NEWEST;
                    case CANCEL_OLDEST -> dev.outcry.exchange.SelfTrade.CANCEL_OLDEST;
                    case CANCEL_BOTH -> dev.outcry.exchange.SelfTrade.CANCEL_BOTH;
                    case DECREMENT -> dev.outcry.exchange.SelfTrade.DECREMENT;
                });
        if (spec.postOnly()) {
            request.postOnly();
        }
        spec.display().map(market::lots).ifPresent(lots -> request.display(lots.getAsLong()));
    }

    private static dev.outcry.exchange.Side side(OrderSpec spec) {
        return spec.side() == Side.BUY
                ? dev.outcry.exchange.Side.BUY
                : dev.outcry.exchange.Side.SELL;
    }
}
