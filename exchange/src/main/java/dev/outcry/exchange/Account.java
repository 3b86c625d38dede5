package dev.outcry.exchange;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One account: its balances and its open orders, oldest first.
final class Account {
    final int id;
    final AccountKind kind;
    @Nullable Order firstOrder;
    @Nullable Order lastOrder;

    /// What it adds to the hash of all accounts; 0 before it was counted.
    long digest;

    /// Whether the digest is to be made anew.
    boolean pending;

    private Balance[] balances = new Balance[0];
    private int[] openByMarket = new int[0];

    Account(int id, AccountKind kind) {
        this.id = id;
        this.kind = kind;
    }

    /// {@return what it holds of an asset}
    Balance balance(int asset) {
        if (asset >= balances.length) {
            int known = balances.length;
            balances = Arrays.copyOf(balances, asset + 1);
            for (int i = known; i <= asset; i++) {
                balances[i] = new Balance(this, i);
            }
        }
        return balances[asset];
    }

    /// An asset that it holds nothing of counts as one that it never had.
    long currentDigest() {
        long h = Digest.mix(id, kind.code);
        for (Balance balance : balances) {
            if (!balance.isEmpty()) {
                h = Digest.mix(Digest.mix(h, balance.asset), balance.available);
                h = Digest.mix(h, balance.reserved);
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
        int market = order.market().id;
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
        openByMarket[order.market().id]--;
    }
}
