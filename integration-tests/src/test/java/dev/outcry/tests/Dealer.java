package dev.outcry.tests;

import dev.outcry.client.AccountListener;
import dev.outcry.client.Credentials;
import dev.outcry.client.Outcry;
import dev.outcry.client.Trading;
import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Somebody who trades by means of the SDK, with an account folded from what its listener was told.
///
/// One thread trades and waits; the SDK's callback thread folds.
final class Dealer implements AutoCloseable {
    final Outcry outcry;
    final Trading trading;
    private final Account account = new Account();
    private final String id;

    private Dealer(URI server, String name) {
        outcry =
                Outcry.builder(server)
                        .credentials(Credentials.guest(name))
                        .reconnectDelay(Duration.ofMillis(1), Duration.ofMillis(50))
                        .connect();
        trading = outcry.trading();
        trading.follow(account).ready().join();
        id = outcry.user().orElseThrow().id(); // while the line is cut it knows none
    }

    static Dealer join(URI server, String name) {
        return new Dealer(server, name);
    }

    String id() {
        return id;
    }

    /// Waits until the account has no live orders, and holds what it should, at most half a minute.
    void awaitAtRest(Map<String, BigDecimal> held) throws InterruptedException {
        account.await(held);
    }

    /// Waits until the listener was told that an order has ended, at most half a minute.
    OrderInfo awaitEnd(long order) throws InterruptedException {
        return account.awaitEnd(order);
    }

    /// {@return every fill told so far, by trade}
    Map<Long, FillInfo> fills() {
        synchronized (account) {
            Map<Long, FillInfo> fills = new TreeMap<>();
            for (FillInfo fill : account.fills) {
                if (fills.put(fill.trade(), fill) != null) {
                    throw new AssertionError("told twice: " + fill);
                }
            }
            return fills;
        }
    }

    @Override
    public void close() {
        outcry.close();
    }

    private static final class Account implements AccountListener {
        private final Map<Long, OrderInfo> live = new TreeMap<>();
        private final Map<Long, OrderInfo> ended = new HashMap<>();
        private final Map<String, BigDecimal> held = new TreeMap<>();
        private final List<FillInfo> fills = new ArrayList<>();

        synchronized void await(Map<String, BigDecimal> wanted) throws InterruptedException {
            await(() -> live.isEmpty() && held.equals(wanted), () -> held + " " + live.values());
        }

        synchronized OrderInfo awaitEnd(long order) throws InterruptedException {
            await(() -> ended.containsKey(order), () -> "ended: " + ended.keySet());
            return ended.get(order);
        }

        private synchronized void await(BooleanSupplier so, Supplier<String> otherwise)
                throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!so.getAsBoolean()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (millis <= 0) {
                    throw new AssertionError(otherwise.get());
                }
                wait(millis);
            }
        }

        @Override
        public synchronized void onReset(List<OrderInfo> orders, List<BalanceInfo> balances) {
            live.clear();
            held.clear();
            orders.forEach(this::onOrder);
            balances.forEach(this::onBalance);
        }

        @Override
        public synchronized void onOrder(OrderInfo order) {
            if (order.status().live()) {
                live.put(order.order(), order);
            } else {
                live.remove(order.order());
                ended.put(order.order(), order);
            }
            notifyAll();
        }

        @Override
        public synchronized void onFill(FillInfo fill) {
            fills.add(fill);
        }

        @Override
        public synchronized void onBalance(BalanceInfo balance) {
            BigDecimal sum =
                    balance.available().toBigDecimal().add(balance.reserved().toBigDecimal());
            if (sum.signum() == 0) {
                held.remove(balance.asset());
            } else {
                held.put(balance.asset(), sum.stripTrailingZeros());
            }
            notifyAll();
        }
    }
}
