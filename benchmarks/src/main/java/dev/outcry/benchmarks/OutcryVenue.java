package dev.outcry.benchmarks;

import dev.outcry.exchange.AccountKind;
import dev.outcry.exchange.CancelReason;
import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.ExchangeListener;
import dev.outcry.exchange.MarketSpec;
import dev.outcry.exchange.OrderRequest;
import dev.outcry.exchange.Outcome;
import dev.outcry.exchange.Side;
import dev.outcry.exchange.TimeInForce;

/// Our exchange as a whole: accounts, reservations, fees, events and state hash included.
final class OutcryVenue implements Venue, ExchangeListener {
    private static final int MARKET = 0;

    private final Exchange exchange = new Exchange(this);
    private final OrderRequest request = new OrderRequest();
    private long traded;

    /// Takes in every number told, so that none is optimised away.
    private long sum;

    OutcryVenue() {
        int dollars = exchange.addAsset(6);
        int shares = exchange.addAsset(8);
        exchange.addMarket(MarketSpec.of(shares, dollars, 1, 4, 1, 0).withFees(5, 10));
        for (int i = 1; i <= TAKER; i++) {
            int account = exchange.addAccount(AccountKind.FEED);
            exchange.deposit(account, dollars, 1L << 57);
            exchange.deposit(account, shares, 1L << 57);
        }
    }

    @Override
    public void place(long order, int account, boolean buy, long price, long qty) {
        submit(request.reset(order, account, MARKET, side(buy)).limit(price, qty));
    }

    @Override
    public void take(long order, boolean buy, long price, long qty) {
        request.reset(order, TAKER, MARKET, side(buy)).limit(price, qty).tif(TimeInForce.IOC);
        submit(request);
    }

    @Override
    public void move(long order, int account, long price) {
        check(exchange.amend(order, account, price, 0));
    }

    @Override
    public void reduce(long order, int account, long qty) {
        long before = exchange.order(order).orElseThrow().qtyLots();
        check(exchange.amend(order, account, 0, before - qty));
    }

    @Override
    public void cancel(long order, int account) {
        check(exchange.cancel(order, account));
    }

    @Override
    public int open() {
        return exchange.openOrders();
    }

    @Override
    public long traded() {
        return traded;
    }

    /// {@return a sum over all that was told}
    long sum() {
        return sum;
    }

    private void submit(OrderRequest order) {
        check(exchange.submit(order, 0));
    }

    private static void check(Outcome outcome) {
        if (outcome != Outcome.ACCEPTED) {
            throw new IllegalStateException("refused: " + outcome);
        }
    }

    private static Side side(boolean buy) {
        return buy ? Side.BUY : Side.SELL;
    }

    @Override
    public void accepted(
            long order, int account, int market, Side side, long priceTicks, long qtyLots) {
        sum += order + priceTicks + qtyLots;
    }

    @Override
    public void triggered(long order, int account, int market) {
        sum += order;
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
        traded += qtyLots;
        sum += trade + priceTicks + maker + makerRemaining + makerFee + taker + takerFee;
    }

    @Override
    public void rested(
            long order, int account, int market, Side side, long priceTicks, long remainingLots) {
        sum += order + priceTicks + remainingLots;
    }

    @Override
    public void canceled(
            long order, int account, int market, long remainingLots, CancelReason reason) {
        sum += order + remainingLots;
    }

    @Override
    public void expired(long order, int account, int market, long remainingLots) {
        sum += order + remainingLots;
    }

    @Override
    public void rejected(long order, int account, int market, Outcome reason) {
        sum += order;
    }

    @Override
    public void amended(
            long order,
            int account,
            int market,
            long priceTicks,
            long qtyLots,
            long remainingLots) {
        sum += order + priceTicks + remainingLots;
    }

    @Override
    public void balanceChanged(int account, int asset, long available, long reserved) {
        sum += account + available + reserved;
    }

    @Override
    public void levelChanged(int market, Side side, long priceTicks, long qtyLots) {
        sum += priceTicks + qtyLots;
    }
}
