package dev.outcry.server.floor;

import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One user's trading: the orders that live, those that ended lately, and how far `me` has counted.
final class Trader {
    private static final long REMEMBERED_MILLIS = 600_000;
    private static final int REMEMBERED = 1_000;

    final int account;
    Person person;

    /// Counts the events of `me`.
    final Inboxes.Inbox inbox;

    /// What was put in, valued then, in units of USD: what the return is reckoned from.
    long basis;

    /// When the account began, or was last reset, Unix epoch milliseconds.
    long since;

    /// Whether the owner wants to be on the leaderboard.
    boolean ranked = true;

    private final SequencedMap<Integer, Position> positions = new LinkedHashMap<>();
    private long orders; // a sum of the digests of all that are remembered
    private final SequencedMap<Long, LiveOrder> live = new TreeMap<>();
    private final Map<Long, LiveOrder> ended = new HashMap<>(); // looked up, never walked
    private final Map<String, LiveOrder> byClient = new HashMap<>(); // looked up, never walked

    // What ended, oldest first: apart, because a client's own id is promised ten minutes.
    private final Deque<LiveOrder> endings = new ArrayDeque<>();
    private final Deque<LiveOrder> namedEndings = new ArrayDeque<>();

    Trader(int account, Person person, Inboxes.Inbox inbox) {
        this.inbox = inbox;
        this.account = account;
        this.person = person;
    }

    void write(ValuesOut out) {
        out.person(person);
        out.number(inbox.seq());
        out.signed(basis);
        out.number(since);
        out.flag(ranked);
        out.list(
                positions.entrySet(),
                each -> {
                    out.signedInt(each.getKey());
                    each.getValue().write(out);
                });
        out.list(live.values(), order -> order.write(out));
        out.list(endings, order -> order.write(out));
        out.list(namedEndings, order -> order.write(out));
    }

    /// @param market finds an order's
    static Trader read(
            ValuesIn in, int account, Inboxes inboxes, Function<Symbol, TradedMarket> market) {
        Person person = in.person();
        Trader trader = new Trader(account, person, inboxes.of(person.id()));
        trader.inbox.goOn(in.number());
        trader.basis = in.signed();
        trader.since = in.number();
        trader.ranked = in.flag();
        in.each(() -> trader.positions.put(in.signedInt(), Position.read(in)));
        List<LiveOrder> live = in.list(() -> LiveOrder.read(in, trader, market));
        Runnable ended =
                () -> {
                    LiveOrder order = LiveOrder.read(in, trader, market);
                    trader.open(order);
                    trader.end(order);
                    trader.count(order);
                };
        in.each(ended);
        in.each(ended);
        for (LiveOrder order : live) {
            trader.open(order);
            trader.count(order);
        }
        return trader;
    }

    /// {@return what is held of an asset, by the exchange's number}
    Position position(int asset) {
        return positions.computeIfAbsent(asset, _ -> new Position());
    }

    /// {@return each asset ever held, in the order in which its owner was told of them}
    SequencedMap<Integer, Position> positions() {
        return positions;
    }

    List<OrderInfo> liveInfos() {
        return live.values().stream().map(LiveOrder::info).toList();
    }

    /// {@return the orders that can still trade, oldest first}
    Iterable<LiveOrder> live() {
        return live.values();
    }

    void open(LiveOrder order) {
        live.put(order.id(), order);
        order.spec().client().ifPresent(client -> byClient.put(client, order));
    }

    /// Counts an order as it is now into the hash.
    void count(LiveOrder order) {
        orders += order.count();
    }

    void end(LiveOrder order) {
        if (live.remove(order.id()) != null) {
            ended.put(order.id(), order);
            (order.spec().client().isPresent() ? namedEndings : endings).addLast(order);
        }
    }

    /// Forgets what ended more than ten minutes ago, and what nobody named sooner.
    void forget(long at) {
        while (!endings.isEmpty()
                && (endings.size() > REMEMBERED || !remembered(endings.getFirst(), at))) {
            LiveOrder gone = endings.removeFirst();
            ended.remove(gone.id());
            orders -= gone.digest();
        }
        while (!namedEndings.isEmpty() && !remembered(namedEndings.getFirst(), at)) {
            LiveOrder gone = namedEndings.removeFirst();
            ended.remove(gone.id());
            orders -= gone.digest();
            gone.spec().client().ifPresent(client -> byClient.remove(client, gone));
        }
    }

    private static boolean remembered(LiveOrder order, long at) {
        return order.status().live() || order.changedAt() > at - REMEMBERED_MILLIS;
    }

    @Nullable LiveOrder find(long order, long at) {
        LiveOrder found = live.getOrDefault(order, ended.get(order));
        return found != null && remembered(found, at) ? found : null;
    }

    @Nullable LiveOrder find(String client, long at) {
        LiveOrder found = byClient.get(client);
        return found != null && remembered(found, at) ? found : null;
    }

    long hash() {
        long hash = Hash.mix(person.guest() ? 1 : 0, person.id());
        hash = Hash.mix(Hash.mix(hash, inbox.seq(), basis), orders);
        for (Map.Entry<Integer, Position> each : positions.entrySet()) {
            hash = Hash.mix(hash, each.getKey(), each.getValue().hash());
        }
        return Hash.mix(hash, since, ranked ? 1 : 0);
    }
}
