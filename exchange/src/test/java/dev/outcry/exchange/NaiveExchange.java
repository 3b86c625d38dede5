package dev.outcry.exchange;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The rules once more, with lists and no cleverness: what the engine is held against. It knows
/// nothing of levels, pools, heaps or running sums; whatever it needs to know it searches for.
/// Longer than other files, so that all rules of matching stand in one.
final class NaiveExchange {
    final List<NaiveOrder> open = new ArrayList<>();
    final NaiveMoney money;
    final List<MarketSpec> specs = new ArrayList<>();
    final List<Boolean> halted = new ArrayList<>();
    final List<Long> last = new ArrayList<>();
    final List<AccountKind> kinds = new ArrayList<>(List.of(AccountKind.HOUSE));

    private final ExchangeListener events;
    private final List<NaiveOrder> triggered = new ArrayList<>();
    private long time;
    private long trades;

    NaiveExchange(ExchangeListener events, NaiveMoney money) {
        this.events = events;
        this.money = money;
    }

    void addMarket(MarketSpec spec) {
        specs.add(spec);
        halted.add(false);
        last.add(0L);
    }

    Outcome submit(OrderRequest request, long at) {
        MarketSpec spec = specs.get(request.market);
        Outcome outcome = NaiveForm.check(request, spec, at);
        if (outcome != Outcome.ACCEPTED) {
            return outcome;
        }
        NaiveOrder order = NaiveForm.order(request, spec, at);
        outcome = mayAdd(order);
        if (outcome != Outcome.ACCEPTED) {
            return outcome;
        }
        boolean stop = order.kind == OrderKind.STOP || order.kind == OrderKind.STOP_LIMIT;
        outcome = stop ? outcome : enter(order, BigInteger.ZERO);
        if (outcome != Outcome.ACCEPTED) {
            return outcome;
        }
        events.accepted(order.id, order.account, order.market, order.side, order.price, order.qty);
        if (!stop) {
            trade(order);
        } else if (reached(order)) {
            triggered.add(order);
        } else {
            order.waiting = true;
            order.time = time++;
            open.add(order);
        }
        runTriggered();
        return Outcome.ACCEPTED;
    }

    Outcome cancel(long id, int account) {
        Optional<NaiveOrder> order =
                open.stream().filter(o -> o.id == id && o.account == account).findFirst();
        order.ifPresent(o -> end(o, CancelReason.REQUESTED));
        return order.isPresent() ? Outcome.ACCEPTED : Outcome.UNKNOWN_ORDER;
    }

    int cancelAll(int account, int market, boolean buys, boolean sells) {
        List<NaiveOrder> chosen =
                open.stream()
                        .filter(o -> o.account == account)
                        .filter(o -> market == Exchange.ALL_MARKETS || o.market == market)
                        .filter(o -> o.buys() ? buys : sells)
                        .sorted(Comparator.comparingLong(o -> o.id))
                        .toList();
        chosen.forEach(order -> end(order, CancelReason.REQUESTED));
        return chosen.size();
    }

    int expire(long now) {
        List<NaiveOrder> gone =
                open.stream()
                        .filter(o -> o.due != 0 && o.due <= now)
                        .sorted(
                                Comparator.comparingLong((NaiveOrder o) -> o.due)
                                        .thenComparingLong(o -> o.id))
                        .toList();
        for (NaiveOrder order : gone) {
            open.remove(order);
            hold(order, BigInteger.ZERO);
            events.expired(order.id, order.account, order.market, order.left);
        }
        return gone.size();
    }

