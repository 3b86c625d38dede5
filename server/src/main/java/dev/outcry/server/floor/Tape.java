package dev.outcry.server.floor;

import dev.outcry.exchange.CancelReason;
import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.ExchangeListener;
import dev.outcry.exchange.Outcome;
import dev.outcry.exchange.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what the exchange tells during one command into effects: trades as they come, then one
/// book delta and one ticker for each market that changed.
final class Tape implements ExchangeListener {
    final List<TradedMarket> markets = new ArrayList<>(); // by the exchange's number

    /// What the command's own order traded, and what of it rests.
    long filled;

    long rested;
    private long own;
    private final Set<TradedMarket> touched = new LinkedHashSet<>();
    private Floor.@Nullable Context context;

    void begin(Floor.Context now) {
        context = now;
        filled = 0;
        rested = 0;
        own = 0;
    }

    void flush(Exchange exchange) {
        touched.forEach(market -> market.flush(context(), exchange));
        touched.clear();
    }

    private Floor.Context context() {
        if (context == null) {
            throw new IllegalStateException("the exchange told something outside a command");
        }
        return context;
    }

    @Override
    public void accepted(
            long order, int account, int market, Side side, long priceTicks, long qtyLots) {
        own = order;
    }

    @Override
    public void traded(
            long trade,
            int market,
            Side takerSide,
            long priceTicks,
            long qtyLots,
            long maker,
            int makerAccount,
            long makerRemaining,
            long makerFee,
            long taker,
            int takerAccount,
            long takerRemaining,
            long takerFee) {
        TradedMarket where = markets.get(market);
        touched.add(where);
        where.trade(
                context(),
                trade,
                takerSide == Side.BUY
                        ? dev.outcry.protocol.Side.BUY
                        : dev.outcry.protocol.Side.SELL,
                priceTicks,
                qtyLots);
        if (taker == own) {
            filled += qtyLots;
        }
    }

    @Override
    public void rested(
            long order, int account, int market, Side side, long priceTicks, long remainingLots) {
        if (order == own) {
            rested = remainingLots;
        }
    }

    @Override
    public void levelChanged(int market, Side side, long priceTicks, long qtyLots) {
        TradedMarket where = markets.get(market);
        where.level(side, priceTicks, qtyLots);
        touched.add(where);
    }

    @Override
    public void triggered(long order, int account, int market) {}

    @Override
    public void canceled(
            long order, int account, int market, long remainingLots, CancelReason reason) {}

    @Override
    public void expired(long order, int account, int market, long remainingLots) {}

    @Override
    public void rejected(long order, int account, int market, Outcome reason) {}

    @Override
    public void amended(
            long order,
            int account,
            int market,
            long priceTicks,
            long qtyLots,
            long remainingLots) {}

    @Override
    public void balanceChanged(int account, int asset, long available, long reserved) {}
}
