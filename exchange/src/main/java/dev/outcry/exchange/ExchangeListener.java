package dev.outcry.exchange;

/// Told of everything that a command changed, in the order in which it happened, before the command
/// returns.
///
/// Prices are ticks, quantities lots, amounts units of their asset. A listener must not call a
/// command of the exchange; it may query. Balances are told last, each once and only where it
/// changed.
public interface ExchangeListener {
    /// An order was taken. What follows says what became of it: it traded, rests, was canceled, or,
    /// if it is a stop, waits silently.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param side its side
    /// @param priceTicks its limit; 0 for market and stop orders
    /// @param qtyLots its quantity; 0 for a market order by amount
    void accepted(long order, int account, int market, Side side, long priceTicks, long qtyLots);

    /// A waiting stop was reached by a trade and enters the market, after what set it off has
    /// ended.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    void triggered(long order, int account, int market);

    /// Two orders traded. Either is filled if nothing of it remains.
    ///
    /// @param trade counts 1, 2, 3, … over all markets
    /// @param market where
    /// @param takerSide side of the incoming order
    /// @param priceTicks the resting order's price
    /// @param qtyLots how much
    /// @param maker the resting order
    /// @param makerAccount whose
    /// @param makerRemaining what is left of it, hidden quantity included
    /// @param makerFee in units of the quote asset
    /// @param taker the incoming order
    /// @param takerAccount whose
    /// @param takerRemaining what is left of it; 0 for a market order by amount, which always ends
    ///   with [#canceled]
    /// @param takerFee in units of the quote asset
    void traded(
            long trade,
            int market,
            Side takerSide,
            long priceTicks,
            long qtyLots,
            long maker,
            int makerAccount,
            long makerRemaining,
            long makerFee,
            long taker,
            int takerAccount,
            long takerRemaining,
            long takerFee);

    /// An order, or what is left of it, now rests in the book, last in the queue of its price.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param side its side
    /// @param priceTicks its price
    /// @param remainingLots what rests, hidden quantity included
    void rested(
            long order, int account, int market, Side side, long priceTicks, long remainingLots);

    /// An order ended with something left.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param remainingLots what was left; 0 for a market order by amount
    /// @param reason why
    void canceled(long order, int account, int market, long remainingLots, CancelReason reason);

    /// An order's time has passed.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param remainingLots what was left
    void expired(long order, int account, int market, long remainingLots);

    /// A stop was triggered and then could not be honoured. It has ended.
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param reason why; never [Outcome#ACCEPTED]
    void rejected(long order, int account, int market, Outcome reason);

    /// An order's price or quantity was changed by its owner, or its quantity by
    /// [SelfTrade#DECREMENT]. If it lost its place in the queue, what follows says what became of
    /// it, as after [#accepted].
    ///
    /// @param order its id
    /// @param account whose
    /// @param market where
    /// @param priceTicks its price now
    /// @param qtyLots its quantity now, what is filled included
    /// @param remainingLots what is left of it now
    void amended(
            long order, int account, int market, long priceTicks, long qtyLots, long remainingLots);

    /// A balance changed.
    ///
    /// @param account whose
    /// @param asset of what
    /// @param available what may be spent
    /// @param reserved what open orders hold
    void balanceChanged(int account, int asset, long available, long reserved);

    /// The quantity shown at a price changed. One command may tell a price twice; the last is what
    /// counts.
    ///
    /// @param market where
    /// @param side bids or asks
    /// @param priceTicks the price
    /// @param qtyLots what is shown there now; 0 when nobody is left
    void levelChanged(int market, Side side, long priceTicks, long qtyLots);
}
