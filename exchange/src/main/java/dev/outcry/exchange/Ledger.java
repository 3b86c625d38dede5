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
    private long hash;

    Ledger(ExchangeListener listener) {
        this.listener = listener;
    }

    long hash() {
        return hash;
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
            hash -=
                    digest(
                            account,
                            asset,
                            cells[cell + Account.TOLD_AVAILABLE],
                            cells[cell + Account.TOLD_RESERVED]);
            hash += digest(account, asset, available, reserved);
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
        hash += digest(account, asset, available, reserved);
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

    /// A balance that was never touched has the digest 0, as one that is empty.
    private static long digest(Account account, int asset, long available, long reserved) {
        if (available == 0 && reserved == 0) {
            return 0;
        }
        long key = ((long) account.id << 32) | asset;
        return Digest.mix(Digest.mix(Digest.mix(1, key), available), reserved);
    }
}
