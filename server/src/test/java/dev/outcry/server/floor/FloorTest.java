package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorTest {
    private static final Symbol BTC = new Symbol("BTC-USD");
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Person ADA = new Person("ada", "Ada", false);

    private final Floor floor = new Floor();
    private final List<Effect> effects = new ArrayList<>();
    private long pos;
    private long at = 1_000_000;

    private Result apply(FloorCommand command) {
        effects.clear();
        return floor.apply(++pos, at, command, effects::add);
    }

    private void open() {
        apply(new FloorCommand.Genesis("e"));
        apply(room(LOBBY));
        apply(market());
        apply(new FloorCommand.Deposit("f:ada", "USD", Decimal.parse("1000")));
        apply(new FloorCommand.Deposit("f:bob", "BTC", Decimal.parse("5")));
    }

    private static FloorCommand room(RoomId id) {
        return new FloorCommand.CreateRoom(
                Optional.empty(), id, "Lobby", "", RoomInfo.Visibility.PUBLIC);
    }

    private static FloorCommand market() {
        return new FloorCommand.ListMarket(
                new MarketInfo(
                        BTC,
                        "BTC",
                        "USD",
                        Decimal.parse("0.01"),
                        Decimal.parse("0.001"),
                        Decimal.parse("0.001"),
                        Optional.empty(),
                        0,
                        0,
                        MarketInfo.Source.USERS,
                        false));
    }

    private static FloorCommand say(String text, Optional<FloorCommand.Key> key) {
        return new FloorCommand.Say(
                ADA, LOBBY, Optional.of(text), OptionalLong.empty(), List.of(), List.of(BTC), key);
    }

    private static FloorCommand order(String user, Side side, long ticks, long lots) {
        return new FloorCommand.PlaceOrder(
                user, BTC, side, OptionalLong.of(ticks), lots, FloorCommand.TimeInForce.GTC);
    }

    private List<Event> told() {
        List<Event> told = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event event)) {
                told.add(event);
            }
        }
        return told;
    }

    @Test
    void countsTheEventsOfARoomWithoutHoles() {
        open();

        Result first = apply(say("one", Optional.empty()));
        Result second = apply(say("two", Optional.empty()));

        assertThat(first).isEqualTo(new Result.Placed(1, 6));
        assertThat(second).isEqualTo(new Result.Placed(2, 7));
        assertThat(told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Message.class,
                        message -> {
                            assertThat(message.seq()).isEqualTo(2);
                            assertThat(message.pos()).isEqualTo(7);
                            assertThat(message.text()).contains("two");
                        });
    }

    @Test
    void answersARepeatedKeyAsBeforeAndDoesNothing() {
        open();
        Optional<FloorCommand.Key> key = Optional.of(new FloorCommand.Key("k", 42));
        Result first = apply(say("once", key));

        Result again = apply(say("once", key));

        assertThat(again)
                .isEqualTo(new Result.Repeated((Result.Done) first, ((Result.Placed) first).pos()));
        assertThat(effects).isEmpty();
        assertThat(apply(say("other", Optional.of(new FloorCommand.Key("k", 43)))))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT));
    }

    @Test
    void forgetsAKeyAfterTenMinutes() {
        open();
        Optional<FloorCommand.Key> key = Optional.of(new FloorCommand.Key("k", 42));
        apply(say("once", key));
        at += 600_000;

        assertThat(apply(say("once", key))).isEqualTo(new Result.Placed(2, pos));
    }

    @Test
    void putsTheLastPriceOfANamedMarketOnAMessage() {
        open();
        apply(order("f:bob", Side.SELL, 10_025, 10));
        apply(order("f:ada", Side.BUY, 10_025, 10));

        apply(say("$BTC-USD", Optional.empty()));

        assertThat(told())
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.Message.class,
                        message ->
                                assertThat(message.prices())
                                        .containsEntry(BTC, new Decimal(10_025, 2)));
    }

    @Test
    void tellsATradeThenOneDeltaThenTheTicker() {
        open();
        apply(order("f:bob", Side.SELL, 10_000, 10));

        Result result = apply(order("f:ada", Side.BUY, 10_100, 15));

        assertThat(result).isEqualTo(new Result.Ordered(2, 10, 5));
        assertThat(told()).hasSize(3);
        assertThat(told().get(0))
                .isEqualTo(
                        new Event.Trade(
                                BTC,
                                1,
                                pos,
                                at,
                                1,
                                new Decimal(10_000, 2),
                                new Decimal(1, 2),
                                Side.BUY));
        assertThat(told().get(1))
                .isInstanceOfSatisfying(
                        Event.BookDelta.class,
                        delta -> {
                            assertThat(delta.seq()).isEqualTo(2);
                            assertThat(delta.changes())
                                    .containsExactlyInAnyOrder(
                                            new Event.Change(
                                                    Side.SELL,
                                                    new Event.Level(
                                                            new Decimal(10_000, 2), Decimal.ZERO)),
                                            new Event.Change(
                                                    Side.BUY,
                                                    new Event.Level(
                                                            new Decimal(10_100, 2),
                                                            new Decimal(5, 3))));
                        });
        assertThat(told().get(2))
                .isInstanceOfSatisfying(
                        Event.Ticker.class,
                        ticker -> {
                            assertThat(ticker.last()).contains(new Decimal(10_000, 2));
                            assertThat(ticker.bid()).contains(new Decimal(10_100, 2));
                            assertThat(ticker.ask()).isEmpty();
                            assertThat(ticker.volume24h()).isEqualTo(new Decimal(1, 2));
                        });
    }

    @Test
    void refusesWhatTheAccountCannotPayAndTellsNothing() {
        open();

        Result result = apply(order("f:ada", Side.BUY, 10_000_000, 1_000));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused ->
                                assertThat(refused.code())
                                        .isEqualTo(ErrorCode.ORDER_INSUFFICIENT_FUNDS));
        assertThat(effects).isEmpty();
    }

    @Test
    void refusesWhatIsTakenOrMissing() {
        open();

        assertThat(apply(room(LOBBY))).isInstanceOf(Result.Refused.class);
        assertThat(apply(market())).isInstanceOf(Result.Refused.class);
        assertThat(apply(new FloorCommand.Deposit("f:ada", "XYZ", Decimal.parse("1"))))
                .isInstanceOf(Result.Refused.class);
        assertThat(apply(new FloorCommand.Deposit("f:ada", "USD", Decimal.parse("0.0000001"))))
                .isInstanceOf(Result.Refused.class);
        assertThat(apply(new FloorCommand.CancelOrder("f:ada", 99)))
                .isInstanceOf(Result.Refused.class);
        assertThat(effects).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void replayGivesTheSameEffectsAndTheSameHash(long seed) {
        List<FloorCommand> log = randomLog(seed);
        Floor twin = new Floor();
        List<Effect> twins = new ArrayList<>();
        List<Effect> first = new ArrayList<>();

        for (int i = 0; i < log.size(); i++) {
            Result one = floor.apply(i + 1, at + i * 700L, log.get(i), first::add);
            Result two = twin.apply(i + 1, at + i * 700L, log.get(i), twins::add);
            assertThat(two).isEqualTo(one);
            assertThat(twin.stateHash()).isEqualTo(floor.stateHash());
        }

        assertThat(twins).isEqualTo(first).hasSizeGreaterThan(500);
    }

    @Test
    void hashTellsTwoFloorsApart() {
        open();
        Floor other = new Floor();
        other.apply(1, at, new FloorCommand.Genesis("e"), effects::add);

        assertThat(other.stateHash()).isNotEqualTo(floor.stateHash());
    }

    private static List<FloorCommand> randomLog(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<FloorCommand> log = new ArrayList<>();
        log.add(new FloorCommand.Genesis("e" + seed));
        log.add(room(LOBBY));
        log.add(market());
        for (String user : List.of("f:ada", "f:bob")) {
            log.add(new FloorCommand.Deposit(user, "USD", Decimal.parse("100000")));
            log.add(new FloorCommand.Deposit(user, "BTC", Decimal.parse("100")));
        }
        for (int i = 0; i < 1_000; i++) {
            String user = random.nextBoolean() ? "f:ada" : "f:bob";
            log.add(
                    switch (random.nextInt(5)) {
                        case 0 -> say("text " + i, Optional.empty());
                        case 1 -> new FloorCommand.CancelOrder(user, random.nextInt(1, 600));
                        case 2 ->
                                say(
                                        "key",
                                        Optional.of(
                                                new FloorCommand.Key("" + random.nextInt(9), 1)));
                        default ->
                                order(
                                        user,
                                        random.nextBoolean() ? Side.BUY : Side.SELL,
                                        10_000 + random.nextInt(-20, 20),
                                        random.nextInt(1, 50));
                    });
        }
        return log;
    }
}
