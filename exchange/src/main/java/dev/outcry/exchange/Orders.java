package dev.outcry.exchange;

import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/// The open orders by id, the pool of unused ones, and the digest of all.
final class Orders {
    final DueHeap due = new DueHeap();

    /// The rank that the next order to join a queue gets.
    long nextRank = 1;

    private final Long2ObjectHashMap<Order> byId = new Long2ObjectHashMap<>(1024, 0.5f);
    private @Nullable Order pool;
    private long hash;

    long hash() {
        return hash;
    }

    int count() {
        return byId.size();
    }

    Order take(OrderRequest request, Account account, Market market) {
        Order order = pool;
        if (order == null) {
            order = new Order(account, market);
        } else {
            pool = order.next;
            order.next = null;
        }
        order.set(request, account, market);
        return order;
    }

    /// Gives an order that isn't open back to the pool.
    void release(Order order) {
        order.next = pool;
        pool = order;
    }

    @Nullable Order find(long id) {
        return byId.get(id);
    }

    /// Lists an order as open.
    void open(Order order) {
        order.open = true;
        order.digest = 0;
        byId.put(order.id, order);
        order.account.link(order);
        if (order.expiresAt != 0) {
            due.add(order);
        }
        order.fixDigest();
        rehash(order);
    }

    /// Ends an order, open or not; it must have left its queue.
    void close(Order order) {
        if (order.open) {
            order.open = false;
            hash -= order.digest;
            byId.remove(order.id);
            order.account.unlink(order);
            if (order.expiresAt != 0) {
                due.remove(order);
            }
        }
        release(order);
    }

    /// Takes an open order's change into the digest.
    void rehash(Order order) {
        long before = order.digest;
        order.digest = order.currentDigest();
        hash += order.digest - before;
    }
}
