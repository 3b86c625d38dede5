package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// The orders of one price, first come first.
final class Level {
    final BookSide side;
    long price;

    /// Whether it is one of its side's levels, not in the pool.
    boolean listed;

    /// Sum of what its orders show.
    long shown;

    int count;
    @Nullable Order head;
    @Nullable Order tail;

    /// The next in the pool of unused levels.
    @Nullable Level pooled;

    Level(BookSide side) {
        this.side = side;
    }

    /// Puts an order last. What it shows must be set.
    void append(Order order) {
        Order last = tail;
        order.level = this;
        order.previous = last;
        order.next = null;
        tail = order;
        if (last == null) {
            head = order;
        } else {
            last.next = order;
        }
        shown += order.shown;
        count++;
    }

    void unlink(Order order) {
        Order before = order.previous;
        Order after = order.next;
        if (before == null) {
            head = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            tail = before;
        } else {
            after.previous = before;
        }
        order.level = null;
        order.next = null;
        order.previous = null;
        shown -= order.shown;
        count--;
    }
}
