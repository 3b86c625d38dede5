package dev.outcry.exchange;

import java.util.Arrays;

/// Writes the whole state: assets, accounts with balances, markets, counters, then the orders
/// account by account, oldest first. Big-endian; the state hash comes last.
final class SnapshotWriter {
    static final int MAGIC = 0x4F_58_53_01; // "OXS", version 1

    private byte[] bytes = new byte[4096];
    private int size;

    byte[] write(Exchange exchange) {
        putInt(MAGIC);
        putInt(exchange.assets.size());
        for (Asset asset : exchange.assets) {
            putInt(asset.scale());
            putLong(asset.supply);
        }
        putInt(exchange.accounts.size());
        for (Account account : exchange.accounts) {
            putInt(account.kind.code);
            for (int asset = 0; asset < exchange.assets.size(); asset++) {
                putLong(account.balance(asset).available);
                putLong(account.balance(asset).reserved);
            }
        }
        putInt(exchange.markets.size());
        for (Market market : exchange.markets) {
            market(market);
        }
        putLong(exchange.entry.lastOrder);
        putLong(exchange.matcher.lastTrade);
        putLong(exchange.orders.nextRank);
        putInt(exchange.orders.count());
        for (Account account : exchange.accounts) {
            for (Order order = account.firstOrder; order != null; order = order.accountNext) {
                order(order);
            }
        }
        putLong(exchange.stateHash());
        return Arrays.copyOf(bytes, size);
    }

    private void market(Market market) {
        MarketSpec spec = market.spec;
        putInt(spec.base());
        putInt(spec.quote());
        putLong(spec.tick());
        putInt(spec.tickScale());
        putLong(spec.lot());
        putInt(spec.lotScale());
        putLong(spec.minLots());
        putLong(spec.maxLots());
        putInt(spec.bandBps());
        putInt(spec.makerFeeBps());
        putInt(spec.takerFeeBps());
        putFlag(market.halted);
        putLong(market.last);
    }

    private void order(Order order) {
        putLong(order.id);
        putInt(order.account.id);
        putInt(order.market().id);
        putInt(order.side().code);
        putInt(order.manner.kind.code);
        putInt(order.manner.tif.code);
        putInt(order.manner.selfTrade.code);
        putFlag(order.manner.postOnly);
        putFlag(order.waiting);
        putLong(order.price);
        putLong(order.stop);
        putLong(order.qty);
        putLong(order.remaining);
        putLong(order.shown);
        putLong(order.display);
        putLong(order.expiresAt);
        putInt(order.makerFeeBps);
        putInt(order.takerFeeBps);
        putLong(order.rank);
    }

    private void putFlag(boolean value) {
        putInt(value ? 1 : 0);
    }

    private void putInt(int value) {
        grow(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void grow(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}
