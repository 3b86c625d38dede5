package dev.outcry.tests;

import dev.outcry.client.Amendment;
import dev.outcry.client.NewOrder;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.TimeInForce;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Random commands of every kind in one market, around a price of 100.00. For one thread.
final class OrderFlow {
    private final SplittableRandom random;
    private final String symbol;
    private int orders;

    OrderFlow(SplittableRandom random, String symbol) {
        this.random = random;
        this.symbol = symbol;
    }

    CompletableFuture<?> send(Dealer dealer) {
        String anyOrder = name(random.nextInt(orders + 1));
        return switch (random.nextInt(10)) {
            case 0 -> dealer.trading.cancel(anyOrder);
            case 1 -> dealer.trading.amend(Amendment.of(anyOrder).qty(qty()));
            case 2 -> dealer.trading.amend(Amendment.of(anyOrder).price(price()));
            case 3 -> place(dealer, NewOrder.market(symbol, side(), qty()));
            case 4 ->
                    place(
                            dealer,
                            NewOrder.buyFor(symbol, new Decimal(random.nextLong(1, 1 << 27), 6)));
            case 5 -> place(dealer, NewOrder.stop(symbol, side(), qty(), price()));
            case 6 ->
                    place(
                            dealer,
                            NewOrder.limit(symbol, side(), qty(), price())
                                    .tif(TimeInForce.IOC)
                                    .selfTrade(SelfTrade.DECREMENT));
            default ->
                    place(
                            dealer,
                            NewOrder.limit(symbol, side(), qty(), price())
                                    .selfTrade(SelfTrade.CANCEL_OLDEST));
        };
    }

    private CompletableFuture<?> place(Dealer dealer, NewOrder.Builder order) {
        return dealer.trading.place(order.client(name(orders++)).build());
    }

    private static String name(int order) {
        return "order " + order;
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private Decimal price() {
        return new Decimal(10_000 + random.nextInt(-25, 26), 2);
    }

    private Decimal qty() {
        return new Decimal(random.nextLong(1, 100_000), 5);
    }
}
