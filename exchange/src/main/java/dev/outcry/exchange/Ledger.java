package dev.outcry.exchange;

import java.util.Arrays;

/// Moves amounts between balances, and tells once per command which of them changed.
///
/// Nothing here checks: whoever calls has seen that the amount is there. No sum can overflow,
/// because what is deposited of an asset is at most [Exchange#MAX_AMOUNT].
final class Ledger {
    private final ExchangeListener listener;
    private Account[] touched = new Account[64];
    private int[] touchedAssets = new int[64];
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
    void add(Account account, int asset, long amount) {
        int cell = touch(account, asset);
        account.cells[cell + Account.AVAILABLE] += amount;
    }

    /// Moves from available to reserved; a negative `amount` moves back.
    void reserve(Account account, int asset, long amount) {
        int cell = touch(account, asset);
        account.cells[cell + Account.AVAILABLE] -= amount;
        account.cells[cell + Account.RESERVED] += amount;
    }

    /// Takes from reserved what is spent, and gives back to available what is freed. `freed` is
    /// negative where what was reserved falls short.
    void settle(Account account, int asset, long spent, long freed) {
        int cell = touch(account, asset);
        account.cells[cell + Account.AVAILABLE] += freed;
        account.cells[cell + Account.RESERVED] -= spent + freed;
    }

    /// Tells of each balance that differs from what was told before, in the order of their first
    /// change.
    void flush() {
        for (int i = 0; i < count; i++) {
            Account account = touched[i];
            int asset = touchedAssets[i];
            int cell = asset * Account.STRIDE;
            long[] cells = account.cells;
            if (unchanged(cells, cell)) {
                continue;
            }
            long available = cells[cell + Account.AVAILABLE];
            long reserved = cells[cell + Account.RESERVED];
            changed(account);
            cells[cell + Account.TOLD_AVAILABLE] = available;
            cells[cell + Account.TOLD_RESERVED] = reserved;
            listener.balanceChanged(account.id, asset, available, reserved);
        }
        count = 0;
    }

    /// Sets a balance as it was when a snapshot was taken, without telling.
    void restore(Account account, int asset, long available, long reserved) {
        int cell = account.cell(asset);
        long[] cells = account.cells;
        cells[cell + Account.AVAILABLE] = available;
        cells[cell + Account.RESERVED] = reserved;
        cells[cell + Account.TOLD_AVAILABLE] = available;
        cells[cell + Account.TOLD_RESERVED] = reserved;
        changed(account);
    }

    private int touch(Account account, int asset) {
        int cell = account.cell(asset);
        if (unchanged(account.cells, cell)) {
            if (count == touched.length) {
                touched = Arrays.copyOf(touched, count * 2);
                touchedAssets = Arrays.copyOf(touchedAssets, count * 2);
            }
            touched[count] = account;
            touchedAssets[count] = asset;
            count++;
        }
        return cell;
    }

    private static boolean unchanged(long[] cells, int cell) {
        return cells[cell + Account.AVAILABLE] == cells[cell + Account.TOLD_AVAILABLE]
                && cells[cell + Account.RESERVED] == cells[cell + Account.TOLD_RESERVED];
    }
}
