package dev.outcry.benchmarks;

import java.util.Arrays;

/// A recording of commands that ends with an empty book, so that it can be played again and again
/// with new ids. Columns of longs: playing it allocates nothing.
final class Flow {
    private static final int COLUMNS = 5;
    private static final int PLACE = 0;
    private static final int TAKE = 1;
    private static final int MOVE = 2;
    private static final int REDUCE = 3;
    private static final int CANCEL = 4;

    private long[] commands = new long[1 << 16];
    private int size;
    private long ids;

    int length() {
        return size / COLUMNS;
    }

    /// {@return how many ids one round uses}
    long ids() {
        return ids;
    }

    /// {@return the account that an order belongs to}
    static int account(long order) {
        return 1 + (int) (order & 7);
    }

    /// {@return the new order's number in this flow}
    long place(boolean buy, long price, long qty) {
        return add(PLACE, ++ids, buy, price, qty);
    }

    void take(boolean buy, long price, long qty) {
        add(TAKE, ++ids, buy, price, qty);
    }

    void move(long order, long price) {
        add(MOVE, order, false, price, 0);
    }

    void reduce(long order, long qty) {
        add(REDUCE, order, false, 0, qty);
    }

    void cancel(long order) {
        add(CANCEL, order, false, 0, 0);
    }

    /// Plays one command. Ids count from `base`, a multiple of 8.
    void play(int index, long base, Venue venue) {
        int at = index * COLUMNS;
        long order = base + commands[at + 1];
        boolean buy = commands[at + 2] != 0;
        long price = commands[at + 3];
        long qty = commands[at + 4];
        switch ((int) commands[at]) {
            case PLACE -> venue.place(order, account(order), buy, price, qty);
            case TAKE -> venue.take(order, buy, price, qty);
            case MOVE -> venue.move(order, account(order), price);
            case REDUCE -> venue.reduce(order, account(order), qty);
            default -> venue.cancel(order, account(order));
        }
    }

    private long add(int kind, long order, boolean buy, long price, long qty) {
        if (commands.length - size < COLUMNS) {
            commands = Arrays.copyOf(commands, commands.length * 2);
        }
        commands[size++] = kind;
        commands[size++] = order;
        commands[size++] = buy ? 1 : 0;
        commands[size++] = price;
        commands[size++] = qty;
        return order;
    }
}
