package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ServerMessage.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is what the protocol says, and is read as what was written.
class TradingCodecTest {
    private static final OptionalLong ID = OptionalLong.of(7);
    private static final Optional<String> KEY = Optional.of("k");
    private static final Symbol BTC = new Symbol("BTC-USD");
    private static final Decimal QTY = Decimal.parse("0.5");
    private static final Decimal PRICE = Decimal.parse("617.50");
    private static final String ORDER =
            "\"order\":17,\"client\":null,\"symbol\":\"BTC-USD\",\"side\":\"sell\","
                    + "\"kind\":\"stopLimit\",\"tif\":\"day\",\"status\":\"canceled\","
                    + "\"price\":\"617.50\",\"stop\":null,\"qty\":\"0.5\",\"filled\":\"0\","
                    + "\"remaining\":\"0.5\",\"average\":null,\"reason\":\"self_trade\"";
    private static final String FILL =
            "\"trade\":3,\"order\":17,\"client\":\"mine\",\"symbol\":\"BTC-USD\",\"side\":\"buy\","
                    + "\"price\":\"617.50\",\"qty\":\"0.5\",\"fee\":\"0.000001\","
                    + "\"feeAsset\":\"USD\",\"liquidity\":\"maker\",\"filled\":\"0.5\","
                    + "\"remaining\":\"0\"";
    private static final String BALANCE =
            "\"asset\":\"USD\",\"available\":\"99999.5\",\"reserved\":\"0\"";

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        new Command.Order(ID, limit(), false, Optional.empty()),
                        "{\"type\":\"order\",\"id\":7,\"symbol\":\"BTC-USD\",\"side\":\"buy\","
                                + "\"kind\":\"limit\",\"tif\":\"gtc\",\"stp\":\"cancelNewest\","
                                + "\"qty\":\"0.5\",\"price\":\"617.50\"}"),
                Arguments.of(
                        new Command.Order(ID, limit(), true, KEY),
                        "{\"type\":\"order\",\"id\":7,\"symbol\":\"BTC-USD\",\"side\":\"buy\","
                                + "\"kind\":\"limit\",\"tif\":\"gtc\",\"stp\":\"cancelNewest\","
                                + "\"qty\":\"0.5\",\"price\":\"617.50\",\"validate\":true,"
                                + "\"key\":\"k\"}"),
                Arguments.of(
                        new Command.Amend(
                                ID,
                                new OrderRef.ById(17),
                                Optional.of(QTY),
                                Optional.of(PRICE),
                                KEY),
                        "{\"type\":\"amend\",\"id\":7,\"order\":17,\"qty\":\"0.5\","
                                + "\"price\":\"617.50\",\"key\":\"k\"}"),
                Arguments.of(
                        new Command.Cancel(ID, new OrderRef.ByClient("mine"), KEY),
                        "{\"type\":\"cancel\",\"id\":7,\"client\":\"mine\",\"key\":\"k\"}"),
                Arguments.of(
                        new Command.CancelAll(
                                ID, Optional.empty(), Optional.empty(), Optional.empty()),
                        "{\"type\":\"cancelAll\",\"id\":7}"),
                Arguments.of(
                        new Command.CancelAll(ID, Optional.of(BTC), Optional.of(Side.SELL), KEY),
                        "{\"type\":\"cancelAll\",\"id\":7,\"symbol\":\"BTC-USD\","
                                + "\"side\":\"sell\",\"key\":\"k\"}"),
                Arguments.of(
                        new Command.CancelOnDisconnect(ID, true, 60_000),
                        "{\"type\":\"cancelOnDisconnect\",\"id\":7,\"on\":true,\"grace\":60000}"),
                Arguments.of(
                        new Command.CancelAllAfter(ID, 86_400_000),
                        "{\"type\":\"cancelAllAfter\",\"id\":7,\"ms\":86400000}"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void writesAndReadsEachCommand(Command command, String json) {
        assertThat(text(Codec.encode(command))).isEqualTo(json);
        assertThat(Codec.decodeCommand(json, Optional.empty())).isEqualTo(command);
    }

    static Stream<Arguments> messages() {
        OrderInfo order = canceled();
        FillInfo fill = filled();
        BalanceInfo balance = new BalanceInfo("USD", Decimal.parse("99999.5"), Decimal.ZERO);
        return Stream.of(
                Arguments.of(
                        new Reply.Ordered(ID, order, List.of(fill), 9),
                        "{\"type\":\"ok\",\"id\":7,\"order\":{"
                                + ORDER
                                + ",\"at\":5},\"fills\":[{"
                                + FILL
                                + ",\"at\":5}],\"pos\":9}"),
                Arguments.of(
                        new Reply.Canceled(ID, 3, 9),
                        "{\"type\":\"ok\",\"id\":7,\"canceled\":3,\"pos\":9}"),
                Arguments.of(
                        new Reply.Error(
                                ID,
                                ErrorCode.ORDER_DUPLICATE,
                                "used",
                                OptionalLong.empty(),
                                Optional.of(order)),
                        "{\"type\":\"error\",\"id\":7,\"code\":\"order.duplicate\","
                                + "\"message\":\"used\",\"temporary\":false,\"order\":{"
                                + ORDER
                                + ",\"at\":5}}"),
                Arguments.of(
                        new ServerMessage.Subscribed(
                                ID,
                                new Channel.Me(""),
                                new Position("e", 4),
                                false,
                                Optional.empty(),
                                Optional.of(new Snapshot.OfMe(List.of(order), List.of(balance)))),
                        "{\"type\":\"subscribed\",\"id\":7,\"channel\":\"me\",\"epoch\":\"e\","
                                + "\"seq\":4,\"recovered\":false,\"snapshot\":{\"orders\":[{"
                                + ORDER
                                + ",\"at\":5}],\"balances\":[{"
                                + BALANCE
                                + "}]}}"),
                Arguments.of(
                        new Event.OrderChanged("", 1, 9, order),
                        "{\"type\":\"order\",\"channel\":\"me\",\"seq\":1,\"pos\":9,\"at\":5,"
                                + ORDER
                                + "}"),
                Arguments.of(
                        new Event.Filled("", 2, 9, fill),
                        "{\"type\":\"fill\",\"channel\":\"me\",\"seq\":2,\"pos\":9,\"at\":5,"
                                + FILL
                                + "}"),
                Arguments.of(
                        new Event.BalanceChanged("", 3, 9, 5, balance),
                        "{\"type\":\"balance\",\"channel\":\"me\",\"seq\":3,\"pos\":9,\"at\":5,"
                                + BALANCE
                                + "}"),
                Arguments.of(
                        new Event.Halted(new Channel.Ticker(BTC), BTC, true, 5),
                        "{\"type\":\"halted\",\"channel\":\"ticker:BTC-USD\","
                                + "\"symbol\":\"BTC-USD\",\"at\":5}"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void writesAndReadsEachMessage(ServerMessage message, String json) {
        assertThat(text(Codec.encode(message))).isEqualTo(json);
        assertThat(Codec.decodeMessage(json)).isEqualTo(message);
    }

    @Test
    void saysNothingOnTheWireOfWhoseAnEventIs() {
        Event.OrderChanged ofAda = new Event.OrderChanged("ada", 1, 9, canceled());

        assertThat(Codec.decodeMessage(text(Codec.encode(ofAda))))
                .isEqualTo(new Event.OrderChanged("", 1, 9, canceled()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void readsWhateverItWrites(long seed) {
        Any any = new Any(new SplittableRandom(seed));

        for (int i = 0; i < 500; i++) {
            Command command = any.command();
            assertThat(Codec.decodeCommand(text(Codec.encode(command)), Optional.empty()))
                    .isEqualTo(command);
            ServerMessage message = any.message();
            assertThat(Codec.decodeMessage(text(Codec.encode(message)))).isEqualTo(message);
        }
    }

    /// Makes any order, command and message that can be.
    private record Any(SplittableRandom random) {
        Command command() {
            OptionalLong id = OptionalLong.of(number());
            Optional<String> key = maybe(this::word);
            return switch (random.nextInt(6)) {
                case 0 -> new Command.Order(id, spec(), random.nextBoolean(), key);
                case 1 -> {
                    Optional<Decimal> qty = maybe(this::amount);
                    Optional<Decimal> price =
                            qty.isEmpty() ? Optional.of(amount()) : maybe(this::amount);
                    yield new Command.Amend(id, ref(), qty, price, key);
                }
                case 2 -> new Command.Cancel(id, ref(), key);
                case 3 ->
                        new Command.CancelAll(
                                id, maybe(() -> BTC), maybe(() -> one(Side.values())), key);
                case 4 ->
                        new Command.CancelOnDisconnect(
                                id, random.nextBoolean(), random.nextInt(60_001));
                default -> new Command.CancelAllAfter(id, random.nextLong(86_400_001));
            };
        }

        private OrderSpec spec() {
            OrderKind kind = one(OrderKind.values());
            Side side = one(Side.values());
            TimeInForce tif = one(TimeInForce.values());
            boolean priced = kind == OrderKind.LIMIT || kind == OrderKind.STOP_LIMIT;
            boolean waits = kind == OrderKind.STOP || kind == OrderKind.STOP_LIMIT;
            boolean forMoney = kind == OrderKind.MARKET && side == Side.BUY && random.nextBoolean();
            return new OrderSpec(
                    BTC,
                    side,
                    kind,
                    when(!forMoney, this::amount),
                    when(priced, this::amount),
                    when(waits, this::amount),
                    when(forMoney, this::amount),
                    tif,
                    tif == TimeInForce.GTD ? OptionalLong.of(number()) : OptionalLong.empty(),
                    random.nextBoolean(),
                    maybe(this::amount),
                    one(SelfTrade.values()),
                    maybe(this::word));
        }

        private OrderRef ref() {
            return random.nextBoolean()
                    ? new OrderRef.ById(number())
                    : new OrderRef.ByClient(word());
        }

        ServerMessage message() {
            OptionalLong id = OptionalLong.of(number());
            return switch (random.nextInt(6)) {
                case 0 -> new Reply.Ordered(id, order(), List.of(fill(), fill()), number());
                case 1 -> new Reply.Canceled(id, random.nextInt(1_000), number());
                case 2 ->
                        new Reply.Error(
                                id, ErrorCode.ORDER_DUPLICATE, word(), id, Optional.of(order()));
                case 3 -> new Event.OrderChanged("", number(), number(), order());
                case 4 -> new Event.Filled("", number(), number(), fill());
                default ->
                        new Event.BalanceChanged(
                                "",
                                number(),
                                number(),
                                number(),
                                new BalanceInfo("USD", amount(), amount()));
            };
        }

        private OrderInfo order() {
            return new OrderInfo(
                    number(),
                    maybe(this::word),
                    BTC,
                    one(Side.values()),
                    one(OrderKind.values()),
                    one(TimeInForce.values()),
                    one(OrderInfo.Status.values()),
                    maybe(this::amount),
                    maybe(this::amount),
                    amount(),
                    amount(),
                    amount(),
                    maybe(this::amount),
                    maybe(this::word),
                    number());
        }

        private FillInfo fill() {
            return new FillInfo(
                    number(),
                    number(),
                    maybe(this::word),
                    BTC,
                    one(Side.values()),
                    amount(),
                    amount(),
                    amount(),
                    "USD",
                    random.nextBoolean(),
                    amount(),
                    amount(),
                    number());
        }

        private Decimal amount() {
            return new Decimal(
                    random.nextLong(1, Long.MAX_VALUE) >>> random.nextInt(62) | 1,
                    random.nextInt(19));
        }

        private long number() {
            return random.nextLong(1L << 53);
        }

        /// Printable ASCII, as long as a client's name for an order may be.
        private String word() {
            return random.ints(1 + random.nextInt(36), 0x20, 0x7f)
                    .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                    .toString();
        }

        private <T> Optional<T> maybe(Supplier<T> value) {
            return when(random.nextBoolean(), value);
        }

        private static <T> Optional<T> when(boolean present, Supplier<T> value) {
            return present ? Optional.of(value.get()) : Optional.empty();
        }

        private <T> T one(T[] all) {
            return all[random.nextInt(all.length)];
        }
    }

    private static OrderSpec limit() {
        return new OrderSpec(
                BTC,
                Side.BUY,
                OrderKind.LIMIT,
                Optional.of(QTY),
                Optional.of(PRICE),
                Optional.empty(),
                Optional.empty(),
                TimeInForce.GTC,
                OptionalLong.empty(),
                false,
                Optional.empty(),
                SelfTrade.CANCEL_NEWEST,
                Optional.empty());
    }

    private static OrderInfo canceled() {
        return new OrderInfo(
                17,
                Optional.empty(),
                BTC,
                Side.SELL,
                OrderKind.STOP_LIMIT,
                TimeInForce.DAY,
                OrderInfo.Status.CANCELED,
                Optional.of(PRICE),
                Optional.empty(),
                QTY,
                Decimal.ZERO,
                QTY,
                Optional.empty(),
                Optional.of("self_trade"),
                5);
    }

    private static FillInfo filled() {
        return new FillInfo(
                3,
                17,
                Optional.of("mine"),
                BTC,
                Side.BUY,
                PRICE,
                QTY,
                Decimal.parse("0.000001"),
                "USD",
                true,
                QTY,
                Decimal.ZERO,
                5);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
