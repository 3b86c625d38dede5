package dev.outcry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// The engine, the naive exchange, and a second engine that is now and then replaced by one
/// restored from the first one's snapshot: all three get the same random commands and must agree
/// after each.
final class Twin {
    private static final int ACCOUNTS = 6;
    private static final int ASSETS = 3;

    /// What the commands were answered, and what happened: each with how often.
    final Map<String, Integer> seen = new TreeMap<>();

    final Audit events = new Audit();
    private final Recorder naiveEvents = new Recorder();
    private final Recorder copyEvents = new Recorder();
    private final Exchange engine = new Exchange(events);
    private final NaiveExchange naive = new NaiveExchange(naiveEvents, new NaiveMoney(6, 8, 8));
    private final SplittableRandom random;
    private final RandomOrders requests;
    private Exchange copy;
    private long now = 1_000_000;
    private long nextOrder = 1;

    Twin(long seed) {
        random = new SplittableRandom(seed);
        requests = new RandomOrders(random);
        for (int scale : new int[] {6, 8, 8}) {
            engine.addAsset(scale);
        }
        // A lot at a tick is worth 0.07 units, so that every rounding rule matters …
        market(new MarketSpec(1, 0, 7, 5, 1, 3, 1, 5_000, 0, 17, 29));
        // … and here a fixed band and coarse steps.
        market(new MarketSpec(2, 0, 25, 2, 1, 2, 2, 40, 250, 30, 10));
        for (int account = 1; account < ACCOUNTS; account++) {
            AccountKind kind = account == 1 ? AccountKind.FEED : AccountKind.USER;
            engine.addAccount(kind);
            naive.kinds.add(kind);
        }
        copy = Exchange.restore(engine.snapshot(), copyEvents);
        for (int account = 1; account < ACCOUNTS; account++) {
            deposit(account, 0, account == 5 ? 3_000 : 5_000_000_000L);
            deposit(account, 1, account == 5 ? 100_000 : 100_000_000_000L);
            deposit(account, 2, account == 5 ? 10_000_000 : 100_000_000_000L);
        }
    }

    private void market(MarketSpec spec) {
        engine.addMarket(spec);
        naive.addMarket(spec);
    }

    /// One random command, and every comparison after it.
    void step() {
        events.clear();
        naiveEvents.clear();
        copyEvents.clear();
        now += random.nextInt(50);
        long before = engine.stateHash();
        boolean changed = command();

        events.lines.forEach(this::count);
        assertThat(events.lines).isEqualTo(naiveEvents.lines);
        assertThat(copyEvents.lines).isEqualTo(events.lines);
        assertThat(copyEvents.balances).isEqualTo(events.balances);
        assertThat(copyEvents.levels).isEqualTo(events.levels);
        assertThat(engine.stateHash() != before).as("hash changed").isEqualTo(changed);
        assertThat(copy.stateHash()).isEqualTo(engine.stateHash());
        compareBooks();
        compareMoney();
        compareOrders();
        if (random.nextInt(40) == 0) {
            byte[] snapshot = engine.snapshot();
            copy = Exchange.restore(snapshot, copyEvents);
            assertThat(copy.snapshot()).isEqualTo(snapshot);
            assertThat(copy.stateHash()).isEqualTo(engine.stateHash());
        }
    }

    /// Of an event counts its name, with its reason if it has one.
    private void count(String line) {
        String[] words = line.split(" ", -1);
        String reason = words[words.length - 1];
        boolean ends = words[0].equals("canceled") || words[0].equals("rejected");
        seen.merge(ends ? words[0] + " " + reason : words[0], 1, Integer::sum);
    }

