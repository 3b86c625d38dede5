package dev.outcry.exchange;

import org.jspecify.annotations.Nullable;

/// Decides whether an order may enter. Changes nothing but the order itself: what it may trade at
/// and what it will reserve.
final class Admission {
    private static final long NEVER = -1;
    private static final long DAY_MS = 86_400_000;

    private Admission() {}

    /// Checks a request by itself, against the terms of its market, and against what its account
    /// has open.
    static Outcome form(OrderRequest request, Market market, Account account, long at) {
        Outcome outcome = form(request, market.spec);
        if (outcome != Outcome.ACCEPTED) {
            return outcome;
        }
        if (request.manner.tif == TimeInForce.GTD
                && request.manner.kind != OrderKind.MARKET
                && request.expiresAt <= at) {
            return Outcome.BAD_EXPIRY;
        }
        if (market.halted) {
            return Outcome.HALTED;
        }
        boolean mayStay = request.manner.waits || request.manner.rests;
        boolean limited = account.kind == AccountKind.USER;
        return mayStay && limited && account.openIn(market.id) >= Exchange.MAX_OPEN
                ? Outcome.TOO_MANY_OPEN
                : Outcome.ACCEPTED;
    }

    private static Outcome form(OrderRequest request, MarketSpec spec) {
        Manner manner = request.manner;
        boolean badPrice = manner.priced && outside(request.priceTicks, Exchange.MAX_TICKS);
        boolean badStop = manner.waits && outside(request.stopTicks, Exchange.MAX_TICKS);
        if (badPrice || badStop) {
            return Outcome.BAD_PRICE;
        }
        if (request.spend != 0) {
            if (manner.kind != OrderKind.MARKET
                    || request.side != Side.BUY
                    || request.qtyLots != 0
                    || manner.tif == TimeInForce.FOK) {
                return Outcome.CONTRADICTION;
            }
            if (outside(request.spend, Exchange.MAX_AMOUNT)) {
                return Outcome.BAD_QUANTITY;
            }
        } else if (badQuantity(request.qtyLots, request.displayLots, request.iceberg, spec)) {
            return Outcome.BAD_QUANTITY;
        }
        return !manner.rests && (manner.postOnly || request.iceberg)
                ? Outcome.CONTRADICTION
                : Outcome.ACCEPTED;
    }

    /// {@return when an order expires, 0 for never}
    static long expiry(OrderRequest request, long at) {
        if (request.manner.kind == OrderKind.MARKET) {
            return 0;
        }
        return switch (request.manner.tif) {
            case GTD -> request.expiresAt;
            case DAY -> (Math.floorDiv(at, DAY_MS) + 1) * DAY_MS;
            case GTC, IOC, FOK -> 0;
        };
    }

    static boolean badQuantity(long qty, long display, boolean iceberg, MarketSpec spec) {
        if (qty < spec.minLots() || qty > spec.maxLots()) {
            return true;
        }
        return iceberg
                && (outside(display, qty) || (qty + display - 1) / display > Exchange.MAX_SLICES);
    }

    /// Checks whether an order may enter the market now, be it new or triggered. `credit` is what
    /// it already holds of the asset that it reserves.
    static Outcome enter(Order order, long credit) {
        Market market = order.market();
        long edge = market.edge(order.side());
        if (order.manner.priced) {
            order.limit = order.price;
            if (order.side() == Side.BUY ? order.price > edge : order.price < edge) {
                return Outcome.PRICE_BAND;
            }
        } else {
            order.limit = edge;
        }
        if (order.manner.postOnly && market.crosses(order.side(), order.limit)) {
            return Outcome.WOULD_CROSS;
        }
        if (order.manner.tif == TimeInForce.FOK) {
            long worst = worstPriceToFill(order);
            if (worst == NEVER) {
                return Outcome.UNFILLABLE;
            }
            order.limit = order.manner.priced ? order.limit : worst;
        }
        if (order.manner.rests && order.book.total > Exchange.MAX_AMOUNT - order.remaining) {
            return Outcome.BAD_QUANTITY;
        }
        return funds(order, credit);
    }

    private static Outcome funds(Order order, long credit) {
        Market market = order.market();
        Valuation valuation = market.valuation;
        long need;
        long have = order.funds.available + credit;
        if (order.spend > 0) {
            need = order.spend;
        } else if (order.side() == Side.SELL) {
            need = valuation.base(order.remaining);
        } else if (order.budgeted()) {
            Level best = market.asks.best();
            boolean meets = best != null && best.price <= order.limit;
            need = meets ? valuation.cost(best.price, 1, order.takerFeeBps) : 0;
        } else {
            need = valuation.reserve(order.limit, order.remaining, order.highestFeeBps());
        }
        order.need = need;
        return need == Valuation.TOO_MUCH || need > have
                ? Outcome.INSUFFICIENT_FUNDS
                : Outcome.ACCEPTED;
    }

    /// {@return what an admitted order holds while so much of it remains}
    static long reserve(Order order) {
        Valuation valuation = order.market().valuation;
        return order.side() == Side.SELL
                ? valuation.base(order.remaining)
                : valuation.reserve(order.limit, order.remaining, order.highestFeeBps());
    }

    /// {@return the price at which the last of the order would trade, or [#NEVER]}
    ///
    /// Orders of its own account don't count, and unless they would give way, they end the search.
    private static long worstPriceToFill(Order taker) {
        BookSide opposite = taker.market().book(taker.side().opposite());
        boolean ownGiveWay = taker.manner.selfTrade == SelfTrade.CANCEL_OLDEST;
        long missing = taker.remaining;
        for (int i = 0; i < opposite.size(); i++) {
            Level level = opposite.fromBest(i);
            if (!opposite.reaches(level.price, taker.limit)) {
                return NEVER;
            }
            boolean stop = !ownGiveWay && holdsOwn(level, taker.account);
            for (Order maker = level.head; maker != null; maker = maker.next) {
                if (maker.account != taker.account) {
                    missing -= stop ? maker.shown : maker.remaining;
                } else if (stop) {
                    break;
                }
                if (missing <= 0) {
                    return level.price;
                }
            }
            if (stop) {
                return NEVER;
            }
        }
        return NEVER;
    }

    private static boolean holdsOwn(Level level, Account account) {
        @Nullable Order order = level.head;
        while (order != null && order.account != account) {
            order = order.next;
        }
        return order != null;
    }

    private static boolean outside(long value, long most) {
        return value <= 0 || value > most;
    }
}
