package dev.outcry.exchange;

import java.util.Arrays;

/// All order objects by number, those in use and those that wait to be used again.
///
/// Whoever keeps an order where it changes often keeps its number: a stored reference costs a
/// barrier of the collector, which for objects as old as these can be a memory fence.
final class OrderPool {
    private Order[] orders = new Order[1024];
    private int[] unused = new int[1024];
    private int unusedCount;

    /// The last number given out. They count from 1, so that 0 stands for none.
    private int made;

    Order get(int number) {
        return orders[number];
    }

    /// {@return an order with nothing set but its account and book}
    Order take(Account account, BookSide book) {
        if (unusedCount == 0) {
            return make(account, book);
        }
        Order order = orders[unused[--unusedCount]];
        order.belong(account, book);
        return order;
    }

    void giveBack(Order order) {
        unused[unusedCount++] = order.number;
    }

    private Order make(Account account, BookSide book) {
        if (++made == orders.length) {
            orders = Arrays.copyOf(orders, made * 2);
            unused = Arrays.copyOf(unused, made * 2);
        }
        Order order = new Order(made, account, book);
        orders[made] = order;
        return order;
    }
}
