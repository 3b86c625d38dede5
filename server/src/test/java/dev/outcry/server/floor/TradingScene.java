package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A floor that is told what clients type, as the edge reads it, and a twin that is told the same
/// but what was refused: it only learns that time has passed.
final class TradingScene {
    static final Symbol BTC = new Symbol("BTC-USD");
    static final Symbol ETH = new Symbol("ETH-USD");
    static final Symbol GOLD = new Symbol("GOLD-USD");
    static final Person ADA = new Person("ada", "Ada", true);
    static final Person BOB = new Person("bob", "Bob", false);
    static final Person CYD = new Person("cyd", "Cyd", false);

    /// What the latest command told.
    final List<Effect> effects = new ArrayList<>();

    long at = 1_700_000_000_000L;
    private final Floor floor = new Floor();
    private final Floor twin = new Floor();
    private final Map<String, Map<Long, OrderInfo>> orders = new HashMap<>();
    private final Map<String, Map<String, BalanceInfo>> balances = new HashMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, List<FillInfo>> fills = new HashMap<>();
    private long pos;

    TradingScene() {
        apply(new FloorCommand.Genesis("e"));
        apply(new FloorCommand.ListMarket(market(BTC, MarketInfo.Source.USERS)));
        apply(new FloorCommand.ListMarket(market(ETH, MarketInfo.Source.USERS)));
        apply(new FloorCommand.ListMarket(market(GOLD, MarketInfo.Source.QUOTED)));
        apply(new FloorCommand.Deposit("bob", "BTC", Decimal.parse("500")));
        apply(new FloorCommand.Deposit("bob", "ETH", Decimal.parse("500")));
    }

    private static MarketInfo market(Symbol symbol, MarketInfo.Source source) {
        String base = symbol.name().substring(0, symbol.name().indexOf('-'));
        return market(symbol, base, "0.01", "0.001", source);
    }

    static MarketInfo market(
            Symbol symbol, String base, String tick, String lot, MarketInfo.Source source) {
        return new MarketInfo(
                symbol,
                base,
                "USD",
                Decimal.parse(tick),
                Decimal.parse(lot),
                Decimal.parse(lot),
                Optional.empty(),
                10,
                20,
                source,
                false);
    }

    Floor floor() {
        return floor;
    }

    long pos() {
        return pos;
    }

    /// Sends what somebody types; `'` stands for `"`.
    Result send(Person by, String json) {
        return send(by, json, Optional.empty());
    }

    Result send(Person by, String json, Optional<String> session) {
        Command command;
        effects.clear();
        try {
            command = Codec.decodeCommand(json.replace('\'', '"'), Optional.empty());
        } catch (ProtocolException e) {
            return new Result.Refused(e.code(), e.getMessage());
        }
        return apply(
                switch (command) {
                    case Command.Order order ->
                            new FloorCommand.SubmitOrder(
                                    by,
                                    order.order(),
                                    order.validate(),
                                    session,
                                    key(order.key(), order.order().toString() + order.validate()));
                    case Command.Amend amend ->
                            new FloorCommand.AmendOrder(
                                    by,
                                    amend.order(),
                                    amend.qty(),
                                    amend.price(),
                                    key(amend.key(), "" + amend.qty() + amend.price()));
                    case Command.Cancel cancel ->
                            new FloorCommand.WithdrawOrder(
                                    by,
                                    cancel.order(),
                                    key(cancel.key(), cancel.order().toString()));
                    case Command.CancelAll all ->
                            new FloorCommand.WithdrawAll(
                                    by,
                                    all.symbol(),
                                    all.side(),
                                    key(all.key(), "" + all.symbol() + all.side()));
                    default -> throw new IllegalArgumentException(json);
                });
    }

    private static Optional<FloorCommand.Key> key(Optional<String> key, String body) {
        return key.map(value -> new FloorCommand.Key(value, body.hashCode()));
    }

    /// Places an order in BTC-USD; `fields` are its other fields.
    Result order(Person by, String fields) {
        return send(by, "{'type':'order','symbol':'BTC-USD'," + fields + "}");
    }

    OrderInfo placed(Person by, String fields) {
        return taken(order(by, fields)).order();
    }

    static Result.Taken taken(Result result) {
        assertThat(result).isInstanceOf(Result.Taken.class);
        return (Result.Taken) result;
    }

    static Result.Refused refused(Result result) {
        assertThat(result).isInstanceOf(Result.Refused.class);
        return (Result.Refused) result;
    }

    /// Applies a command and checks what is told of it: `me` counts without a hole, and who is
    /// refused changed nothing, so the twin that never heard of it has the same hash.
    Result apply(FloorCommand command) {
        effects.clear();
        Result result = floor.apply(++pos, at, command, effects::add);
        effects.forEach(this::fold);
        boolean nothing =
                result instanceof Result.Refused
                        || (command instanceof FloorCommand.SubmitOrder submit
                                && submit.validate());
        twin.apply(pos, at, nothing ? new FloorCommand.Tick() : command, _ -> {});
        assertThat(floor.stateHash()).as("state after %s", command).isEqualTo(twin.stateHash());
        return result;
    }

    private void fold(Effect effect) {
        if (effect instanceof Effect.Told(Event.OfMe event)) {
            assertThat(event.seq()).isEqualTo(seqs.merge(event.user(), 1L, Long::sum));
            switch (event) {
                case Event.OrderChanged changed ->
                        orders.computeIfAbsent(changed.user(), _ -> new HashMap<>())
                                .put(changed.order().order(), changed.order());
                case Event.BalanceChanged changed ->
                        balances.computeIfAbsent(changed.user(), _ -> new HashMap<>())
                                .put(changed.balance().asset(), changed.balance());
                case Event.Filled filled ->
                        fills.computeIfAbsent(filled.user(), _ -> new ArrayList<>())
                                .add(filled.fill());
                case Event.Mention _, Event.Read _, Event.Added _ -> {} // nobody speaks here
            }
        }
    }

    /// {@return an order as its owner was last told of it}
    OrderInfo known(Person owner, long order) {
        OrderInfo known = orders.getOrDefault(owner.id(), Map.of()).get(order);
        assertThat(known).as("order %s", order).isNotNull();
        return known;
    }

    /// {@return all fills that somebody was told of}
    List<FillInfo> fills(Person owner) {
        return fills.getOrDefault(owner.id(), List.of());
    }

    /// {@return a balance as its owner was last told of it}
    BalanceInfo balance(Person owner, String asset) {
        return balances.getOrDefault(owner.id(), Map.of())
                .getOrDefault(
                        asset,
                        asset.equals("USD")
                                ? Floor.PAPER
                                : new BalanceInfo(asset, Decimal.ZERO, Decimal.ZERO));
    }

    /// {@return what the latest command told somebody}
    List<Event.OfMe> told(Person person) {
        List<Event.OfMe> told = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event.OfMe event)
                    && event.user().equals(person.id())) {
                told.add(event);
            }
        }
        return told;
    }

    /// {@return how an order went through what the latest command told}
    List<Status> statuses(Person owner, long order) {
        List<Status> statuses = new ArrayList<>();
        for (Event.OfMe event : told(owner)) {
            if (event instanceof Event.OrderChanged changed && changed.order().order() == order) {
                statuses.add(changed.order().status());
            }
        }
        return statuses;
    }

    static FloorCommand halt(boolean halted) {
        return new FloorCommand.ChangeMarket(
                BTC, Optional.of(halted), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static FloorCommand band(int bps) {
        return new FloorCommand.ChangeMarket(
                BTC, Optional.empty(), Optional.of(bps), Optional.empty(), Optional.empty());
    }
}
