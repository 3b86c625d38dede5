package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// Commands of all kinds as a floor may get them: most can be done, many meet each other, some
/// can't be done. The first ones open the floor.
public final class RandomCommands {
    /// Everybody that speaks and trades.
    public static final List<Person> PEOPLE =
            List.of(
                    new Person("ada", "Ada", false),
                    new Person("bob", "Bob", false),
                    new Person("cy-x7k2p", "Cy", true));

    /// All rooms that there may be.
    public static final List<RoomId> ROOMS =
            List.of(new RoomId("lobby"), new RoomId("crypto"), new RoomId("den"));

    /// All markets; the last is quoted.
    public static final List<Symbol> MARKETS =
            List.of(new Symbol("BTC-USD"), new Symbol("ETH-BTC"), new Symbol("OIL-USD"));

    private static final List<String> FEEDS = List.of("f:ann", "f:ben");
    private static final List<String> SESSIONS = List.of("s-1", "s-2", "s-3");
    private static final int TICKS = 10_000;
    private static final int RECENT = 12;

    private final SplittableRandom random;
    private final List<Class<?>> kinds = AnyRecord.kinds();
    private final RandomRooms rooms;
    private final Deque<Mine> orders = new ArrayDeque<>(); // the newest
    private int made;
    private long at = 1_763_867_045_000L;

    private record Mine(String user, long order) {}

    /// Makes the same commands for the same seed.
    ///
    /// @param seed decides everything
    public RandomCommands(long seed) {
        random = new SplittableRandom(seed);
        rooms = new RandomRooms(random, ROOMS, PEOPLE, MARKETS);
    }

    /// {@return the time of the next command: mostly soon, at times much later}
    public long at() {
        at += random.nextInt(50) == 0 ? random.nextInt(1_200_000) : random.nextInt(300);
        return at;
    }

    /// Takes note of what became of a command, so that later ones meet it.
    ///
    /// @param command made here
    /// @param result its answer
    public void learn(FloorCommand command, Result result) {
        if (command instanceof FloorCommand.SubmitOrder submit
                && result instanceof Result.Taken taken) {
            orders.addFirst(new Mine(submit.by().id(), taken.order().order()));
        } else if (command instanceof FloorCommand.PlaceOrder place
                && result instanceof Result.Ordered ordered) {
            orders.addFirst(new Mine(place.user(), ordered.order()));
        }
        if (orders.size() > RECENT) {
            orders.removeLast();
        }
    }

    /// {@return the next command}
    public FloorCommand next() {
        int number = made++;
        return switch (number) {
            case 0 -> new FloorCommand.Genesis("e" + random.nextInt(1000));
            case 1 -> room(Optional.empty(), ROOMS.get(0), RoomInfo.Visibility.PUBLIC);
            case 2, 3, 4 -> new FloorCommand.ListMarket(market(number - 2));
            case 5, 6, 7, 8 ->
                    new FloorCommand.Deposit(
                            FEEDS.get(number % 2),
                            number < 7 ? "USD" : "BTC",
                            Decimal.parse("100000"));
            default -> random.nextInt(3) == 0 ? order() : any();
        };
    }

