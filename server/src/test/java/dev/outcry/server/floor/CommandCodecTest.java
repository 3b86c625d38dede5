package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Person ADA = new Person("ada", "Ada", false);
    private static final Person BOB = new Person("bob-x7k2p", "Bób", true);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Symbol BTC = new Symbol("BTC-USD");
    private static final Optional<FloorCommand.Key> KEY =
            Optional.of(new FloorCommand.Key("3f0c", 0x0123456789abcdefL));

    /// One of each kind, in the order of the golden file.
    private static final List<FloorCommand> EXAMPLES =
            Stream.of(plain(), RoomExamples.all(), PeopleExamples.all(), HookExamples.all())
                    .flatMap(Function.identity())
                    .toList();

    private static Stream<FloorCommand> plain() {
        return Stream.of(
                new FloorCommand.Genesis("k3v9"),
                new FloorCommand.Tick(),
                new FloorCommand.Restored("z1"),
                new FloorCommand.Once(
                        "root",
                        KEY.get(),
                        new FloorCommand.Deposit("ada", "USD", Decimal.parse("5"))),
                new FloorCommand.CreateRoom(
                        Optional.of(BOB), LOBBY, "Lobby", "", RoomInfo.Visibility.PRIVATE),
                new FloorCommand.Say(
                        ADA,
                        LOBBY,
                        Optional.empty(),
                        OptionalLong.of(300),
                        List.of("bob", "cy"),
                        List.of(BTC),
                        KEY),
                new FloorCommand.DeleteMessage(
                        ADA,
                        true,
                        LOBBY,
                        7,
                        Optional.of(
                                new FloorCommand.Said(
                                        "bob", 12, Optional.of(new FloorCommand.Deletion(9, 14)))),
                        KEY),
                new FloorCommand.ListMarket(
                        new MarketInfo(
                                BTC,
                                "BTC",
                                "USD",
                                Decimal.parse("0.01"),
                                Decimal.parse("0.0001"),
                                Decimal.parse("0.001"),
                                Optional.of(500),
                                -1,
                                20,
                                MarketInfo.Source.REPLAY,
                                true)),
                new FloorCommand.ChangeMarket(
                        BTC, Optional.of(true), Optional.of(0), Optional.empty(), Optional.of(-3)),
                new FloorCommand.Quote(
                        BTC,
                        Optional.of(Decimal.parse("1.10")),
                        Optional.empty(),
                        Decimal.parse("-1.2")),
                new FloorCommand.Deposit("ada", "USD", Decimal.parse("1000.50")),
                new FloorCommand.PlaceOrder(
                        "f:ada",
                        BTC,
                        Side.SELL,
                        OptionalLong.of(6_125_000),
                        15,
                        FloorCommand.TimeInForce.IOC),
                new FloorCommand.CancelOrder("f:ada", 128),
                new FloorCommand.CancelAll("f:ada", Optional.of(BTC)),
                new FloorCommand.SubmitOrder(
                        ADA,
                        new OrderSpec(
                                BTC,
                                Side.BUY,
                                OrderKind.STOP_LIMIT,
                                Optional.of(Decimal.parse("0.5")),
                                Optional.of(Decimal.parse("61250.00")),
                                Optional.of(Decimal.parse("61300")),
                                Optional.empty(),
                                TimeInForce.GTD,
                                OptionalLong.of(1_763_867_045_123L),
                                true,
                                Optional.of(Decimal.parse("0.1")),
                                SelfTrade.DECREMENT,
                                Optional.of("mine")),
                        true,
                        Optional.of("s-8fk2"),
                        KEY),
                new FloorCommand.AmendOrder(
                        ADA,
                        new OrderRef.ByClient("mine"),
                        Optional.of(Decimal.parse("2")),
                        Optional.empty(),
                        KEY),
                new FloorCommand.WithdrawOrder(ADA, new OrderRef.ById(7), Optional.empty()),
                new FloorCommand.WithdrawAll(ADA, Optional.of(BTC), Optional.of(Side.BUY), KEY),
                new FloorCommand.ResetAccount(ADA, KEY),
                new FloorCommand.Rank(ADA, true),
                new FloorCommand.ArmSession(ADA, "s-8fk2", 60_000),
                new FloorCommand.DisarmSession("s-8fk2"),
                new FloorCommand.EndSession("s-8fk2"),
                new FloorCommand.SessionsLost(),
                new FloorCommand.ArmSwitch(ADA, 86_400_000));
    }

    static Stream<FloorCommand> examples() {
        return EXAMPLES.stream();
    }

    private static FloorCommand again(FloorCommand command) {
        return CommandCodec.decode(CommandCodec.encode(command), CommandCodec.text(command));
    }

    @Test
    void hasAnExampleOfEveryKind() {
        assertThat(EXAMPLES)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(AnyRecord.kinds());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsBackWhatItWrote(FloorCommand command) {
        assertThat(again(command)).isEqualTo(command);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void readsBackWhateverItWrote(long seed) {
        AnyRecord any = new AnyRecord(new SplittableRandom(seed));

        for (Class<?> kind : AnyRecord.kinds()) {
            for (int i = 0; i < 200; i++) {
                FloorCommand command = any.command(kind);
                assertThat(again(command)).isEqualTo(command);
            }
        }
    }

    @Test
    void keepsTheTextOfAMessageBesideItsBytes() {
        FloorCommand say =
                new FloorCommand.Say(
                        ADA,
                        LOBBY,
                        Optional.of("a secret"),
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty());

        byte[] bytes = CommandCodec.encode(say);

        assertThat(CommandCodec.text(say)).contains("a secret");
        assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("secret");
        assertThat(((FloorCommand.Say) CommandCodec.decode(bytes, Optional.empty())).text())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CommandCodec.decode(
                                CommandCodec.encode(new FloorCommand.Tick()),
                                Optional.of("whose?")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesWhatIsCutOffOrTooLong(FloorCommand command) {
        byte[] bytes = CommandCodec.encode(command);

        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CommandCodec.decode(torn, Optional.empty()));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.decode(longer, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsNoFlippedBitAsTheSameCommand(FloorCommand command) {
        byte[] bytes = CommandCodec.encode(command);

        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            readsAsItsOwn(flipped).ifPresent(read -> assertThat(read).isNotEqualTo(command));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void readsOrRefusesWhateverComes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AnyRecord any = new AnyRecord(random);

        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = CommandCodec.encode(any.command());
            for (int spoilt = random.nextInt(4); spoilt >= 0; spoilt--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            var _ = readsAsItsOwn(bytes);
        }
    }

    /// Reads bytes that nobody wrote. Nothing but `IllegalArgumentException` may come of it, and
    /// what can be read must be written in the same bytes.
    private static Optional<FloorCommand> readsAsItsOwn(byte[] bytes) {
        FloorCommand read;
        try {
            read = CommandCodec.decode(bytes, Optional.empty());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        assertThat(CommandCodec.encode(read)).isEqualTo(bytes);
        return Optional.of(read);
    }

    @Test
    void makesNoRoomForWhatIsNotThere() {
        byte[] hostile = HEX.parseHex("0101ffffffff07"); // an epoch of 2 GiB

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.decode(hostile, Optional.empty()))
                .withMessageContaining("ends too early");
    }

    @Test
    void refusesALaterFormatOrKindAndSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.decode(HEX.parseHex("0202"), Optional.empty()))
                .withMessage("commands of format 2; this release reads format 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.decode(HEX.parseHex("01ff"), Optional.empty()))
                .withMessageContaining("kind 255");
    }

    @Test
    void refusesToWriteHalfACharacter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandCodec.encode(new FloorCommand.EndSession("\ud83d")));
    }

    @Test
    void wrapsNothingThatKnowsKeysByItself() {
        FloorCommand once = new FloorCommand.Once("root", KEY.get(), new FloorCommand.Tick());

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CommandCodec.encode(new FloorCommand.Once("root", KEY.get(), once)));
    }

    @Test
    void stillReadsAndWritesWhatItOnceWrote() throws IOException {
        List<String> golden;
        try (InputStream in = getClass().getResourceAsStream("/floor/commands-1.txt")) {
            golden =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }

        assertThat(golden)
                .containsExactlyElementsOf(
                        EXAMPLES.stream().map(CommandCodecTest::goldenLine).toList());
        for (int i = 0; i < golden.size(); i++) {
            byte[] bytes = HEX.parseHex(golden.get(i).substring(golden.get(i).indexOf(' ') + 1));
            assertThat(CommandCodec.decode(bytes, Optional.empty())).isEqualTo(EXAMPLES.get(i));
        }
    }

    private static String goldenLine(FloorCommand command) {
        return command.getClass().getSimpleName()
                + " "
                + HEX.formatHex(CommandCodec.encode(command));
    }
}
