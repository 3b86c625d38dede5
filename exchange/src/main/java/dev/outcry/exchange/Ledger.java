package dev.outcry.exchange;

import java.util.Arrays;

/// Moves amounts between balances, and tells once per command which of them changed.
///
/// Nothing here checks: whoever calls has seen that the amount is there. No sum can overflow,
/// because what is deposited of an asset is at most [Exchange#MAX_AMOUNT].
final class Ledger {
    private final ExchangeListener listener;

    /// Those that ever changed, by number, from 1.
    private Balance[] balances = new Balance[64];

    private int numbered;

    /// Numbers: references would cost barriers of the collector.
    private int[] touched = new int[64];

    private int count;
    private Account[] pending = new Account[64];
    private int pendingCount;
    private long hash;

    Ledger(ExchangeListener listener) {
        this.listener = listener;
    }

    /// {@return the digest of all accounts and balances; as with orders, made now of what changed}
    long hash() {
        for (int i = 0; i < pendingCount; i++) {
            Account account = pending[i];
            long digest = account.currentDigest();
            hash += digest - account.digest;
            account.digest = digest;
            account.pending = false;
        }
        pendingCount = 0;
        return hash;
    }

    /// Notes that an account is not what its digest says.
    void changed(Account account) {
        if (!account.pending) {
            if (pendingCount == pending.length) {
                pending = Arrays.copyOf(pending, pendingCount * 2);
            }
            account.pending = true;
            pending[pendingCount++] = account;
        }
    }

    /// Adds to what is available; `amount` may be negative.
    void add(Balance balance, long amount) {
        balance.available += amount;
        touch(balance);
    }

    /// Moves from available to reserved; a negative `amount` moves back.
    void reserve(Balance balance, long amount) {
        balance.available -= amount;
        balance.reserved += amount;
        touch(balance);
    }

    /// Takes from reserved what is spent, and gives back to available what is freed. `freed` is
    /// negative where what was reserved falls short.
    void settle(Balance balance, long spent, long freed) {
        balance.available += freed;
        balance.reserved -= spent + freed;
        touch(balance);
    }

    /// Tells of each balance that differs from what was told before, in the order of their first
    /// change.
    void flush() {
        for (int i = 0; i < count; i++) {
            Balance balance = balances[touched[i]];
            balance.touched = false;
            if (balance.tell()) {
                Account account = balance.account;
                changed(account);
                listener.balanceChanged(
                        account.id, balance.asset, balance.available, balance.reserved);
            }
        }
        count = 0;
    }

    /// Sets a balance as it was when a snapshot was taken, without telling.
    void restore(Balance balance, long available, long reserved) {
        balance.available = available;
        balance.reserved = reserved;
        balance.tell();
        changed(balance.account);
    }

    private void touch(Balance balance) {
        if (!balance.touched) {
            if (count == touched.length) {
                touched = Arrays.copyOf(touched, count * 2);
            }
            if (balance.number == 0) {
                number(balance);
            }
            balance.touched = true;
            touched[count++] = balance.number;
        }
    }

    private void number(Balance balance) {
        balance.number = ++numbered;
        if (numbered == balances.length) {
            balances = Arrays.copyOf(balances, numbered * 2);
        }
        balances[numbered] = balance;
    }
}
