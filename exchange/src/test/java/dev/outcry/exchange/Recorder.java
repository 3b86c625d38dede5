package dev.outcry.exchange;

import java.util.ArrayList;
import java.util.List;

/// Writes down what it is told, one line an event, so that tests compare lines.
class Recorder implements ExchangeListener {
    final List<String> lines = new ArrayList<>();
    final List<String> balances = new ArrayList<>();
    final List<String> levels = new ArrayList<>();

    Recorder clear() {
        lines.clear();
        balances.clear();
        levels.clear();
        return this;
    }

    @Override
    public void accepted(
            long order, int account, int market, Side side, long priceTicks, long qtyLots) {
        add("accepted", order, account, market, side, priceTicks, qtyLots);
    }

    @Override
    public void triggered(long order, int account, int market) {
        add("triggered", order, account, market);
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
        add("traded", trade, market, takerSide, priceTicks, qtyLots);
        add("- maker", maker, makerAccount, makerRemaining, makerFee);
        add("- taker", taker, takerAccount, takerRemaining, takerFee);
        trade(taker, priceTicks, qtyLots);
    }

    /// For those who care about trades only.
    void trade(long taker, long priceTicks, long qtyLots) {}

    @Override
    public void rested(
            long order, int account, int market, Side side, long priceTicks, long remainingLots) {
        add("rested", order, account, market, side, priceTicks, remainingLots);
    }

    @Override
    public void canceled(
            long order, int account, int market, long remainingLots, CancelReason reason) {
        add("canceled", order, account, market, remainingLots, reason);
    }

    @Override
    public void expired(long order, int account, int market, long remainingLots) {
        add("expired", order, account, market, remainingLots);
    }

    @Override
    public void rejected(long order, int account, int market, Outcome reason) {
        add("rejected", order, account, market, reason);
    }

    @Override
    public void amended(
            long order,
            int account,
            int market,
            long priceTicks,
            long qtyLots,
            long remainingLots) {
        add("amended", order, account, market, priceTicks, qtyLots, remainingLots);
    }

    @Override
    public void balanceChanged(int account, int asset, long available, long reserved) {
        balances.add(account + " " + asset + " " + available + " " + reserved);
    }

    @Override
    public void levelChanged(int market, Side side, long priceTicks, long qtyLots) {
        levels.add(market + " " + side + " " + priceTicks + " " + qtyLots);
    }

    private void add(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(line.isEmpty() ? "" : " ").append(part);
        }
        lines.add(line.toString());
    }
}