    /// @return whether the state must have changed
    private boolean command() {
        int dice = random.nextInt(1000);
        if (dice < 620) {
            return submit();
        } else if (dice < 760) {
            return cancel();
        } else if (dice < 900) {
            return amend();
        } else if (dice < 910) {
            return cancelAll();
        } else if (dice < 960) {
            return expire();
        } else if (dice < 967) {
            return deposit(1 + random.nextInt(ACCOUNTS - 1), random.nextInt(ASSETS), 1_000);
        } else if (dice < 980) {
            return withdraw();
        } else if (dice < 990) {
            return halt();
        }
        return change();
    }

    private boolean submit() {
        OrderRequest request = requests.next(nextOrder, 1 + random.nextInt(ACCOUNTS - 1), now);
        Outcome said = engine.validate(request, now);
        Outcome outcome = engine.submit(request, now);
        assertThat(said).isEqualTo(outcome);
        seen.merge(outcome.toString(), 1, Integer::sum);
        assertThat(naive.submit(request, now)).isEqualTo(outcome);
        assertThat(copy.submit(request, now)).isEqualTo(outcome);
        if (outcome == Outcome.ACCEPTED) {
            nextOrder += 1 + random.nextInt(3);
        }
        requests.anchor(request.market, naive.last.get(request.market));
        return outcome == Outcome.ACCEPTED;
    }

    private boolean cancel() {
        NaiveOrder order = anyOrder();
        int account = random.nextInt(20) == 0 ? 1 : order.account;
        Outcome outcome = engine.cancel(order.id, account);
        assertThat(naive.cancel(order.id, account)).isEqualTo(outcome);
        assertThat(copy.cancel(order.id, account)).isEqualTo(outcome);
        return outcome == Outcome.ACCEPTED;
    }

    private boolean amend() {
        NaiveOrder order = anyOrder();
        long price = random.nextInt(3) == 0 ? order.price + random.nextInt(9) - 4 : 0;
        long qty = random.nextInt(4) == 0 ? 0 : order.qty + random.nextInt(13) - 8;
        boolean same = (price == 0 || price == order.price) && (qty == 0 || qty == order.qty);
        Outcome outcome = engine.amend(order.id, order.account, price, qty);
        assertThat(naive.amend(order.id, order.account, price, qty)).isEqualTo(outcome);
        assertThat(copy.amend(order.id, order.account, price, qty)).isEqualTo(outcome);
        return outcome == Outcome.ACCEPTED && !same;
    }

    private boolean cancelAll() {
        int account = 1 + random.nextInt(ACCOUNTS - 1);
        int market = random.nextInt(3) - 1;
        boolean buys = random.nextBoolean();
        boolean sells = random.nextBoolean();
        int count = engine.cancelAll(account, market, buys, sells);
        assertThat(naive.cancelAll(account, market, buys, sells)).isEqualTo(count);
        assertThat(copy.cancelAll(account, market, buys, sells)).isEqualTo(count);
        return count > 0;
    }

    private boolean expire() {
        assertThat(engine.nextDue()).isEqualTo(naive.nextDue());
        if (random.nextInt(20) == 0) {
            now += 86_400_000;
        }
        int count = engine.expire(now);
        assertThat(naive.expire(now)).isEqualTo(count);
        assertThat(copy.expire(now)).isEqualTo(count);
        return count > 0;
    }

    private boolean deposit(int account, int asset, long amount) {
        assertThat(engine.deposit(account, asset, amount)).isEqualTo(Outcome.ACCEPTED);
        copy.deposit(account, asset, amount);
        naive.money.add(account, asset, BigInteger.valueOf(amount));
        return true;
    }

    /// Often all that is free, so that the reservations must do.
    private boolean withdraw() {
        int account = 1 + random.nextInt(ACCOUNTS - 1);
        int asset = random.nextInt(ASSETS);
        long amount = account == 5 ? Math.max(1, engine.available(account, asset)) : 1_000;
        Outcome outcome = engine.withdraw(account, asset, amount);
        assertThat(copy.withdraw(account, asset, amount)).isEqualTo(outcome);
        if (outcome == Outcome.ACCEPTED) {
            naive.money.add(account, asset, BigInteger.valueOf(-amount));
        }
        return outcome == Outcome.ACCEPTED;
    }

