package dev.outcry.server.floor;

import dev.outcry.exchange.AccountKind;
import dev.outcry.exchange.CancelReason;
import dev.outcry.exchange.Exchange;
import dev.outcry.exchange.Outcome;
import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The accounts and what each owner is told on `me`: fills as they come, then each changed order
/// once, then each changed balance.
///
/// Feeds have accounts, and nobody to tell.
final class Traders {
    /// What a new user's account holds, in units of USD.
    static final long PAPER_UNITS = 100_000_000_000L;

    static final String PAPER_ASSET = "USD";

    private static final String HOUSE = "house";

    private final Exchange exchange;
    private final Assets assets;
    private final Marks marks;
    private final Map<String, Integer> accounts = new HashMap<>(); // looked up, never walked
    private final Inboxes inboxes = new Inboxes(accounts.keySet());
    private final List<@Nullable Trader> byAccount = new ArrayList<>();
    private final List<String> names = new ArrayList<>(); // by account
    private final Map<Long, LiveOrder> live = new HashMap<>(); // looked up, never walked
    private final Set<LiveOrder> changed = new LinkedHashSet<>();
    private final List<FillInfo> fills = new ArrayList<>();
    private long feeds; // a sum of digests
    private @Nullable LiveOrder arriving;
    private Optional<String> why = Optional.empty();

    Traders(Exchange exchange, Assets assets, Marks marks) {
        this.exchange = exchange;
        this.assets = assets;
        this.marks = marks;
        names.add(HOUSE);
        byAccount.add(null);
    }

    void write(ValuesOut out) {
        out.number(byAccount.size());
        for (int account = 1; account < byAccount.size(); account++) {
            out.text(names.get(account));
            out.optional(Optional.ofNullable(byAccount.get(account)), trader -> trader.write(out));
        }
    }

    /// Takes back what the restored exchange numbers already.
    ///
    /// @param market finds an order's
    void read(ValuesIn in, Function<Symbol, TradedMarket> market) {
        long count = in.number();
        while (byAccount.size() < count) {
            int account = byAccount.size();
            String name = in.text();
            Trader trader =
                    in.optional(() -> Trader.read(in, account, inboxes, market)).orElse(null);
            know(name, trader);
            if (trader != null) {
                trader.live().forEach(order -> live.put(order.id(), order));
            }
        }
    }

    /// Gives the next account to a user, or to a feed.
    private void know(String name, @Nullable Trader user) {
        if (user == null) {
            feeds += Hash.mix(byAccount.size(), name);
        }
        accounts.put(name, byAccount.size());
        names.add(name);
        byAccount.add(user);
    }

    /// {@return a feed's account, made if there is none}
    int feed(String name) {
        Integer known = accounts.get(name);
        if (known != null) {
            return known;
        }
        know(name, null);
        return exchange.addAccount(AccountKind.FEED);
    }

    /// {@return the number of an account; null if there is none}
    @Nullable Integer account(String user) {
        return accounts.get(user);
    }

    /// {@return a user's trading, with paper money if it is new}
    Trader of(Person person, long at) {
        Integer known = accounts.get(person.id());
        Trader trader = known == null ? null : byAccount.get(known);
        if (trader == null) {
            trader =
                    new Trader(
                            exchange.addAccount(AccountKind.USER), person, inboxes.of(person.id()));
            know(person.id(), trader);
            grant(trader, at);
        }
        return trader;
    }

    /// Begins an account with its paper money, of which its owner knows already.
    void grant(Trader trader, long at) {
        Assets.Asset usd = assets.add(PAPER_ASSET, Assets.QUOTE_SCALE);
        if (exchange.deposit(trader.account, usd.index(), PAPER_UNITS) != Outcome.ACCEPTED) {
            throw new IllegalStateException("no paper money is left");
        }
        trader.positions().replaceAll((_, _) -> new Position());
        trader.position(usd.index()).change(PAPER_UNITS, PAPER_UNITS);
        trader.basis = PAPER_UNITS;
        trader.since = at;
    }

