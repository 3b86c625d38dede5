package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.OrderKind;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.SelfTrade;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.protocol.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingTest {
    private static final Symbol BTC = new Symbol("BTC-USD");
    private static final Symbol GOLD = new Symbol("GOLD-USD");
    private static final Person ADA = new Person("ada", "Ada", true);
    private static final Person BOB = new Person("bob", "Bob", true);

    private final Floor floor = new Floor();
    private final List<Effect> effects = new ArrayList<>();
    private long pos;
    private long at = 1_700_000_000_000L;

    @BeforeEach
    void open() {
        apply(new FloorCommand.Genesis("e"));
        apply(new FloorCommand.ListMarket(market(BTC, "BTC", MarketInfo.Source.USERS)));
        apply(new FloorCommand.ListMarket(market(GOLD, "GOLD", MarketInfo.Source.QUOTED)));
        apply(new FloorCommand.Deposit("bob", "BTC", Decimal.parse("5")));
    }

    private static MarketInfo market(Symbol symbol, String base, MarketInfo.Source source) {
        return new MarketInfo(
                symbol,
                base,
                "USD",
                Decimal.parse("0.01"),
                Decimal.parse("0.001"),
                Decimal.parse("0.001"),
                Optional.empty(),
                10,
                20,
                source,
                false);
    }

    private Result apply(FloorCommand command) {
        effects.clear();
        return floor.apply(++pos, at, command, effects::add);
    }

    private static OrderSpec limit(Side side, String price, String qty) {
        return spec(side, OrderKind.LIMIT, price, qty, TimeInForce.GTC, Optional.empty());
    }

    private static OrderSpec spec(
            Side side,
            OrderKind kind,
            String price,
            String qty,
            TimeInForce tif,
            Optional<String> client) {
        boolean waits = kind == OrderKind.STOP || kind == OrderKind.STOP_LIMIT;
        boolean priced = kind == OrderKind.LIMIT || kind == OrderKind.STOP_LIMIT;
        return new OrderSpec(
                BTC,
                side,
                kind,
                Optional.of(Decimal.parse(qty)),
                priced ? Optional.of(Decimal.parse(price)) : Optional.empty(),
                waits ? Optional.of(Decimal.parse(price)) : Optional.empty(),
                Optional.empty(),
                tif,
                OptionalLong.empty(),
                false,
                Optional.empty(),
                SelfTrade.CANCEL_NEWEST,
                client);
    }

    private Result submit(Person by, OrderSpec order) {
        return submit(by, order, Optional.empty());
    }

    private Result submit(Person by, OrderSpec order, Optional<String> session) {
        return apply(new FloorCommand.SubmitOrder(by, order, false, session, Optional.empty()));
    }

    private OrderInfo taken(Result result) {
        assertThat(result).isInstanceOf(Result.Taken.class);
        return ((Result.Taken) result).order();
    }

    private static ErrorCode code(Result result) {
        assertThat(result).isInstanceOf(Result.Refused.class);
        return ((Result.Refused) result).code();
    }

    private List<Event.OfMe> told(Person person) {
        List<Event.OfMe> told = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event.OfMe event)
                    && event.user().equals(person.id())) {
                told.add(event);
            }
        }
        return told;
    }

    private OrderInfo lastOrder(Person person) {
        OrderInfo last = null;
        for (Event.OfMe event : told(person)) {
            if (event instanceof Event.OrderChanged changed) {
                last = changed.order();
            }
        }
        assertThat(last).isNotNull();
        return last;
    }

    @Test
    void anOrderThatRestsIsOpenAndReservesWhatItMayCost() {
        OrderInfo order = taken(submit(ADA, limit(Side.BUY, "100.00", "2")));

        assertThat(order.status()).isEqualTo(Status.OPEN);
        assertThat(order.remaining()).isEqualTo(Decimal.parse("2"));
        assertThat(order.average()).isEmpty();
        assertThat(told(ADA)).extracting(Event.OfMe::seq).containsExactly(1L, 2L);
        assertThat(told(ADA).getLast())
                .isInstanceOfSatisfying(
                        Event.BalanceChanged.class,
                        changed -> {
                            assertThat(changed.balance().reserved()).hasToString("200.4");
                            assertThat(changed.balance().available()).hasToString("99799.6");
                        });
    }

    @Test
    void bothSidesOfATradeAreToldOfTheirFillsOrdersAndBalances() {
        submit(BOB, limit(Side.SELL, "100.00", "2"));

        Result result = submit(ADA, limit(Side.BUY, "101.00", "3"));

        assertThat(taken(result).status()).isEqualTo(Status.PARTIAL);
        assertThat(taken(result).average()).contains(new Decimal(10_000, 2));
        List<FillInfo> fills = ((Result.Taken) result).fills();
        assertThat(fills)
                .singleElement()
                .satisfies(fill -> {
                    assertThat(fill.price()).hasToString("100.00");
                    assertThat(fill.qty()).hasToString("2");
                    assertThat(fill.fee()).hasToString("0.4");
                    assertThat(fill.maker()).isFalse();
                });
        assertThat(told(ADA)).hasSize(4);
        assertThat(told(ADA).getFirst()).isInstanceOf(Event.Filled.class);
        assertThat(lastOrder(BOB).status()).isEqualTo(Status.FILLED);
        assertThat(told(BOB).getFirst())
                .isInstanceOfSatisfying(
                        Event.Filled.class,
                        filled -> {
                            assertThat(filled.fill().maker()).isTrue();
                            assertThat(filled.fill().fee()).hasToString("0.2");
                        });
    }

    @Test
    void aMarketBuyByAmountSpendsAtMostThatAndCountsAsFilled() {
        submit(BOB, limit(Side.SELL, "100.00", "2"));
        OrderSpec byAmount =
                new OrderSpec(
                        BTC,
                        Side.BUY,
                        OrderKind.MARKET,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Decimal.parse("50.1")),
                        TimeInForce.GTC,
                        OptionalLong.empty(),
                        false,
                        Optional.empty(),
                        SelfTrade.CANCEL_NEWEST,
                        Optional.empty());

        OrderInfo order = taken(submit(ADA, byAmount));

        assertThat(order.status()).isEqualTo(Status.FILLED);
        assertThat(order.filled()).hasToString("0.5");
        assertThat(order.qty()).hasToString("0.5");
        assertThat(order.remaining()).hasToString("0");
    }

    @Test
    void whatAnIocOrderCannotGetIsCanceledWithTheReason() {
        submit(BOB, limit(Side.SELL, "100.00", "1"));

        OrderInfo order =
                taken(
                        submit(
                                ADA,
                                spec(
                                        Side.BUY,
                                        OrderKind.LIMIT,
                                        "100.00",
                                        "3",
                                        TimeInForce.IOC,
                                        Optional.empty())));

        assertThat(order.status()).isEqualTo(Status.CANCELED);
        assertThat(order.reason()).contains("ioc");
        assertThat(order.filled()).hasToString("1");
    }

    @Test
    void aStopWaitsIsTriggeredByATradeAndFills() {
        submit(BOB, limit(Side.SELL, "100.00", "1"));
        submit(BOB, limit(Side.SELL, "102.00", "1"));
        OrderSpec stop =
                spec(Side.BUY, OrderKind.STOP, "100.00", "1", TimeInForce.GTC, Optional.of("stop"));
        assertThat(taken(submit(ADA, stop)).status()).isEqualTo(Status.OPEN);

        submit(ADA, limit(Side.BUY, "100.00", "1"));

        List<Status> statuses = new ArrayList<>();
        for (Event.OfMe event : told(ADA)) {
            if (event instanceof Event.OrderChanged changed
                    && changed.order().client().equals(Optional.of("stop"))) {
                statuses.add(changed.order().status());
            }
        }
        assertThat(statuses).containsExactly(Status.TRIGGERED, Status.FILLED);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "100.001, 1, ORDER_BAD_PRICE",
        "100.00, 0.0001, ORDER_BAD_QUANTITY",
        "100000.00, 2, ORDER_INSUFFICIENT_FUNDS",
        "9000000000000000, 1, ORDER_BAD_PRICE",
    })
    void refusesWithACodeAndChangesNothing(String price, String qty, ErrorCode code) {
        submit(ADA, limit(Side.BUY, "1.00", "1"));
        List<Effect> before = List.copyOf(effects);

        Result result = submit(ADA, limit(Side.BUY, price, qty));

        assertThat(before).isNotEmpty();
        assertThat(code(result)).isEqualTo(code);
        assertThat(effects).isEmpty();
        assertThat(taken(submit(ADA, limit(Side.BUY, "1.00", "1"))).order()).isEqualTo(2);
    }

    @Test
    void aQuotedMarketTakesNoOrdersButAPrice() {
        OrderSpec gold =
                new OrderSpec(
                        GOLD,
                        Side.BUY,
                        OrderKind.LIMIT,
                        Optional.of(Decimal.parse("1")),
                        Optional.of(Decimal.parse("1.00")),
                        Optional.empty(),
                        Optional.empty(),
                        TimeInForce.GTC,
                        OptionalLong.empty(),
                        false,
                        Optional.empty(),
                        SelfTrade.CANCEL_NEWEST,
                        Optional.empty());

        assertThat(code(submit(ADA, gold))).isEqualTo(ErrorCode.MARKET_QUOTED);
        Result quoted =
                apply(
                        new FloorCommand.Quote(
                                GOLD,
                                Optional.of(Decimal.parse("9.99")),
                                Optional.empty(),
                                Decimal.parse("10.00")));

        assertThat(quoted).isInstanceOf(Result.Applied.class);
        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Told.class,
                        told -> {
                            Event.Ticker ticker = (Event.Ticker) told.event();
                            assertThat(ticker.last()).contains(new Decimal(1_000, 2));
                            assertThat(ticker.bid()).contains(new Decimal(999, 2));
                            assertThat(ticker.ask()).isEmpty();
                        });
    }

    @Test
    void aHaltedMarketTakesNoOrdersUntilItIsResumed() {
        apply(halt(true));
        assertThat(effects).hasSize(2);

        assertThat(code(submit(ADA, limit(Side.BUY, "1.00", "1"))))
                .isEqualTo(ErrorCode.MARKET_HALTED);
        apply(halt(false));

        assertThat(submit(ADA, limit(Side.BUY, "1.00", "1"))).isInstanceOf(Result.Taken.class);
    }

    private static FloorCommand halt(boolean halted) {
        return new FloorCommand.ChangeMarket(
                BTC, Optional.of(halted), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void aClientIdIsGoodForOneOrderUntilTenMinutesAfterItsEnd() {
        OrderSpec named =
                spec(Side.BUY, OrderKind.LIMIT, "1.00", "1", TimeInForce.GTC, Optional.of("mine"));
        OrderInfo first = taken(submit(ADA, named));

        Result again = submit(ADA, named);

        assertThat(code(again)).isEqualTo(ErrorCode.ORDER_DUPLICATE);
        assertThat(((Result.Refused) again).order()).contains(first);
        assertThat(apply(withdraw(ADA, new OrderRef.ByClient("mine"))))
                .isEqualTo(new Result.Canceled(1));
        assertThat(code(submit(ADA, named))).isEqualTo(ErrorCode.ORDER_DUPLICATE);
        assertThat(code(apply(withdraw(ADA, new OrderRef.ByClient("mine")))))
                .isEqualTo(ErrorCode.ORDER_NOT_OPEN);
        at += 600_000;
        assertThat(submit(ADA, named)).isInstanceOf(Result.Taken.class);
    }

    private static FloorCommand withdraw(Person by, OrderRef order) {
        return new FloorCommand.WithdrawOrder(by, order, Optional.empty());
    }

    @Test
    void anothersOrderIsNotFound() {
        OrderInfo order = taken(submit(ADA, limit(Side.BUY, "1.00", "1")));

        assertThat(code(apply(withdraw(BOB, new OrderRef.ById(order.order())))))
                .isEqualTo(ErrorCode.ORDER_NOT_FOUND);
    }

    @Test
    void anAmendedOrderKeepsItsIdAndTellsItsNewTerms() {
        OrderInfo order = taken(submit(ADA, limit(Side.BUY, "1.00", "2")));

        Result result =
                apply(
                        new FloorCommand.AmendOrder(
                                ADA,
                                new OrderRef.ById(order.order()),
                                Optional.of(Decimal.parse("1.5")),
                                Optional.of(Decimal.parse("1.10")),
                                Optional.empty()));

        assertThat(taken(result).order()).isEqualTo(order.order());
        assertThat(taken(result).qty()).hasToString("1.5");
        assertThat(taken(result).price()).contains(new Decimal(110, 2));
        assertThat(lastOrder(ADA)).isEqualTo(taken(result));
    }

    @Test
    void cancelsOnlyWhatIsMeantBySymbolAndSide() {
        submit(BOB, limit(Side.SELL, "100.00", "1"));
        submit(BOB, limit(Side.BUY, "1.00", "1"));
        submit(BOB, limit(Side.BUY, "2.00", "1"));

        assertThat(
                        apply(
                                new FloorCommand.WithdrawAll(
                                        BOB,
                                        Optional.of(BTC),
                                        Optional.of(Side.BUY),
                                        Optional.empty())))
                .isEqualTo(new Result.Canceled(2));
        assertThat(
                        apply(
                                new FloorCommand.WithdrawAll(
                                        BOB, Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo(new Result.Canceled(1));
    }

    @Test
    void anArmedConnectionTakesItsOrdersWithItAfterTheGrace() {
        submit(ADA, limit(Side.BUY, "1.00", "1"), Optional.of("s-1"));
        apply(new FloorCommand.ArmSession(ADA, "s-1", 500));
        OrderInfo armed = taken(submit(ADA, limit(Side.BUY, "1.00", "1"), Optional.of("s-1")));
        apply(new FloorCommand.EndSession("s-1"));
        assertThat(effects).isEmpty();
        assertThat(floor.nextDue()).isEqualTo(at + 500);
        at += 500;

        apply(new FloorCommand.Tick());

        assertThat(lastOrder(ADA).order()).isEqualTo(armed.order());
        assertThat(lastOrder(ADA).status()).isEqualTo(Status.CANCELED);
        assertThat(lastOrder(ADA).reason()).contains("disconnect");
        assertThat(floor.nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aLostServerCountsAsADisconnectAndADisarmedConnectionDoesNot() {
        apply(new FloorCommand.ArmSession(ADA, "s-1", 0));
        submit(ADA, limit(Side.BUY, "1.00", "1"), Optional.of("s-1"));
        apply(new FloorCommand.ArmSession(BOB, "s-2", 0));
        submit(BOB, limit(Side.BUY, "1.00", "1"), Optional.of("s-2"));
        apply(new FloorCommand.DisarmSession("s-2"));

        apply(new FloorCommand.SessionsLost());

        assertThat(lastOrder(ADA).status()).isEqualTo(Status.CANCELED);
        assertThat(told(BOB)).isEmpty();
    }

    @Test
    void theDeadMansSwitchFiresUnlessItIsArmedAnew() {
        submit(ADA, limit(Side.BUY, "1.00", "1"));
        apply(new FloorCommand.ArmSwitch(ADA, 1_000));
        at += 900;
        apply(new FloorCommand.ArmSwitch(ADA, 1_000));
        at += 900;
        apply(new FloorCommand.Tick());
        assertThat(effects).isEmpty();
        at += 100;

        apply(new FloorCommand.Tick());

        assertThat(lastOrder(ADA).reason()).contains("timer");
        apply(new FloorCommand.ArmSwitch(ADA, 1_000));
        apply(new FloorCommand.ArmSwitch(ADA, 0));
        assertThat(floor.nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDayOrderExpiresAtMidnightByTheLogsTime() {
        submit(
                ADA,
                spec(Side.BUY, OrderKind.LIMIT, "1.00", "1", TimeInForce.DAY, Optional.empty()));
        at = floor.nextDue();
        assertThat(Math.floorMod(at, 86_400_000L)).isZero();

        apply(new FloorCommand.Tick());

        assertThat(lastOrder(ADA).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void aResetLeavesPaperMoneyAlone() {
        submit(BOB, limit(Side.SELL, "100.00", "2"));
        submit(ADA, limit(Side.BUY, "100.00", "2"));
        submit(ADA, limit(Side.BUY, "1.00", "2"));

        apply(new FloorCommand.ResetAccount(ADA, Optional.empty()));

        Map<String, Decimal> balances = new HashMap<>();
        for (Event.OfMe event : told(ADA)) {
            if (event instanceof Event.BalanceChanged changed) {
                balances.put(changed.balance().asset(), changed.balance().available());
            }
        }
        assertThat(balances)
                .containsEntry("USD", Floor.PAPER.available())
                .containsEntry("BTC", Decimal.ZERO);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void eventsFoldToBalancesThatSumToWhatWasPutIn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Floor twin = new Floor();
        Map<String, Long> seqs = new HashMap<>();
        Map<String, Event.BalanceChanged> balances = new HashMap<>();
        BigDecimal fees = BigDecimal.ZERO;
        List<Person> people = List.of(ADA, BOB, new Person("cyd", "Cyd", false));
        effects.clear();
        twin.apply(1, at, new FloorCommand.Genesis("e"), effect -> {});
        twin.apply(
                2,
                at,
                new FloorCommand.ListMarket(market(BTC, "BTC", MarketInfo.Source.USERS)),
                effect -> {});
        for (int i = 0; i < 3; i++) {
            Person person = people.get(i);
            twin.apply(
                    3 + i,
                    at,
                    new FloorCommand.Deposit(person.id(), "BTC", Decimal.parse("50")),
                    effects::add);
        }
        collect(seqs, balances);

        for (int i = 0; i < 2_000; i++) {
            at += random.nextInt(1_000);
            effects.clear();
            twin.apply(6 + i, at, random(random, people), effects::add);
            for (Effect effect : effects) {
                if (effect instanceof Effect.Told(Event.Filled filled)) {
                    fees = fees.add(filled.fill().fee().toBigDecimal());
                }
            }
            collect(seqs, balances);
        }

        assertThat(fees).isPositive();
        assertThat(sum(balances, "BTC")).isEqualByComparingTo("150");
        BigDecimal usd = sum(balances, "USD");
        for (Person person : people) { // those whose dollars never changed were told of nothing
            if (!balances.containsKey(person.id() + " USD")) {
                usd = usd.add(Floor.PAPER.available().toBigDecimal());
            }
        }
        assertThat(usd.add(fees)).isEqualByComparingTo("300000");
    }

    private void collect(Map<String, Long> seqs, Map<String, Event.BalanceChanged> balances) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event.OfMe event)) {
                assertThat(event.seq()).isEqualTo(seqs.merge(event.user(), 1L, Long::sum));
                if (event instanceof Event.BalanceChanged changed) {
                    balances.put(event.user() + " " + changed.balance().asset(), changed);
                }
            }
        }
    }

    private static BigDecimal sum(Map<String, Event.BalanceChanged> balances, String asset) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Event.BalanceChanged changed : balances.values()) {
            if (changed.balance().asset().equals(asset)) {
                sum =
                        sum.add(changed.balance().available().toBigDecimal())
                                .add(changed.balance().reserved().toBigDecimal());
            }
        }
        return sum;
    }

    private static FloorCommand random(SplittableRandom random, List<Person> people) {
        Person by = people.get(random.nextInt(people.size()));
        OrderRef ref = new OrderRef.ById(random.nextInt(1, 1_500));
        String price = new Decimal(10_000 + random.nextInt(-30, 30), 2).toString();
        String qty = new Decimal(random.nextInt(1, 3_000), 3).toString();
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        return switch (random.nextInt(8)) {
            case 0 -> new FloorCommand.WithdrawOrder(by, ref, Optional.empty());
            case 1 ->
                    new FloorCommand.AmendOrder(
                            by,
                            ref,
                            Optional.of(Decimal.parse(qty)),
                            Optional.of(Decimal.parse(price)),
                            Optional.empty());
            case 2 -> new FloorCommand.ArmSwitch(by, random.nextInt(20_000));
            default ->
                    new FloorCommand.SubmitOrder(
                            by,
                            spec(
                                    side,
                                    List.of(OrderKind.values()).get(random.nextInt(4)),
                                    price,
                                    qty,
                                    random.nextBoolean() ? TimeInForce.GTC : TimeInForce.IOC,
                                    Optional.empty()),
                            false,
                            Optional.empty(),
                            Optional.empty());
        };
    }
}
