package dev.outcry.benchmarks;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;

/// The bare order book of exchange-core: no accounts, no money, no events but its own chain.
final class CoreVenue implements Venue {
    private final OrderBookDirectImpl book =
            new OrderBookDirectImpl(
                    CoreSymbolSpecification.builder()
                            .symbolId(1)
                            .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                            .baseScaleK(1)
                            .quoteScaleK(1)
                            .build(),
                    ObjectsPool.createDefaultTestPool(),
                    OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
                    LoggingConfiguration.DEFAULT);
    private final OrderCommand command = new OrderCommand();
    private long traded;

    @Override
    public void place(long order, int account, boolean buy, long price, long qty) {
        submit(order, account, buy, price, qty, OrderType.GTC);
    }

    @Override
    public void take(long order, boolean buy, long price, long qty) {
        submit(order, TAKER, buy, price, qty, OrderType.IOC);
        for (MatcherTradeEvent e = command.matcherEvent; e != null; e = e.nextEvent) {
            if (e.matchedOrderId != 0) {
                traded += e.size;
            }
        }
    }

    @Override
    public void move(long order, int account, long price) {
        name(order, account);
        command.price = price;
        check(book.moveOrder(command));
    }

    @Override
    public void reduce(long order, int account, long qty) {
        name(order, account);
        command.size = qty;
        check(book.reduceOrder(command));
    }

    @Override
    public void cancel(long order, int account) {
        name(order, account);
        check(book.cancelOrder(command));
    }

    @Override
    public int open() {
        return book.getOrdersNum(OrderAction.ASK) + book.getOrdersNum(OrderAction.BID);
    }

    @Override
    public long traded() {
        return traded;
    }

    private void submit(
            long order, int account, boolean buy, long price, long qty, OrderType type) {
        name(order, account);
        command.price = price;
        command.reserveBidPrice = Long.MAX_VALUE; // so that a bid may be moved up
        command.size = qty;
        command.action = buy ? OrderAction.BID : OrderAction.ASK;
        command.orderType = type;
        book.newOrder(command);
    }

    private void name(long order, int account) {
        command.orderId = order;
        command.uid = account;
        command.matcherEvent = null;
    }

    private static void check(CommandResultCode code) {
        if (code != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("refused: " + code);
        }
    }
}
