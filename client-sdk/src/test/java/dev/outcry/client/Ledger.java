package dev.outcry.client;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import java.util.List;
import java.util.stream.Collectors;

/// Writes down what an account's listener is told, one line each.
record Ledger(Recorder recorder) implements AccountListener {
    @Override
    public void onReset(List<OrderInfo> orders, List<BalanceInfo> balances) {
        recorder.add(
                "reset "
                        + orders.stream()
                                .map(order -> Long.toString(order.order()))
                                .collect(Collectors.joining(" "))
                        + balances.stream()
                                .map(balance -> " " + line(balance))
                                .collect(Collectors.joining()));
    }

    @Override
    public void onOrder(OrderInfo order) {
        recorder.add("order " + order.order() + " " + order.status());
    }

    @Override
    public void onFill(FillInfo fill) {
        recorder.add("fill " + fill.trade());
    }

    @Override
    public void onBalance(BalanceInfo balance) {
        recorder.add(line(balance));
    }

    @Override
    public void onEnded(OutcryException cause) {
        recorder.onEnded(cause);
    }

    private static String line(BalanceInfo balance) {
        return balance.asset() + " " + balance.available() + " " + balance.reserved();
    }
}
