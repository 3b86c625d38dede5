package dev.outcry.exchange;

/// What an account is to the exchange.
public enum AccountKind {
    /// Somebody who trades: at most [Exchange#MAX_OPEN] open orders a market.
    USER(0),
    /// A source of order flow: any number of open orders.
    FEED(1),
    /// The exchange's own: any number of open orders.
    HOUSE(2);

    /// Stands for it in snapshots and in the state hash, for ever.
    final int code;

    AccountKind(int code) {
        this.code = code;
    }

    static AccountKind of(int code) {
        return values()[code];
    }
}
