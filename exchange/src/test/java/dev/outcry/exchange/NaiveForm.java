package dev.outcry.exchange;

/// What the naive exchange makes of a request before it looks at its books.
final class NaiveForm {
    private NaiveForm() {}

    static Outcome check(OrderRequest request, MarketSpec spec, long at) {
        boolean limit =
                request.manner.kind == OrderKind.LIMIT
                        || request.manner.kind == OrderKind.STOP_LIMIT;
        boolean stop =
                request.manner.kind == OrderKind.STOP
                        || request.manner.kind == OrderKind.STOP_LIMIT;
        boolean never =
                !limit
                        || request.manner.tif == TimeInForce.IOC
                        || request.manner.tif == TimeInForce.FOK;
        boolean badPrice = request.priceTicks < 1 || request.priceTicks > Exchange.MAX_TICKS;
        boolean badStop = request.stopTicks < 1 || request.stopTicks > Exchange.MAX_TICKS;
        if ((limit && badPrice) || (stop && badStop)) {
            return Outcome.BAD_PRICE;
        }
        if (request.spend == 0) {
            long parts = request.displayLots == 0 ? -1 : request.displayLots;
            long display = request.iceberg ? parts : 0;
            if (badQuantity(spec, request.qtyLots, display)) {
                return Outcome.BAD_QUANTITY;
            }
        } else if (request.side == Side.SELL || request.manner.tif == TimeInForce.FOK) {
            return Outcome.CONTRADICTION;
        } else if (request.spend < 0 || request.spend > Exchange.MAX_AMOUNT) {
            return Outcome.BAD_QUANTITY;
        }
        if (never && (request.manner.postOnly || request.iceberg)) {
            return Outcome.CONTRADICTION;
        }
        if (request.manner.kind != OrderKind.MARKET
                && request.manner.tif == TimeInForce.GTD
                && request.expiresAt <= at) {
            return Outcome.BAD_EXPIRY;
        }
        return Outcome.ACCEPTED;
    }

    static boolean badQuantity(MarketSpec spec, long qty, long display) {
        if (qty < spec.minLots() || qty > spec.maxLots()) {
            return true;
        }
        return display != 0
                && (display < 0
                        || display > qty
                        || Math.ceilDiv(qty, display) > Exchange.MAX_SLICES);
    }

    static NaiveOrder order(OrderRequest request, MarketSpec spec, long at) {
        NaiveOrder order = new NaiveOrder();
        order.id = request.order;
        order.account = request.account;
        order.market = request.market;
        order.side = request.side;
        order.kind = request.manner.kind;
        order.tif = request.manner.tif;
        order.selfTrade = request.manner.selfTrade;
        order.postOnly = request.manner.postOnly;
        order.price = request.priceTicks;
        order.stop = request.stopTicks;
        order.qty = request.qtyLots;
        order.display = request.displayLots;
        order.spend = request.spend;
        order.left = order.spend > 0 ? spec.maxLots() : order.qty;
        order.makerBps = spec.makerFeeBps();
        order.takerBps = spec.takerFeeBps();
        if (order.kind != OrderKind.MARKET) {
            order.due = order.tif == TimeInForce.GTD ? request.expiresAt : 0;
            order.due =
                    order.tif == TimeInForce.DAY ? at - at % 86_400_000 + 86_400_000 : order.due;
        }
        return order;
    }
}
