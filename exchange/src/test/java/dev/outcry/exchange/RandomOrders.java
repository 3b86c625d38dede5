package dev.outcry.exchange;

import java.util.SplittableRandom;

/// Draws orders of every kind around a price that follows the trades, most of them sound.
final class RandomOrders {
    private final SplittableRandom random;
    private final OrderRequest request = new OrderRequest();
    private final long[] anchors = {1_000, 200};

    RandomOrders(SplittableRandom random) {
        this.random = random;
    }

    /// Moves the centre of what comes next, but never far.
    void anchor(int market, long last) {
        long home = market == 0 ? 1_000 : 200;
        if (last > home / 2 && last < home * 2) {
            anchors[market] = last;
        }
    }

    OrderRequest next(long id, int account, long now) {
        int market = random.nextInt(2);
        boolean buy = random.nextBoolean();
        request.reset(id, account, market, buy ? Side.BUY : Side.SELL);
        long qty = 1L + random.nextInt(40);
        if (random.nextInt(200) == 0) {
            qty = random.nextInt(3) - 1L;
        }
        long price = anchors[market] + random.nextInt(13) - 6 + (buy ? -2 : 2);
        if (random.nextInt(40) == 0) {
            price = anchors[market] + random.nextInt(30) - 15;
        }
        if (random.nextInt(300) == 0) {
            price = random.nextBoolean() ? -random.nextInt(2) : Exchange.MAX_TICKS;
        }
        kind(market, buy, price, qty);
        tif(now);
        if (random.nextInt(8) == 0) {
            request.postOnly();
        }
        if (random.nextInt(6) == 0) {
            request.display(random.nextInt(100) == 0 ? 0 : 1 + random.nextInt(8));
        }
        return request.selfTrade(SelfTrade.of(random.nextInt(4)));
    }

    private void kind(int market, boolean buy, long price, long qty) {
        long stop = anchors[market] + random.nextInt(17) - 8;
        switch (random.nextInt(10)) {
            case 0 -> {
                if (buy && random.nextBoolean()) {
                    request.marketFor(1 + random.nextInt(market == 0 ? 4_000 : 20_000_000));
                } else {
                    request.market(qty);
                }
            }
            case 1 -> request.stop(stop, qty);
            case 2 -> request.stopLimit(stop, price, qty);
            default -> request.limit(price, qty);
        }
    }

    private void tif(long now) {
        switch (random.nextInt(10)) {
            case 0 -> request.tif(TimeInForce.IOC);
            case 1 -> request.tif(TimeInForce.FOK);
            case 2 -> request.goodTill(now + random.nextInt(3_000) - 20);
            case 3 -> request.tif(TimeInForce.DAY);
            default -> request.tif(TimeInForce.GTC);
        }
    }
}