    /// Puts something in.
    void deposit(Trader trader, Assets.Asset asset, long units) {
        Position position = trader.position(asset.index());
        if (marks.price(asset).isPresent()) {
            long worth = marks.worth(asset, units);
            position.change(units, worth);
            trader.basis += worth;
        } else {
            position.put(units);
        }
    }

    /// Values what was put in of an asset before its market had its first price.
    void priced(TradedMarket market) {
        Assets.Asset base = assets.add(market.info().base(), Assets.BASE_SCALE);
        for (Trader trader : all()) {
            Position position = trader.positions().get(base.index());
            if (position != null && marks.price(base).isPresent()) {
                trader.basis += position.value(units -> marks.worth(base, units));
            }
        }
    }

    Inboxes inboxes() {
        return inboxes;
    }

    @Nullable Trader find(String user) {
        Integer account = accounts.get(user);
        return account == null ? null : byAccount.get(account);
    }

    /// {@return all users' trading, in the order of their accounts}
    List<Trader> all() {
        List<Trader> all = new ArrayList<>();
        for (Trader trader : byAccount) {
            if (trader != null) {
                all.add(trader);
            }
        }
        return all;
    }

    /// Gives an account what a guest has.
    void become(String guest, Person account) {
        inboxes.become(guest, account.id());
        Trader trader = find(guest);
        if (trader != null) {
            accounts.remove(guest);
            accounts.put(account.id(), trader.account);
            names.set(trader.account, account.id());
            trader.person = account;
        }
    }

    void named(Person person) {
        Trader trader = find(person.id());
        if (trader != null) {
            trader.person = person;
        }
    }

    /// Gets ready for a command.
    ///
    /// @param order the one that it places
    /// @param reason why orders end that it cancels
    void begin(@Nullable LiveOrder order, Optional<String> reason) {
        arriving = order;
        why = reason;
        fills.clear();
    }

    /// {@return what the arriving order has traded}
    List<FillInfo> fills() {
        return List.copyOf(fills);
    }

    void accepted(long order) {
        if (arriving != null) {
            arriving.accepted(order);
            live.put(order, arriving);
            arriving.owner().open(arriving);
            changed.add(arriving);
        }
    }

    void traded(
            Floor.Context context,
            long trade,
            long order,
            long ticks,
            long lots,
            long remaining,
            long fee,
            boolean maker) {
        LiveOrder mine = live.get(order);
        if (mine == null) {
            return;
        }
        mine.traded(ticks, lots, remaining, context.at());
        Assets.Asset quote = assets.add(mine.market().info().quote(), Assets.QUOTE_SCALE);
        FillInfo fill = mine.fill(trade, ticks, lots, quote.amount(fee), quote.name(), maker);
        if (mine == arriving) {
            fills.add(fill);
        }
        Trader owner = mine.owner();
        settle(mine, quote, ticks, lots, fee);
        context.effects()
                .tell(new Event.Filled(owner.person.id(), owner.inbox.next(), context.pos(), fill));
        changed.add(mine);
    }

    /// Takes a trade into the owner's positions.
    private void settle(LiveOrder mine, Assets.Asset quote, long ticks, long lots, long fee) {
        TradedMarket market = mine.market();
        Assets.Asset base = assets.add(market.info().base(), Assets.BASE_SCALE);
        long units = market.qty(lots).withScale(base.scale()).unscaled();
        long value = market.value(ticks, lots, quote.scale());
        boolean buys = mine.spec().side() == Side.BUY;
        long paid = buys ? value + fee : fee - value;
        Trader owner = mine.owner();
        owner.position(base.index())
                .change(buys ? units : -units, buys ? marks.worth(quote, paid) : 0);
        owner.position(quote.index()).change(-paid, paid < 0 ? marks.worth(quote, -paid) : 0);
    }

    void canceled(Floor.Context context, long order, CancelReason reason) {
        LiveOrder mine = live.get(order);
        boolean spent = reason == CancelReason.SPENT && mine != null && mine.traded();
        ended(
                context,
                order,
                spent ? Status.FILLED : Status.CANCELED,
                switch (reason) {
                    case REQUESTED -> why;
                    case SPENT -> spent ? Optional.empty() : Optional.of("funds");
                    case IOC -> Optional.of("ioc");
                    case BAND -> Optional.of("band");
                    case FUNDS -> Optional.of("funds");
                    case SELF_TRADE -> Optional.of("self_trade");
                });
    }

