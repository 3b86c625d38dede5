package dev.outcry.exchange;

/// An order as somebody wants it. Mutable, so that one object serves for every order; the exchange
/// copies what it needs and keeps no reference.
///
/// ```java
/// request.reset(id, account, market, Side.BUY).limit(101_25, 500).postOnly();
/// Outcome outcome = exchange.submit(request, now);
/// ```
public final class OrderRequest {
    long order;
    int account;
    int market;
    Side side = Side.BUY;
    Manner manner = Manner.PLAIN;
    long priceTicks;
    long stopTicks;
    long qtyLots;
    long displayLots;
    long spend;
    long expiresAt;
    boolean iceberg;

    /// An empty request; [#reset] comes first.
    public OrderRequest() {}

    /// Starts over: good till canceled, self-trades cancel the newest, nothing else set.
    ///
    /// @param order the order's id, above that of every order accepted before
    /// @param account whose order it is
    /// @param market where
    /// @param side buy or sell
    /// @return this
    public OrderRequest reset(long order, int account, int market, Side side) {
        this.order = order;
        this.account = account;
        this.market = market;
        this.side = side;
        manner = Manner.PLAIN;
        priceTicks = 0;
        stopTicks = 0;
        qtyLots = 0;
        displayLots = 0;
        spend = 0;
        expiresAt = 0;
        iceberg = false;
        return this;
    }

    /// Makes it a limit order.
    ///
    /// @param price in ticks
    /// @param qty in lots
    /// @return this
    public OrderRequest limit(long price, long qty) {
        manner = manner.with(OrderKind.LIMIT);
        priceTicks = price;
        qtyLots = qty;
        return this;
    }

    /// Makes it a market order. Its time in force counts only where it is [TimeInForce#FOK].
    ///
    /// @param qty in lots
    /// @return this
    public OrderRequest market(long qty) {
        manner = manner.with(OrderKind.MARKET);
        qtyLots = qty;
        return this;
    }

    /// Makes it a market order that buys for an amount, fees included.
    ///
    /// @param amount most that may be paid, in units of the quote asset
    /// @return this
    public OrderRequest marketFor(long amount) {
        manner = manner.with(OrderKind.MARKET);
        spend = amount;
        return this;
    }

    /// Makes it a stop order. It reserves nothing while it waits.
    ///
    /// @param stop the trade price that triggers it, in ticks: at or above for a buy, at or below
    ///   for a sell
    /// @param qty in lots
    /// @return this
    public OrderRequest stop(long stop, long qty) {
        manner = manner.with(OrderKind.STOP);
        stopTicks = stop;
        qtyLots = qty;
        return this;
    }

    /// Makes it a stop order with a limit. It reserves nothing while it waits.
    ///
    /// @param stop the trade price that triggers it, in ticks: at or above for a buy, at or below
    ///   for a sell
    /// @param price in ticks, from then on
    /// @param qty in lots
    /// @return this
    public OrderRequest stopLimit(long stop, long price, long qty) {
        manner = manner.with(OrderKind.STOP_LIMIT);
        stopTicks = stop;
        priceTicks = price;
        qtyLots = qty;
        return this;
    }

    /// Sets how long it stays; [#goodTill] sets [TimeInForce#GTD].
    ///
    /// @param value the time in force
    /// @return this
    public OrderRequest tif(TimeInForce value) {
        manner = manner.with(value);
        return this;
    }

    /// Lets it stay until a time.
    ///
    /// @param epochMillis when it expires
    /// @return this
    public OrderRequest goodTill(long epochMillis) {
        manner = manner.with(TimeInForce.GTD);
        expiresAt = epochMillis;
        return this;
    }

    /// Refuses it if it would trade at once.
    ///
    /// @return this
    public OrderRequest postOnly() {
        manner = manner.makingOnly();
        return this;
    }

    /// Shows only a part of it at a time. A part that is used up is followed by the next, at the
    /// end of the queue. An order has at most [Exchange#MAX_SLICES] parts.
    ///
    /// @param lots size of a part
    /// @return this
    public OrderRequest display(long lots) {
        iceberg = true;
        displayLots = lots;
        return this;
    }

    /// Sets what happens when it meets an order of its own account.
    ///
    /// @param mode the mode
    /// @return this
    public OrderRequest selfTrade(SelfTrade mode) {
        manner = manner.with(mode);
        return this;
    }
}