    private FloorCommand any() {
        Class<?> kind = one(kinds);
        if (kind == FloorCommand.Genesis.class || kind == FloorCommand.Restored.class) {
            return random.nextInt(10) == 0
                    ? new FloorCommand.Restored("r" + made)
                    : new FloorCommand.Genesis("again");
        } else if (kind == FloorCommand.Tick.class) {
            return new FloorCommand.Tick();
        } else if (kind == FloorCommand.CreateRoom.class) {
            return room(
                    Optional.of(person()),
                    random.nextInt(4) == 0 ? new RoomId("r" + made) : one(ROOMS),
                    random.nextInt(4) == 0
                            ? RoomInfo.Visibility.PRIVATE
                            : RoomInfo.Visibility.PUBLIC);
        } else if (RoomCommand.class.isAssignableFrom(kind)) {
            return rooms.next(kind, at);
        } else if (kind == FloorCommand.Say.class) {
            return say();
        } else if (kind == FloorCommand.DeleteMessage.class) {
            return delete();
        } else if (kind == FloorCommand.ListMarket.class) {
            return new FloorCommand.ListMarket(market(random.nextInt(3)));
        } else if (kind == FloorCommand.ChangeMarket.class) {
            return new FloorCommand.ChangeMarket(
                    one(MARKETS),
                    maybe(random.nextInt(6) == 0),
                    random.nextInt(5) == 0 ? maybe(random.nextInt(5_000)) : Optional.empty(),
                    maybe(random.nextInt(20)),
                    maybe(random.nextInt(20)));
        } else if (kind == FloorCommand.Quote.class) {
            return new FloorCommand.Quote(
                    MARKETS.getLast(), maybe(price()), maybe(price()), price());
        }
        if (PeopleCommand.class.isAssignableFrom(kind)) {
            return new RandomPeople(random).next(kind, made, at);
        }
        return random.nextBoolean() ? feed(kind) : trade(kind);
    }

    private FloorCommand feed(Class<?> kind) {
        String feed = one(FEEDS);
        if (kind == FloorCommand.Deposit.class) {
            String asset = one(List.of("USD", "BTC", "ETH", "XYZ"));
            return new FloorCommand.Deposit(
                    random.nextBoolean() ? one(FEEDS) : person().id(), asset, qty());
        } else if (kind == FloorCommand.CancelOrder.class) {
            return new FloorCommand.CancelOrder(feed, orderOf(feed));
        } else if (kind == FloorCommand.CancelAll.class) {
            return new FloorCommand.CancelAll(
                    random.nextBoolean() ? one(FEEDS) : person().id(), maybe(one(MARKETS)));
        }
        return new FloorCommand.PlaceOrder(
                one(FEEDS),
                one(MARKETS.subList(0, 2)), // no feed trades where there is no book
                side(),
                random.nextInt(9) == 0 ? OptionalLong.empty() : OptionalLong.of(ticks()),
                random.nextInt(1, 500),
                one(List.of(FloorCommand.TimeInForce.values())));
    }

    private FloorCommand trade(Class<?> kind) {
        Person by = person();
        if (kind == FloorCommand.AmendOrder.class) {
            return new FloorCommand.AmendOrder(by, ref(by), maybe(qty()), maybe(price()), key());
        } else if (kind == FloorCommand.WithdrawOrder.class) {
            return new FloorCommand.WithdrawOrder(by, ref(by), key());
        } else if (kind == FloorCommand.WithdrawAll.class) {
            return new FloorCommand.WithdrawAll(
                    person(), maybe(one(MARKETS)), maybe(side()), key());
        } else if (kind == FloorCommand.ResetAccount.class) {
            return new FloorCommand.ResetAccount(person(), key());
        } else if (kind == FloorCommand.Rank.class) {
            return new FloorCommand.Rank(by, random.nextBoolean());
        } else if (kind == FloorCommand.Once.class) {
            return new FloorCommand.Once(
                    by.id(),
                    new FloorCommand.Key("k" + random.nextInt(200), random.nextInt(10) / 9),
                    random.nextBoolean()
                            ? feed(FloorCommand.Deposit.class)
                            : new FloorCommand.Rank(by, random.nextBoolean()));
        } else if (kind == FloorCommand.ArmSession.class) {
            return new FloorCommand.ArmSession(person(), one(SESSIONS), random.nextInt(2_000));
        } else if (kind == FloorCommand.DisarmSession.class) {
            return new FloorCommand.DisarmSession(one(SESSIONS));
        } else if (kind == FloorCommand.EndSession.class) {
            return new FloorCommand.EndSession(one(SESSIONS));
        } else if (kind == FloorCommand.SessionsLost.class) {
            return new FloorCommand.SessionsLost();
        } else if (kind == FloorCommand.ArmSwitch.class) {
            return new FloorCommand.ArmSwitch(person(), random.nextInt(3) * 1_000L);
        }
        return order();
    }