    void ended(Floor.Context context, long order, Status status, Optional<String> reason) {
        LiveOrder mine = live.get(order);
        if (mine != null) {
            mine.changed(status, reason, context.at());
            changed.add(mine);
        }
    }

    void triggered(Floor.Context context, long order) {
        LiveOrder mine = live.get(order);
        if (mine != null) {
            mine.changed(Status.TRIGGERED, Optional.empty(), context.at());
            tell(context, mine);
            mine.changed(Status.OPEN, Optional.empty(), context.at());
            changed.add(mine);
        }
    }

    void amended(Floor.Context context, long order, long ticks, long lots, long remaining) {
        LiveOrder mine = live.get(order);
        if (mine != null && mine.amended(ticks, lots, remaining, context.at())) {
            changed.add(mine);
        }
    }

    /// Tells what has become of the orders; balances follow.
    void flush(Floor.Context context, Set<Balance> balances) {
        for (LiveOrder order : changed) {
            tell(context, order);
            order.owner().count(order);
            if (!order.status().live()) {
                live.remove(order.id());
                order.owner().end(order);
            }
        }
        changed.clear();
        for (Balance balance : balances) {
            Trader owner = byAccount.get(balance.account());
            if (owner != null) {
                Position _ = owner.position(balance.asset());
                context.effects()
                        .tell(
                                new Event.BalanceChanged(
                                        owner.person.id(),
                                        owner.inbox.next(),
                                        context.pos(),
                                        context.at(),
                                        balance(owner, assets.of(balance.asset()))));
            }
        }
    }

    /// Which balance changed.
    ///
    /// @param account whose
    /// @param asset of what
    record Balance(int account, int asset) {}

    BalanceInfo balance(Trader trader, Assets.Asset asset) {
        return balance(trader.account, asset);
    }

    private BalanceInfo balance(int account, Assets.Asset asset) {
        return new BalanceInfo(
                asset.name(),
                asset.amount(exchange.available(account, asset.index())),
                asset.amount(exchange.reserved(account, asset.index())));
    }

    /// {@return what every account holds: the house first, then by name}
    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        hold(HOUSE, Exchange.HOUSE, holdings);
        new TreeMap<>(accounts).forEach((name, account) -> hold(name, account, holdings));
        return holdings;
    }

    private void hold(String name, int account, List<Holding> holdings) {
        for (Assets.Asset asset : assets.all()) {
            BalanceInfo balance = balance(account, asset);
            if (balance.available().unscaled() != 0 || balance.reserved().unscaled() != 0) {
                holdings.add(new Holding(name, balance));
            }
        }
    }

    /// {@return what is available and what is reserved, in units}
    long held(Trader trader, Assets.Asset asset) {
        return exchange.available(trader.account, asset.index())
                + exchange.reserved(trader.account, asset.index());
    }

    private static void tell(Floor.Context context, LiveOrder order) {
        Trader owner = order.owner();
        context.effects()
                .tell(
                        new Event.OrderChanged(
                                owner.person.id(),
                                owner.inbox.next(),
                                context.pos(),
                                order.info()));
    }

    void describe(EffectSink effects) {
        all().forEach(trader -> describe(trader, effects));
    }

    void describe(String user, EffectSink effects) {
        Trader trader = find(user);
        if (trader == null) {
            inboxes.describe(user, effects);
        } else {
            describe(trader, effects);
        }
    }

    private void describe(Trader trader, EffectSink effects) {
        effects.add(
                new Effect.MeOpened(
                        trader.person.id(),
                        trader.inbox.seq(),
                        trader.liveInfos(),
                        trader.positions().sequencedKeySet().stream()
                                .map(asset -> balance(trader, assets.of(asset)))
                                .toList()));
    }

    long hash() {
        long hash = feeds;
        for (Trader trader : all()) {
            hash = Hash.mix(hash, trader.hash());
        }
        return hash;
    }
}
