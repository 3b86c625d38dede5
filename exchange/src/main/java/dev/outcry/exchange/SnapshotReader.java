package dev.outcry.exchange;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads what [SnapshotWriter] wrote.
final class SnapshotReader {
    private final ByteBuffer in;

    SnapshotReader(byte[] snapshot) {
        in = ByteBuffer.wrap(snapshot);
    }

    /// Fills an empty exchange.
    Exchange read(Exchange exchange) {
        try {
            fill(exchange);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException("the snapshot is damaged", e);
        }
        return exchange;
    }

    private void fill(Exchange exchange) {
        if (in.getInt() != SnapshotWriter.MAGIC) {
            throw new IllegalArgumentException("no snapshot of an exchange, or of another version");
        }
        int assets = in.getInt();
        for (int i = 0; i < assets; i++) {
            exchange.addAsset(in.getInt());
            exchange.assets.get(i).supply = in.getLong();
        }
        int accounts = in.getInt();
        for (int i = 0; i < accounts; i++) {
            account(exchange, i, assets);
        }
        int markets = in.getInt();
        for (int i = 0; i < markets; i++) {
            market(exchange);
        }
        exchange.entry.lastOrder = in.getLong();
        exchange.matcher.lastTrade = in.getLong();
        exchange.orders.nextRank = in.getLong();
        int count = in.getInt();
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            orders.add(order(exchange));
        }
        queue(orders);
        if (in.getLong() != exchange.stateHash() || in.hasRemaining()) {
            throw damaged();
        }
    }

    private void account(Exchange exchange, int id, int assets) {
        AccountKind kind = AccountKind.of(in.getInt());
        if (id != Exchange.HOUSE) {
            exchange.addAccount(kind);
        } else if (kind != AccountKind.HOUSE) {
            throw damaged();
        }
        Account account = exchange.accounts.get(id);
        for (int asset = 0; asset < assets; asset++) {
            exchange.ledger.restore(account.balance(asset), in.getLong(), in.getLong());
        }
    }

    private void market(Exchange exchange) {
        MarketSpec spec =
                new MarketSpec(
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getLong(),
                        in.getInt(),
                        in.getInt(),
                        in.getInt());
        Market market = exchange.markets.get(exchange.addMarket(spec));
        market.halted = flag();
        market.last = in.getLong();
    }

    private Order order(Exchange exchange) {
        long id = in.getLong();
        Account account = exchange.accounts.get(in.getInt());
        Market market = exchange.markets.get(in.getInt());
        Order order = exchange.orders.pool.take(account, market.book(Side.of(in.getInt())));
        order.id = id;
        order.manner =
                Manner.of(
                        OrderKind.of(in.getInt()),
                        TimeInForce.of(in.getInt()),
                        SelfTrade.of(in.getInt()),
                        flag());
        order.waiting = flag();
        order.price = in.getLong();
        order.limit = order.price;
        order.stop = in.getLong();
        order.qty = in.getLong();
        order.remaining = in.getLong();
        order.shown = in.getLong();
        order.display = in.getLong();
        order.expiresAt = in.getLong();
        order.makerFeeBps = in.getInt();
        order.takerFeeBps = in.getInt();
        order.rank = in.getLong();
        order.reserved = order.waiting ? 0 : Admission.reserve(order);
        exchange.orders.open(order);
        return order;
    }

    private boolean flag() {
        int value = in.getInt();
        if (value != 0 && value != 1) {
            throw damaged();
        }
        return value == 1;
    }

    private static IllegalArgumentException damaged() {
        return new IllegalArgumentException("the snapshot is damaged");
    }

    /// Ranks are the order of every queue.
    private static void queue(List<Order> orders) {
        orders.sort(Comparator.comparingLong((Order order) -> order.rank));
        for (Order order : orders) {
            Market market = order.market();
            BookSide side = order.waiting ? market.stops(order.side()) : order.book;
            side.at(order.waiting ? order.stop : order.price).append(order);
            side.total += order.remaining;
        }
    }
}