    private boolean halt() {
        int market = random.nextInt(2);
        boolean halt = random.nextInt(4) == 0;
        boolean changed = naive.halted.set(market, halt) != halt;
        for (Exchange exchange : List.of(engine, copy)) {
            if (halt) {
                exchange.halt(market);
            } else {
                exchange.resume(market);
            }
        }
        return changed;
    }

    private boolean change() {
        int market = random.nextInt(2);
        MarketSpec before = engine.spec(market);
        MarketSpec spec = before.withFees(random.nextInt(60), random.nextInt(60));
        engine.changeMarket(market, spec);
        copy.changeMarket(market, spec);
        naive.specs.set(market, spec);
        return !spec.equals(before);
    }

    /// An open order, or one that never was.
    private NaiveOrder anyOrder() {
        if (naive.open.isEmpty() || random.nextInt(50) == 0) {
            NaiveOrder unknown = new NaiveOrder();
            unknown.id = nextOrder + 7;
            unknown.account = 1;
            return unknown;
        }
        return naive.open.get(random.nextInt(naive.open.size()));
    }

    private void compareBooks() {
        TreeMap<String, Long> levels = new TreeMap<>();
        for (int market = 0; market < 2; market++) {
            int of = market;
            for (Side side : Side.values()) {
                engine.levels(
                        market,
                        side,
                        Integer.MAX_VALUE,
                        (price, qty, orders) -> levels.put(of + " " + side + " " + price, qty));
                long total =
                        naive.open.stream()
                                .filter(o -> !o.waiting && o.market == of && o.side == side)
                                .mapToLong(o -> o.left)
                                .sum();
                assertThat(engine.markets.get(market).book(side).total).isEqualTo(total);
            }
            long bid = engine.best(market, Side.BUY).orElse(0);
            long ask = engine.best(market, Side.SELL).orElse(Long.MAX_VALUE);
            assertThat(bid).as("not crossed").isLessThan(ask);
            assertThat(engine.lastPrice(market).orElse(0)).isEqualTo(naive.last.get(market));
        }
        assertThat(levels).isEqualTo(naive.book());
        assertThat(events.book).isEqualTo(levels);
    }

    private void compareMoney() {
        for (int asset = 0; asset < ASSETS; asset++) {
            BigInteger total = BigInteger.ZERO;
            for (int account = 0; account < ACCOUNTS; account++) {
                long free = engine.available(account, asset);
                long held = engine.reserved(account, asset);
                assertThat(free).isNotNegative();
                assertThat(held).isNotNegative();
                assertThat(free)
                        .as("account %d asset %d", account, asset)
                        .isEqualTo(naive.money.free(account, asset).longValueExact());
                assertThat(held)
                        .as("account %d asset %d", account, asset)
                        .isEqualTo(naive.money.held(account, asset).longValueExact());
                assertThat(events.money.getOrDefault(account + " " + asset, "0 0"))
                        .isEqualTo(free + " " + held);
                total = total.add(BigInteger.valueOf(free)).add(BigInteger.valueOf(held));
            }
            assertThat(total.longValueExact()).isEqualTo(engine.assets.get(asset).supply);
        }
    }

    private void compareOrders() {
        Map<Long, Long> left = new TreeMap<>();
        List<Long> ids = new ArrayList<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            for (OrderInfo order : engine.openOrders(account)) {
                left.put(order.order(), order.remainingLots());
                assertThat(order.account()).isEqualTo(account);
                assertThat(engine.order(order.order())).contains(order);
            }
        }
        naive.open.forEach(order -> ids.add(order.id));
        assertThat(left.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(events.left).isEqualTo(left);
        assertThat(engine.openOrders()).isEqualTo(ids.size());
    }
}
