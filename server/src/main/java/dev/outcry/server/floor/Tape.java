package dev.outcry.server.floor;

import dev.outcry.exchange.CancelReason;
import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.ExchangeListener;
import dev.outcry.exchange.Outcome;
import dev.outcry.exchange.Side;
import dev.outcry.protocol.OrderInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Turns what the exchange tells during one command into effects: trades as they come, then one
/// book delta and one ticker for each market that changed.
final class Tape implements ExchangeListener {
    final List<TradedMarket> markets = new ArrayList<>(); // by the exchange's number
    private final Supplier<Traders> traders;
    private final Set<Traders.Balance> balances = new LinkedHashSet<>();

    /// What the command's own order traded, and what of it rests.
    long filled;

    long rested;
    private long own;
    private final Set<TradedMarket> touched = new LinkedHashSet<>();
    private Floor.@Nullable Context context;

    /// @param traders whose orders they are; asked during commands alone
    Tape(Supplier<Traders> traders) {
        this.traders = traders;
    }

    void begin(Floor.Context now) {
        context = now;
        filled = 0;
        rested = 0;
        own = 0;
    }

    void flush(Exchange exchange) {
        touched.forEach(market -> market.flush(context(), exchange));
        touched.clear();
        traders.get().flush(context(), balances);
        balances.clear();
    }

    /// Forgets what was told outside of flushes: paper money, of which its owner knows already.
    void forget() {
        balances.clear();
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
        traders.get().accepted(order);
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
        boolean first = !where.traded();
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
        Traders told = traders.get();
        if (first) {
            told.priced(where);
        }
        told.traded(context(), trade, maker, priceTicks, qtyLots, makerRemaining, makerFee, true);
        told.traded(context(), trade, taker, priceTicks, qtyLots, takerRemaining, takerFee, false);
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
    public void triggered(long order, int account, int market) {
        traders.get().triggered(context(), order);
    }

    @Override
    public void canceled(
            long order, int account, int market, long remainingLots, CancelReason reason) {
        traders.get().canceled(context(), order, reason);
    }

    @Override
    public void expired(long order, int account, int market, long remainingLots) {
        traders.get().ended(context(), order, OrderInfo.Status.EXPIRED, Optional.empty());
    }

    @Override
    public void rejected(long order, int account, int market, Outcome reason) {
        traders.get()
                .ended(
                        context(),
                        order,
                        OrderInfo.Status.REJECTED,
                        Optional.of(Refusals.of(reason).code().wire()));
    }

    @Override
    public void amended(
            long order,
            int account,
            int market,
            long priceTicks,
            long qtyLots,
            long remainingLots) {
        traders.get().amended(context(), order, priceTicks, qtyLots, remainingLots);
    }

    @Override
    public void balanceChanged(int account, int asset, long available, long reserved) {
        balances.add(new Traders.Balance(account, asset));
    }
}
