package dev.outcry.exchange;

/// Trades an admitted order against the resting side: best price first, then the oldest.
final class Matcher {
    /// The id of the last trade.
    long lastTrade;

    private final ExchangeListener listener;
    private final Ledger ledger;
    private final Orders orders;
    private final Resting resting;
    private final Account house;

    Matcher(
            ExchangeListener listener,
            Ledger ledger,
            Orders orders,
            Resting resting,
            Account house) {
        this.listener = listener;
        this.ledger = ledger;
        this.orders = orders;
        this.resting = resting;
        this.house = house;
    }

    /// Matches until nothing is left of the order or nothing more may trade with it.
    ///
    /// @return why what is left can't trade; [CancelReason#IOC] where it might rest instead
    CancelReason match(Order taker) {
        Market market = taker.market();
        BookSide makers = market.book(taker.side().opposite());
        CancelReason end = CancelReason.IOC;
        while (taker.remaining > 0 && end == CancelReason.IOC) {
            Level level = makers.best();
            if (level == null) {
                break;
            }
            if (!makers.reaches(level.price, taker.limit)) {
                return taker.manner.priced ? CancelReason.IOC : CancelReason.BAND;
            }
            end = sweep(taker, makers, level);
        }
        return end;
    }

    private CancelReason sweep(Order taker, BookSide makers, Level level) {
        long shownBefore = level.shown;
        CancelReason end = CancelReason.IOC;
        while (taker.remaining > 0 && end == CancelReason.IOC) {
            Order maker = level.head;
            if (maker == null) {
                break;
            }
            end =
                    maker.account == taker.account
                            ? meetOwn(taker, maker, makers)
                            : trade(taker, maker, makers);
        }
        if (level.shown != shownBefore) {
            listener.levelChanged(taker.market().id, makers.side, level.price, level.shown);
        }
        if (level.head == null) {
            makers.emptied(level);
        }
        return end;
    }

    private CancelReason trade(Order taker, Order maker, BookSide makers) {
        Market market = taker.market();
        Valuation valuation = market.valuation;
        long price = maker.price;
        long qty = Math.min(taker.remaining, maker.shown);
        if (taker.budgeted()) {
            qty = valuation.affordable(price, qty, taker.takerFeeBps, taker.reserved);
            if (qty == 0) {
                return taker.spend > 0 ? CancelReason.SPENT : CancelReason.FUNDS;
            }
        }
        taker.remaining -= qty;
        maker.remaining -= qty;
        maker.shown -= qty;
        Level level = maker.level;
        level.shown -= qty;
        makers.total -= qty;
        long value = valuation.value(price, qty);
        long makerFee = Valuation.fee(value, maker.makerFeeBps);
        long takerFee = Valuation.fee(value, taker.takerFeeBps);
        if (taker.side() == Side.BUY) {
            takerFee = settle(taker, maker, qty, value, takerFee, makerFee);
        } else {
            makerFee = settle(maker, taker, qty, value, makerFee, takerFee);
        }
        listener.traded(
                ++lastTrade,
                market.id,
                taker.side(),
                price,
                qty,
                maker.id,
                maker.account.id,
                maker.remaining,
                makerFee,
                taker.id,
                taker.account.id,
                taker.remainingTold(),
                takerFee);
        market.traded(price);
        follow(maker, level);
        return CancelReason.IOC;
    }

    /// After a trade: a filled maker ends, an iceberg whose part is used up shows the next one,
    /// last in line.
    private void follow(Order maker, Level level) {
        if (maker.remaining == 0) {
            level.unlink(maker);
            orders.close(maker);
            return;
        }
        if (maker.shown == 0) {
            level.unlink(maker);
            maker.shown = maker.slice();
            maker.rank = orders.nextRank++;
            level.append(maker);
        }
        orders.changed(maker);
    }

    /// Moves base and quote.
    ///
    /// Fees round up trade by trade, so the last of many may lack one unit of what was reserved for
    /// them all. It then comes from what the account has available, and where that is nothing, the
    /// fee is a unit less.
    ///
    /// @return the buyer's fee
    private long settle(Order buy, Order sell, long qty, long value, long buyFee, long sellFee) {
        MarketSpec spec = buy.market().spec;
        long base = buy.market().valuation.base(qty);
        sell.reserved -= base;
        ledger.settle(sell.funds, base, 0);
        ledger.add(sell.account.balance(spec.quote()), value - sellFee);
        ledger.add(buy.account.balance(spec.base()), base);

        long paid = value + buyFee;
        long fee = buyFee;
        long left = buy.budgeted() ? buy.reserved - paid : Admission.reserve(buy);
        long freed = buy.reserved - left - paid;
        long shortage = -(buy.funds.available + freed);
        if (shortage > 0) {
            fee -= shortage;
            paid -= shortage;
            freed += shortage;
        }
        buy.reserved = left;
        ledger.settle(buy.funds, paid, freed);
        if (fee + sellFee != 0) {
            ledger.add(house.balance(spec.quote()), fee + sellFee);
        }
        return fee;
    }

    private CancelReason meetOwn(Order taker, Order maker, BookSide makers) {
        return switch (taker.manner.selfTrade) {
            case CANCEL_NEWEST -> CancelReason.SELF_TRADE;
            case CANCEL_OLDEST -> {
                cancelOwn(maker, makers);
                yield CancelReason.IOC;
            }
            case CANCEL_BOTH -> {
                cancelOwn(maker, makers);
                yield CancelReason.SELF_TRADE;
            }
            case DECREMENT -> decrement(taker, maker, makers);
        };
    }

    private CancelReason decrement(Order taker, Order maker, BookSide makers) {
        long lots = Math.min(taker.remaining, maker.remaining);
        boolean takerEnds = taker.remaining == lots;
        if (maker.remaining == lots) {
            cancelOwn(maker, makers);
        } else {
            resting.cut(maker, lots);
        }
        if (takerEnds) {
            return CancelReason.SELF_TRADE;
        }
        if (taker.spend == 0) {
            resting.shrink(taker, lots);
        }
        return CancelReason.IOC;
    }

    private void cancelOwn(Order maker, BookSide makers) {
        makers.total -= maker.remaining;
        maker.level.unlink(maker);
        resting.cancel(maker, CancelReason.SELF_TRADE);
    }
}
