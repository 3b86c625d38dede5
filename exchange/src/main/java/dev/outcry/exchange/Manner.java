package dev.outcry.exchange;

/// How an order trades, whatever its side, price and quantity. There are few manners and each is
/// one object, so that an order holds a single reference for all of it.
final class Manner {
    private static final Manner[][][][] ALL = all();

    /// Good till canceled, and self-trades cancel the newest.
    static final Manner PLAIN =
            of(OrderKind.LIMIT, TimeInForce.GTC, SelfTrade.CANCEL_NEWEST, false);

    final OrderKind kind;
    final TimeInForce tif;
    final SelfTrade selfTrade;
    final boolean postOnly;

    /// Whether it has a limit of its own.
    final boolean priced;

    /// Whether it begins as a stop.
    final boolean waits;

    /// Whether what is left after matching may stay in the book.
    final boolean rests;

    private Manner(OrderKind kind, TimeInForce tif, SelfTrade selfTrade, boolean postOnly) {
        this.kind = kind;
        this.tif = tif;
        this.selfTrade = selfTrade;
        this.postOnly = postOnly;
        priced = kind.priced();
        waits = kind.waits();
        rests = priced && tif.rests();
    }

    static Manner of(OrderKind kind, TimeInForce tif, SelfTrade selfTrade, boolean postOnly) {
        return ALL[kind.code][tif.code][selfTrade.code][postOnly ? 1 : 0];
    }

    Manner with(OrderKind other) {
        return of(other, tif, selfTrade, postOnly);
    }

    Manner with(TimeInForce other) {
        return of(kind, other, selfTrade, postOnly);
    }

    Manner with(SelfTrade other) {
        return of(kind, tif, other, postOnly);
    }

    Manner makingOnly() {
        return of(kind, tif, selfTrade, true);
    }

    private static Manner[][][][] all() {
        OrderKind[] kinds = OrderKind.values();
        TimeInForce[] tifs = TimeInForce.values();
        SelfTrade[] modes = SelfTrade.values();
        Manner[][][][] all = new Manner[kinds.length][tifs.length][modes.length][2];
        for (OrderKind kind : kinds) {
            for (TimeInForce tif : tifs) {
                for (SelfTrade mode : modes) {
                    all[kind.code][tif.code][mode.code][0] = new Manner(kind, tif, mode, false);
                    all[kind.code][tif.code][mode.code][1] = new Manner(kind, tif, mode, true);
                }
            }
        }
        return all;
    }
}
