package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// The open orders by id: a hash table whose chains run through the orders themselves.
///
/// Ids are counted, so their low bits spread them without mixing, and those of one time lie side by
/// side in memory. Nothing moves when an order leaves.
final class OrderTable {
    private @Nullable Order[] slots = new Order[1024];
    private int size;

    int size() {
        return size;
    }

    @Nullable Order find(long id) {
        Order order = slots[slot(id)];
        while (order != null && order.id != id) {
            order = order.sameSlot;
        }
        return order;
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
        Order before = slots[slot];
        if (before == order) {
            slots[slot] = order.sameSlot;
        } else {
            while (before.sameSlot != order) {
                before = before.sameSlot;
            }
            before.sameSlot = order.sameSlot;
        }
        size--;
    }

    private void link(Order order) {
        int slot = slot(order.id);
        order.sameSlot = slots[slot];
        slots[slot] = order;
    }

    private void grow() {
        @Nullable Order[] old = slots;
        slots = new Order[old.length * 2];
        for (Order first : old) {
            Order order = first;
            while (order != null) {
                Order next = order.sameSlot;
                link(order);
                order = next;
            }
        }
    }

    private int slot(long id) {
        return (int) id & (slots.length - 1);
    }
}
