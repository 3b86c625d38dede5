package dev.outcry.benchmarks;

/// An engine under measurement. Its accounts 1 to 8 rest orders, account 9 takes.
interface Venue {
    int TAKER = 9;

    /// Places a limit order that may rest.
    void place(long order, int account, boolean buy, long price, long qty);

    /// Places a limit order of the taker that may not rest.
    void take(long order, boolean buy, long price, long qty);

    /// Changes the price of an open order.
    void move(long order, int account, long price);

    /// Takes lots off an open order, which keeps its place.
    void reduce(long order, int account, long qty);

    /// Cancels an open order.
    void cancel(long order, int account);

    /// {@return how many orders are open}
    int open();

    /// {@return how many lots have traded}
    long traded();
}
