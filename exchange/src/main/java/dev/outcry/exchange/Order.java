package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// An order from its acceptance to its end. Pooled: after its end the object becomes another order.
final class Order {
    /// Its number in the pool, which outlives the order.
    final int number;

    long id;
    Account account;

    /// The side and market that it is for.
    BookSide book;

    /// What it reserves in: the account's quote (a buy) or base (a sell).
    Balance funds;

    Manner manner = Manner.PLAIN;

    /// As the owner wants it; 0 without a limit.
    long price;

    /// The worst price at which it may trade: its own, or what the band allows a market order.
    long limit;

    long stop;
    long qty;
    long remaining;

    /// What of `remaining` the book shows.
    long shown;

    long display;

    /// Set for a market order by amount: what it may pay.
    long spend;

    /// What it has to reserve to enter; known once admitted.
    long need;

    /// What it holds of its funds.
    long reserved;

    long expiresAt;

    /// The fees in force when it was accepted.
    int makerFeeBps;

    int takerFeeBps;

    /// Its place in time among all orders; what queues are sorted by.
    long rank;

    /// Whether it is a stop not yet triggered.
    boolean waiting;

    /// Whether it is listed as open: by id, in its account, for expiry.
    boolean open;

    int dueIndex;

    /// What it adds to the hash of all orders; 0 before it was counted.
    long digest;

    /// Whether the digest is to be made anew. Outlives the order, as does the digest.
    boolean pending;

    @Nullable Level level;
    @Nullable Order next;
    @Nullable Order previous;

    /// The next in the chain of its slot in the table of ids.
    int sameSlot;

    @Nullable Order accountNext;
    @Nullable Order accountPrevious;

    Order(int number, Account account, BookSide book) {
        this.number = number;
        this.account = account;
        this.book = book;
        funds = account.balance(book.asset);
    }

    void belong(Account owner, BookSide side) {
        account = owner;
        book = side;
        funds = owner.balance(side.asset);
    }

    void set(OrderRequest request) {
        id = request.order;
        manner = request.manner;
        MarketSpec spec = book.market.spec;
        price = manner.priced ? request.priceTicks : 0;
        limit = price;
        stop = manner.waits ? request.stopTicks : 0;
        qty = request.qtyLots;
        spend = request.spend;
        remaining = spend > 0 ? spec.maxLots() : qty;
        display = request.displayLots;
        shown = 0;
        reserved = 0;
        expiresAt = 0;
        makerFeeBps = spec.makerFeeBps();
        takerFeeBps = spec.takerFeeBps();
        waiting = false;
        open = false;
    }

    Market market() {
        return book.market;
    }

    Side side() {
        return book.side;
    }

    int highestFeeBps() {
        return Math.max(makerFeeBps, takerFeeBps);
    }

    /// Whether it buys with a budget instead of a reservation by its limit.
    boolean budgeted() {
        return !manner.priced && book.side == Side.BUY && manner.tif != TimeInForce.FOK;
    }

    /// What is told of its remaining quantity.
    long remainingTold() {
        return spend > 0 ? 0 : remaining;
    }

    /// How much of it the book shows after it joins a queue.
    long slice() {
        return display == 0 ? remaining : Math.min(display, remaining);
    }

    long currentDigest() {
        long h = Digest.mix(id, ((long) account.id << 32) | market().id);
        h = Digest.mix(h, (side().code << 8) | (manner.kind.code << 4) | manner.tif.code);
        h =
                Digest.mix(
                        h,
                        (manner.selfTrade.code << 2)
                                | (manner.postOnly ? 2 : 0)
                                | (waiting ? 1 : 0));
        h = Digest.mix(h, price);
        h = Digest.mix(h, stop);
        h = Digest.mix(h, qty);
        h = Digest.mix(h, remaining);
        h = Digest.mix(h, shown);
        h = Digest.mix(h, display);
        h = Digest.mix(h, expiresAt);
        h = Digest.mix(h, ((long) makerFeeBps << 32) | takerFeeBps);
        return Digest.mix(h, rank);
    }

    OrderInfo info() {
        return new OrderInfo(
                id,
                account.id,
                market().id,
                side(),
                manner.kind,
                manner.tif,
                price,
                stop,
                qty,
                remaining,
                display,
                expiresAt,
                waiting);
    }
}
