package dev.outcry.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One account: its balances and its open orders, oldest first.
final class Account {
    /// Cells of one asset: what is available and reserved now, and what was told of them last.
    static final int STRIDE = 4;

    static final int AVAILABLE = 0;
    static final int RESERVED = 1;
    static final int TOLD_AVAILABLE = 2;
    static final int TOLD_RESERVED = 3;

    final int id;
    final AccountKind kind;
    long[] cells = new long[0];
    @Nullable Order firstOrder;
    @Nullable Order lastOrder;

    /// What it adds to the hash of all accounts; 0 before it was counted.
    long digest;

    /// Whether the digest is to be made anew.
    boolean pending;

    private int[] openByMarket = new int[0];

    Account(int id, AccountKind kind) {
        this.id = id;
        this.kind = kind;
    }

    long available(int asset) {
        int cell = asset * STRIDE;
        return cell < cells.length ? cells[cell + AVAILABLE] : 0;
    }

    long reserved(int asset) {
        int cell = asset * STRIDE;
        return cell < cells.length ? cells[cell + RESERVED] : 0;
    }

    /// {@return the index of the asset's first cell, which is made if it isn't there}
    int cell(int asset) {
        int cell = asset * STRIDE;
        if (cell >= cells.length) {
            cells = Arrays.copyOf(cells, cell + STRIDE);
        }
        return cell;
    }

    /// An asset that it holds nothing of counts as one that it never had.
    long currentDigest() {
        long h = Digest.mix(id, kind.code);
        for (int cell = 0; cell < cells.length; cell += STRIDE) {
            if ((cells[cell + AVAILABLE] | cells[cell + RESERVED]) != 0) {
                h = Digest.mix(Digest.mix(h, cell), cells[cell + AVAILABLE]);
                h = Digest.mix(h, cells[cell + RESERVED]);
            }
        }
        return h;
    }

    int openIn(int market) {
        return market < openByMarket.length ? openByMarket[market] : 0;
    }

    void link(Order order) {
        Order before = lastOrder;
        order.accountPrevious = before;
        order.accountNext = null;
        lastOrder = order;
        if (before == null) {
            firstOrder = order;
        } else {
            before.accountNext = order;
        }
        int market = order.market.id;
        if (market >= openByMarket.length) {
            openByMarket = Arrays.copyOf(openByMarket, market + 1);
        }
        openByMarket[market]++;
    }

    void unlink(Order order) {
        Order before = order.accountPrevious;
        Order after = order.accountNext;
        if (before == null) {
            firstOrder = after;
        } else {
            before.accountNext = after;
        }
        if (after == null) {
            lastOrder = before;
        } else {
            after.accountPrevious = before;
        }
        order.accountNext = null;
        order.accountPrevious = null;
        openByMarket[order.market.id]--;
    }
}