    private FloorCommand order() {
        OrderKind kind = one(List.of(OrderKind.values()));
        TimeInForce tif = one(List.of(TimeInForce.values()));
        boolean limit = kind == OrderKind.LIMIT || kind == OrderKind.STOP_LIMIT;
        boolean stop = kind == OrderKind.STOP || kind == OrderKind.STOP_LIMIT;
        boolean byAmount = kind == OrderKind.MARKET && random.nextInt(3) == 0;
        OrderSpec spec =
                new OrderSpec(
                        one(MARKETS),
                        byAmount ? Side.BUY : side(),
                        kind,
                        byAmount ? Optional.empty() : Optional.of(qty()),
                        limit ? Optional.of(price()) : Optional.empty(),
                        stop ? Optional.of(price()) : Optional.empty(),
                        byAmount
                                ? Optional.of(new Decimal(random.nextInt(1, 9), 0))
                                : Optional.empty(),
                        tif,
                        tif == TimeInForce.GTD
                                ? OptionalLong.of(at + random.nextInt(1, 9_000))
                                : OptionalLong.empty(),
                        limit && random.nextInt(9) == 0,
                        limit && random.nextInt(9) == 0
                                ? Optional.of(Decimal.parse("0.01"))
                                : Optional.empty(),
                        one(List.of(SelfTrade.values())),
                        maybe(client()));
        return new FloorCommand.SubmitOrder(
                person(), spec, random.nextInt(9) == 0, maybe(one(SESSIONS)), key());
    }

    private FloorCommand say() {
        return new FloorCommand.Say(
                person(),
                one(ROOMS),
                random.nextInt(9) == 0 ? Optional.empty() : Optional.of("text " + made),
                random.nextInt(4) == 0
                        ? OptionalLong.of(random.nextInt(1, 100))
                        : OptionalLong.empty(),
                List.of("bob"),
                List.of(one(MARKETS)),
                key());
    }

    private FloorCommand delete() {
        return new FloorCommand.DeleteMessage(
                person(),
                random.nextInt(4) == 0,
                one(ROOMS),
                random.nextInt(1, 60),
                maybe(new FloorCommand.Said(person().id(), made, Optional.empty())),
                key());
    }

    private static FloorCommand room(
            Optional<Person> by, RoomId id, RoomInfo.Visibility visibility) {
        return new FloorCommand.CreateRoom(by, id, id.name(), "a topic", visibility);
    }

    private MarketInfo market(int number) {
        Symbol symbol = MARKETS.get(number);
        int dash = symbol.name().indexOf('-');
        return new MarketInfo(
                symbol,
                symbol.name().substring(0, dash),
                symbol.name().substring(dash + 1),
                Decimal.parse("0.01"),
                Decimal.parse("0.001"),
                Decimal.parse("0.001"),
                maybe(random.nextInt(1_000, 9_000)),
                random.nextInt(10),
                random.nextInt(10),
                number == MARKETS.size() - 1
                        ? MarketInfo.Source.QUOTED
                        : MarketInfo.Source.SIMULATED,
                false);
    }

    private Optional<FloorCommand.Key> key() {
        return random.nextInt(3) == 0
                ? Optional.of(
                        new FloorCommand.Key("k" + random.nextInt(200), random.nextInt(10) / 9))
                : Optional.empty();
    }

    private OrderRef ref(Person by) {
        return random.nextInt(4) == 0
                ? new OrderRef.ByClient(client())
                : new OrderRef.ById(orderOf(by.id()));
    }

    private long orderOf(String user) {
        List<Long> own =
                orders.stream()
                        .filter(order -> order.user().equals(user))
                        .map(Mine::order)
                        .toList();
        return own.isEmpty() ? random.nextInt(1, made) : one(own);
    }

    private String client() {
        return "c" + random.nextInt(300);
    }

    private Person person() {
        return one(PEOPLE);
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private long ticks() {
        return TICKS + random.nextLong(-40, 40);
    }

    private Decimal price() {
        return new Decimal(ticks(), 2);
    }

    private Decimal qty() {
        return new Decimal(random.nextInt(1, 2_000), 3);
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
