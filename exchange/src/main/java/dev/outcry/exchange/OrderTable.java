package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// The open orders by id: a hash table whose chains run through the orders themselves.
///
/// Ids are counted, so their low bits spread them without mixing, and those of one time lie side by
/// side in memory. Nothing moves when an order leaves.
final class OrderTable {
    private final OrderPool pool;

    /// Numbers of orders in the pool; 0 for an empty slot.
    private int[] slots = new int[1024];

    private int size;

    OrderTable(OrderPool pool) {
        this.pool = pool;
    }

    int size() {
        return size;
    }

    @Nullable Order find(long id) {
        for (int number = slots[slot(id)]; number != 0; ) {
            Order order = pool.get(number);
            if (order.id == id) {
                return order;
            }
            number = order.sameSlot;
        }
        return null;
    }

    void add(Order order) {
        if (size > slots.length / 2) {
            grow();
        }
        size++;
        link(order);
    }

    void remove(Order order) {
        int slot = slot(order.id);
        if (slots[slot] == order.number) {
            slots[slot] = order.sameSlot;
        } else {
            Order before = pool.get(slots[slot]);
            while (before.sameSlot != order.number) {
                before = pool.get(before.sameSlot);
            }
            before.sameSlot = order.sameSlot;
        }
        size--;
    }

    private void link(Order order) {
        int slot = slot(order.id);
        order.sameSlot = slots[slot];
        slots[slot] = order.number;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int first : old) {
            for (int number = first; number != 0; ) {
                Order order = pool.get(number);
                number = order.sameSlot;
                link(order);
            }
        }
    }

    private int slot(long id) {
        return (int) id & (slots.length - 1);
    }
}
