package dev.outcry.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// What is open while a flow is drawn up, by price and time, so that every command names an order
/// that will be there.
final class Queues {
    private record Entry(long order, boolean buy, long price, long place, long qty) {}

    private final Map<Long, Entry> byOrder = new HashMap<>();
    private final List<Long> orders = new ArrayList<>();
    private final TreeSet<Entry> bids =
            new TreeSet<>(
                    Comparator.comparingLong((Entry e) -> -e.price)
                            .thenComparingLong(Entry::place));
    private final TreeSet<Entry> asks =
            new TreeSet<>(Comparator.comparingLong(Entry::price).thenComparingLong(Entry::place));
    private long places;

    List<Long> orders() {
        return List.copyOf(orders);
    }

    boolean buys(long order) {
        return byOrder.get(order).buy();
    }

    long price(long order) {
        return byOrder.get(order).price();
    }

    void add(long order, boolean buy, long price, long qty) {
        put(new Entry(order, buy, price, places++, qty));
        orders.add(order);
    }

    long any(SplittableRandom random) {
        return orders.get(random.nextInt(orders.size()));
    }

    long remove(SplittableRandom random) {
        long order = any(random);
        side(byOrder.get(order).buy()).remove(byOrder.get(order));
        forget(order);
        return order;
    }

    void move(long order, long price) {
        Entry old = byOrder.get(order);
        if (old.price() != price) {
            side(old.buy()).remove(old);
            put(new Entry(order, old.buy(), price, places++, old.qty()));
        }
    }

    /// Takes from the side opposite to the taker's.
    void take(boolean buy, long qty) {
        long missing = qty;
        Iterator<Entry> makers = side(!buy).iterator();
        List<Entry> cut = new ArrayList<>();
        while (missing > 0 && makers.hasNext()) {
            Entry maker = makers.next();
            makers.remove();
            long lots = Math.min(missing, maker.qty());
            missing -= lots;
            if (lots == maker.qty()) {
                forget(maker.order());
            } else {
                cut.add(
                        new Entry(
                                maker.order(),
                                maker.buy(),
                                maker.price(),
                                maker.place(),
                                maker.qty() - lots));
            }
        }
        cut.forEach(this::put);
    }

    private void put(Entry entry) {
        byOrder.put(entry.order(), entry);
        side(entry.buy()).add(entry);
    }

    private void forget(long order) {
        byOrder.remove(order);
        orders.remove(order);
    }

    private Set<Entry> side(boolean buy) {
        return buy ? bids : asks;
    }
}
