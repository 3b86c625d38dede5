package dev.outcry.exchange;

import java.math.BigInteger;

/// An order of the naive exchange: plain fields, no links.
final class NaiveOrder {
    long id;
    int account;
    int market;
    Side side = Side.BUY;
    OrderKind kind = OrderKind.LIMIT;
    TimeInForce tif = TimeInForce.GTC;
    SelfTrade selfTrade = SelfTrade.CANCEL_NEWEST;
    boolean postOnly;
    boolean waiting;
    long price;
    long limit;
    long stop;
    long qty;
    long left;
    long shown;
    long display;
    long spend;
    long due;
    long time;
    int makerBps;
    int takerBps;
    BigInteger held = BigInteger.ZERO;

    NaiveOrder() {}

    NaiveOrder(NaiveOrder other) {
        id = other.id;
        account = other.account;
        market = other.market;
        side = other.side;
        kind = other.kind;
        tif = other.tif;
        selfTrade = other.selfTrade;
        postOnly = other.postOnly;
        waiting = other.waiting;
        price = other.price;
        limit = other.limit;
        stop = other.stop;
        qty = other.qty;
        left = other.left;
        shown = other.shown;
        display = other.display;
        spend = other.spend;
        due = other.due;
        time = other.time;
        makerBps = other.makerBps;
        takerBps = other.takerBps;
        held = other.held;
    }

    boolean buys() {
        return side == Side.BUY;
    }

    boolean hasLimit() {
        return kind == OrderKind.LIMIT || kind == OrderKind.STOP_LIMIT;
    }

    boolean immediate() {
        return tif == TimeInForce.IOC || tif == TimeInForce.FOK;
    }

    boolean mayRest() {
        return hasLimit() && !immediate();
    }

    boolean paysAsItGoes() {
        return !hasLimit() && buys() && tif != TimeInForce.FOK;
    }

    long told() {
        return spend > 0 ? 0 : left;
    }
}