    long nextDue() {
        return open.stream()
                .filter(o -> o.due != 0)
                .mapToLong(o -> o.due)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    Outcome amend(long id, int account, long newPrice, long newQty) {
        NaiveOrder order =
                open.stream()
                        .filter(o -> o.id == id && o.account == account)
                        .findFirst()
                        .orElse(null);
        if (order == null) {
            return Outcome.UNKNOWN_ORDER;
        }
        long price = newPrice == 0 ? order.price : newPrice;
        long qty = newQty == 0 ? order.qty : newQty;
        if (price != order.price
                && (!order.hasLimit() || price < 1 || price > Exchange.MAX_TICKS)) {
            return Outcome.BAD_PRICE;
        }
        long filled = order.qty - order.left;
        if (qty <= filled || NaiveForm.badQuantity(specs.get(order.market), qty, order.display)) {
            return Outcome.BAD_QUANTITY;
        }
        if (halted.get(order.market)) {
            return Outcome.HALTED;
        }
        NaiveOrder wanted = new NaiveOrder(order);
        wanted.price = price;
        wanted.qty = qty;
        wanted.left = qty - filled;
        if (!order.waiting && (price != order.price || qty > order.qty)) {
            Outcome outcome = enter(wanted, order.held);
            if (outcome != Outcome.ACCEPTED) {
                return outcome;
            }
            open.remove(order);
            hold(order, BigInteger.ZERO);
            wanted.held = BigInteger.ZERO;
            tellAmended(wanted);
            trade(wanted);
            runTriggered();
        } else {
            wanted.shown = Math.min(order.shown, wanted.left);
            open.set(open.indexOf(order), wanted);
            if (!wanted.waiting) {
                hold(wanted, needed(wanted));
            }
            tellAmended(wanted);
        }
        return Outcome.ACCEPTED;
    }

    /// {@return what the book of every market shows: `market side price` to quantity}
    Map<String, Long> book() {
        TreeMap<String, Long> book = new TreeMap<>();
        for (NaiveOrder order : open) {
            if (!order.waiting) {
                book.merge(
                        order.market + " " + order.side + " " + order.price,
                        order.shown,
                        Long::sum);
            }
        }
        return book;
    }

    private Outcome mayAdd(NaiveOrder order) {
        if (halted.get(order.market)) {
            return Outcome.HALTED;
        }
        boolean stop = order.kind == OrderKind.STOP || order.kind == OrderKind.STOP_LIMIT;
        boolean limited = kinds.get(order.account) == AccountKind.USER;
        long mine =
                open.stream()
                        .filter(o -> o.account == order.account && o.market == order.market)
                        .count();
        return limited && (stop || order.mayRest()) && mine >= Exchange.MAX_OPEN
                ? Outcome.TOO_MANY_OPEN
                : Outcome.ACCEPTED;
    }

    private Outcome enter(NaiveOrder order, BigInteger credit) {
        MarketSpec spec = specs.get(order.market);
        long worst = edge(order);
        order.limit = order.hasLimit() ? order.price : worst;
        if (order.buys() ? order.limit > worst : order.limit < worst) {
            return Outcome.PRICE_BAND;
        }
        Optional<NaiveOrder> best = best(order);
        boolean meets = best.isPresent() && good(order, best.get().price);
        if (order.postOnly && meets) {
            return Outcome.WOULD_CROSS;
        }
        if (order.tif == TimeInForce.FOK) {
            long deepest = deepest(order);
            if (deepest == 0) {
                return Outcome.UNFILLABLE;
            }
            order.limit = order.hasLimit() ? order.limit : deepest;
        }
        BigInteger need = needed(order);
        if (order.spend > 0) {
            need = BigInteger.valueOf(order.spend);
        } else if (order.paysAsItGoes()) {
            need = meets ? money.cost(spec, best.get().price, 1, order.takerBps) : BigInteger.ZERO;
        }
        BigInteger have = money.free(order.account, asset(order)).add(credit);
        return need.compareTo(have) > 0 ? Outcome.INSUFFICIENT_FUNDS : Outcome.ACCEPTED;
    }

    /// Plays the order in a copy where its account has all the money it may need: the worst price
    /// it trades at if it is filled there, else 0.
    private long deepest(NaiveOrder order) {
        long[] seen = {0, 0};
        Recorder watcher =
                new Recorder() {
                    @Override
                    void trade(long taker, long price, long qty) {
                        if (taker == order.id) {
                            seen[0] = price;
                            seen[1] += qty;
                        }
                    }
                };
        NaiveExchange copy = new NaiveExchange(watcher, new NaiveMoney(money));
        for (int i = 0; i < specs.size(); i++) {
            copy.addMarket(specs.get(i));
            copy.last.set(i, last.get(i));
        }
        open.stream().map(NaiveOrder::new).forEach(copy.open::add);
        BigInteger plenty = BigInteger.ONE.shiftLeft(100);
        copy.money.add(order.account, asset(order), plenty);
        NaiveOrder twin = new NaiveOrder(order);
        twin.tif = TimeInForce.IOC;
        copy.trade(twin);
        return seen[1] == order.left ? seen[0] : 0;
    }

    private void trade(NaiveOrder order) {
        BigInteger budget =
                order.spend > 0
                        ? BigInteger.valueOf(order.spend)
                        : money.free(order.account, asset(order));
        hold(order, order.paysAsItGoes() ? budget : needed(order));
        CancelReason end = match(order);
        if (order.left == 0 && order.spend == 0) {
            hold(order, BigInteger.ZERO);
            open.remove(order);
        } else if (end == CancelReason.IOC && order.mayRest()) {
            order.shown = order.display == 0 ? order.left : Math.min(order.display, order.left);
            order.time = time++;
            open.add(order);
            events.rested(
                    order.id, order.account, order.market, order.side, order.price, order.left);
        } else {
            end(order, order.left == 0 ? CancelReason.SPENT : end);
        }
    }

    private CancelReason match(NaiveOrder taker) {
        while (taker.left > 0) {
            NaiveOrder maker = best(taker).orElse(null);
            if (maker == null) {
                return CancelReason.IOC;
            }
            if (!good(taker, maker.price)) {
                return taker.hasLimit() ? CancelReason.IOC : CancelReason.BAND;
            }
            if (maker.account == taker.account) {
                if (meetOwn(taker, maker)) {
                    return CancelReason.SELF_TRADE;
                }
                continue;
            }
            long qty = Math.min(taker.left, maker.shown);
            if (taker.paysAsItGoes()) {
                MarketSpec spec = specs.get(taker.market);
                while (qty > 0
                        && money.cost(spec, maker.price, qty, taker.takerBps).compareTo(taker.held)
                                > 0) {
                    qty--;
                }
            }
            if (qty == 0) {
                return taker.spend > 0 ? CancelReason.SPENT : CancelReason.FUNDS;
            }
            exchange(taker, maker, qty);
        }
        return CancelReason.IOC;
    }

    private void exchange(NaiveOrder taker, NaiveOrder maker, long qty) {
        MarketSpec spec = specs.get(taker.market);
        taker.left -= qty;
        maker.left -= qty;
        maker.shown -= qty;
        NaiveOrder buy = taker.buys() ? taker : maker;
        NaiveOrder sell = taker.buys() ? maker : taker;
        BigInteger value = money.value(spec, maker.price, qty, RoundingMode.FLOOR);
        BigInteger buyFee = money.fee(value, buy == taker ? buy.takerBps : buy.makerBps);
        BigInteger sellFee = money.fee(value, sell == taker ? sell.takerBps : sell.makerBps);

        BigInteger base = money.base(spec, qty);
        hold(sell, sell.held.subtract(base));
        money.add(sell.account, spec.base(), base.negate());
        money.add(buy.account, spec.base(), base);
        money.add(sell.account, spec.quote(), value.subtract(sellFee));

        BigInteger rest =
                buy.paysAsItGoes() ? buy.held.subtract(value).subtract(buyFee) : needed(buy);
        hold(buy, rest);
        BigInteger has = money.free(buy.account, spec.quote());
        BigInteger lacks = value.add(buyFee).subtract(has).max(BigInteger.ZERO);
        buyFee = buyFee.subtract(lacks);
        money.add(buy.account, spec.quote(), value.add(buyFee).negate());
        money.add(Exchange.HOUSE, spec.quote(), buyFee.add(sellFee));

        events.traded(
                ++trades,
                taker.market,
                taker.side,
                maker.price,
                qty,
                maker.id,
                maker.account,
                maker.left,
                (maker.buys() ? buyFee : sellFee).longValueExact(),
                taker.id,
                taker.account,
                taker.told(),
                (taker.buys() ? buyFee : sellFee).longValueExact());
        if (maker.left == 0) {
            open.remove(maker);
        } else if (maker.shown == 0) {
            maker.shown = Math.min(maker.display, maker.left);
            maker.time = time++;
        }
        last.set(taker.market, maker.price);
        trigger(taker.market);
    }

    private boolean meetOwn(NaiveOrder taker, NaiveOrder maker) {
        SelfTrade mode = taker.selfTrade;
        long both = Math.min(taker.left, maker.left);
        boolean takerEnds =
                mode == SelfTrade.CANCEL_NEWEST
                        || mode == SelfTrade.CANCEL_BOTH
                        || (mode == SelfTrade.DECREMENT && taker.left == both);
        if (mode == SelfTrade.CANCEL_OLDEST || mode == SelfTrade.CANCEL_BOTH) {
            end(maker, CancelReason.SELF_TRADE);
        } else if (mode == SelfTrade.DECREMENT) {
            if (maker.left == both) {
                end(maker, CancelReason.SELF_TRADE);
            } else {
                cut(maker, both);
            }
            if (taker.left > both && taker.spend == 0) {
                cut(taker, both);
            }
        }
        return takerEnds;
    }

    private void cut(NaiveOrder order, long lots) {
        order.qty -= lots;
        order.left -= lots;
        order.shown = Math.min(order.shown, order.left);
        if (!order.paysAsItGoes()) {
            hold(order, needed(order));
        }
        tellAmended(order);
    }

    private void trigger(int market) {
        Comparator<NaiveOrder> nearest =
                Comparator.comparing((NaiveOrder o) -> !o.buys())
                        .thenComparingLong(o -> o.buys() ? o.stop : -o.stop)
                        .thenComparingLong(o -> o.time);
        List<NaiveOrder> reached =
                open.stream()
                        .filter(o -> o.waiting && o.market == market && reached(o))
                        .sorted(nearest)
                        .toList();
        open.removeAll(reached);
        reached.forEach(order -> order.waiting = false);
        triggered.addAll(reached);
    }

    private void runTriggered() {
        while (!triggered.isEmpty()) {
            NaiveOrder order = triggered.removeFirst();
            events.triggered(order.id, order.account, order.market);
            Outcome outcome = enter(order, BigInteger.ZERO);
            if (outcome == Outcome.ACCEPTED) {
                trade(order);
            } else {
                events.rejected(order.id, order.account, order.market, outcome);
            }
        }
    }

    private boolean reached(NaiveOrder order) {
        long price = last.get(order.market);
        return price != 0 && (order.buys() ? price >= order.stop : price <= order.stop);
    }

    private Optional<NaiveOrder> best(NaiveOrder taker) {
        Comparator<NaiveOrder> cheapest = Comparator.comparingLong(o -> o.price);
        return open.stream()
                .filter(o -> !o.waiting && o.market == taker.market && o.side != taker.side)
                .min(
                        (taker.buys() ? cheapest : cheapest.reversed())
                                .thenComparingLong(o -> o.time));
    }

    private static boolean good(NaiveOrder taker, long price) {
        return taker.buys() ? price <= taker.limit : price >= taker.limit;
    }

    private long edge(NaiveOrder order) {
        long around = last.get(order.market);
        int band = specs.get(order.market).bandBps();
        if (around == 0 || band == 0) {
            return order.buys() ? Long.MAX_VALUE : 0;
        }
        long width = around * band / 10_000;
        return order.buys() ? around + width : around - width;
    }

    private BigInteger needed(NaiveOrder order) {
        MarketSpec spec = specs.get(order.market);
        int bps = Math.max(order.makerBps, order.takerBps);
        return order.buys()
                ? money.reserve(spec, order.limit, order.left, bps)
                : money.base(spec, order.left);
    }

    private void hold(NaiveOrder order, BigInteger amount) {
        money.hold(order.account, asset(order), amount.subtract(order.held));
        order.held = amount;
    }

    private int asset(NaiveOrder order) {
        MarketSpec spec = specs.get(order.market);
        return order.buys() ? spec.quote() : spec.base();
    }

    private void end(NaiveOrder order, CancelReason reason) {
        open.remove(order);
        hold(order, BigInteger.ZERO);
        events.canceled(order.id, order.account, order.market, order.told(), reason);
    }

    private void tellAmended(NaiveOrder order) {
        events.amended(order.id, order.account, order.market, order.price, order.qty, order.left);
    }
}
