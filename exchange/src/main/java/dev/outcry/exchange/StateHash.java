package dev.outcry.exchange;

/// Folds the whole state into one number. Orders and balances keep sums of their digests up to
/// date, so it costs as much as there are markets and assets.
final class StateHash {
    private StateHash() {}

    static long of(Exchange exchange) {
        long h = Digest.mix(exchange.orders.hash(), exchange.ledger.hash());
        h = Digest.mix(h, exchange.orders.nextRank);
        h = Digest.mix(h, exchange.entry.lastOrder);
        h = Digest.mix(h, exchange.matcher.lastTrade);
        h = Digest.mix(h, exchange.accounts.size());
        for (int i = 0; i < exchange.assets.size(); i++) {
            Asset asset = exchange.assets.get(i);
            h = Digest.mix(Digest.mix(h, asset.scale()), asset.supply);
        }
        for (int i = 0; i < exchange.markets.size(); i++) {
            h = market(h, exchange.markets.get(i));
        }
        return h;
    }

    private static long market(long before, Market market) {
        MarketSpec spec = market.spec;
        long h = Digest.mix(before, ((long) spec.base() << 32) | spec.quote());
        h = Digest.mix(h, spec.tick());
        h = Digest.mix(h, spec.lot());
        h = Digest.mix(h, ((long) spec.tickScale() << 32) | spec.lotScale());
        h = Digest.mix(h, spec.minLots());
        h = Digest.mix(h, spec.maxLots());
        h = Digest.mix(h, ((long) spec.makerFeeBps() << 32) | spec.takerFeeBps());
        h = Digest.mix(h, ((long) spec.bandBps() << 1) | (market.halted ? 1 : 0));
        return Digest.mix(h, market.last);
    }
}
