package dev.outcry.exchange;

/// What one account holds of one asset.
final class Balance {
    final Account account;
    final int asset;

    /// Units that may be spent.
    long available;

    /// Units that open orders hold.
    long reserved;

    /// Its number in the ledger, 0 as long as it never changed.
    int number;

    /// Whether it is among those that the command under way may have changed.
    boolean touched;

    private long toldAvailable;
    private long toldReserved;

    Balance(Account account, int asset) {
        this.account = account;
        this.asset = asset;
    }

    boolean isEmpty() {
        return (available | reserved) == 0;
    }

    /// Takes it as told.
    ///
    /// @return whether it differs from what was told before
    boolean tell() {
        boolean changed = ((available ^ toldAvailable) | (reserved ^ toldReserved)) != 0;
        toldAvailable = available;
        toldReserved = reserved;
        return changed;
    }
}
