package dev.outcry.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The open orders by id, the pool of unused ones, and the digest of all.
///
/// Digests are made when the hash is asked for, of those orders that changed since: what a command
/// pays is a flag.
final class Orders {
    final OrderPool pool = new OrderPool();
    final DueHeap due = new DueHeap();

    /// The rank that the next order to join a queue gets.
    long nextRank = 1;

    private final OrderTable byId = new OrderTable(pool);
    private Order[] pending = new Order[64];
    private int pendingCount;
    private long hash;

    long hash() {
        for (int i = 0; i < pendingCount; i++) {
            Order order = pending[i];
            long digest = order.open ? order.currentDigest() : 0;
            hash += digest - order.digest;
            order.digest = digest;
            order.pending = false;
        }
        pendingCount = 0;
        return hash;
    }

    int count() {
        return byId.size();
    }

    Order take(OrderRequest request, Account account, Market market) {
        Order order = pool.take(account, market.book(request.side));
        order.set(request);
        return order;
    }

    /// Gives an order that isn't open back to the pool.
    void release(Order order) {
        pool.giveBack(order);
    }

    @Nullable Order find(long id) {
        return byId.find(id);
    }

    /// Lists an order as open.
    void open(Order order) {
        order.open = true;
        byId.add(order);
        order.account.link(order);
        if (order.expiresAt != 0) {
            due.add(order);
        }
        changed(order);
    }

    /// Ends an order, open or not; it must have left its queue.
    void close(Order order) {
        if (order.open) {
            order.open = false;
            changed(order);
            byId.remove(order);
            order.account.unlink(order);
            if (order.expiresAt != 0) {
                due.remove(order);
            }
        }
        release(order);
    }

    /// Notes that an order is not what its digest says.
    void changed(Order order) {
        if (!order.pending) {
            if (pendingCount == pending.length) {
                pending = Arrays.copyOf(pending, pendingCount * 2);
            }
            order.pending = true;
            pending[pendingCount++] = order;
        }
    }
}
