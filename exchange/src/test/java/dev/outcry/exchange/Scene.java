package dev.outcry.exchange;

/// One market of BTC against USD with three funded accounts, and short words for what they do.
///
/// A tick is 0.01 USD, a lot 0.01 BTC: so that a trade of one lot at one tick is worth 100 units of
/// USD.
final class Scene {
    static final int USD = 0;
    static final int BTC = 1;
    static final int MARKET = 0;
    static final int ANN = 1;
    static final int BOB = 2;
    static final int CAT = 3;
    static final long DOLLAR = 1_000_000;
    static final long COIN = 100_000_000;

    final Recorder events = new Recorder();
    final Exchange exchange = new Exchange(events);
    private final OrderRequest request = new OrderRequest();
    private long nextOrder = 1;

    Scene() {
        this(terms());
    }

    Scene(MarketSpec spec) {
        exchange.addAsset(6);
        exchange.addAsset(8);
        exchange.addMarket(spec);
        for (int i = 0; i < 3; i++) {
            int account = exchange.addAccount(AccountKind.USER);
            exchange.deposit(account, USD, 1_000 * DOLLAR);
            exchange.deposit(account, BTC, 10 * COIN);
        }
        events.clear();
    }

    static MarketSpec terms() {
        return MarketSpec.of(BTC, USD, 1, 2, 1, 2);
    }

    OrderRequest buy(int account) {
        return request.reset(nextOrder++, account, MARKET, Side.BUY);
    }

    OrderRequest sell(int account) {
        return request.reset(nextOrder++, account, MARKET, Side.SELL);
    }

    Outcome place(OrderRequest order) {
        return exchange.submit(order, 0);
    }

    /// Makes the last trade happen at a price.
    void trade(long price) {
        place(sell(ANN).limit(price, 1));
        place(buy(BOB).limit(price, 1));
        events.clear();
    }
}
