package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCodecTest {
    private static final OptionalLong ID = OptionalLong.of(7);
    private static final RoomId LOBBY = new RoomId("lobby");

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(new Command.Ping(OptionalLong.empty(), false), "{\"type\":\"ping\"}"),
                Arguments.of(
                        new Command.Ping(ID, true),
                        "{\"type\":\"ping\",\"id\":7,\"positions\":true}"),
                Arguments.of(
                        new Command.Authenticate(ID, "a.b.c"),
                        "{\"type\":\"authenticate\",\"id\":7,\"token\":\"a.b.c\"}"),
                Arguments.of(
                        subscribe(following("room:lobby")),
                        "{\"type\":\"subscribe\",\"id\":7,\"channel\":\"room:lobby\"}"),
                Arguments.of(
                        subscribe(
                                new Command.Following(
                                        Channel.parse("room:lobby"),
                                        Optional.of(new Position("k3v9", 1045)),
                                        OptionalInt.of(300),
                                        OptionalInt.empty(),
                                        OptionalInt.empty())),
                        "{\"type\":\"subscribe\",\"id\":7,\"channel\":\"room:lobby\","
                                + "\"since\":{\"epoch\":\"k3v9\",\"seq\":1045},\"history\":300}"),
                Arguments.of(
                        subscribe(
                                new Command.Following(
                                        Channel.parse("book:BTC-USD"),
                                        Optional.empty(),
                                        OptionalInt.empty(),
                                        OptionalInt.of(250),
                                        OptionalInt.of(10))),
                        "{\"type\":\"subscribe\",\"id\":7,\"channel\":\"book:BTC-USD\","
                                + "\"interval\":250,\"depth\":10}"),
                Arguments.of(
                        new Command.Subscribe(
                                ID, List.of(following("ticker:*"), following("trades:X")), true),
                        "{\"type\":\"subscribe\",\"id\":7,"
                                + "\"channels\":[\"ticker:*\",\"trades:X\"]}"),
                Arguments.of(
                        new Command.Unsubscribe(ID, Channel.parse("candles:SPY-USD:15m")),
                        "{\"type\":\"unsubscribe\",\"id\":7,\"channel\":\"candles:SPY-USD:15m\"}"),
                Arguments.of(
                        new Command.Say(ID, LOBBY, "hi", OptionalLong.empty(), Optional.empty()),
                        "{\"type\":\"say\",\"id\":7,\"room\":\"lobby\",\"text\":\"hi\"}"),
                Arguments.of(
                        new Command.Say(
                                ID,
                                LOBBY,
                                "\"quoted\" \\ ü € 👍\n\tend",
                                OptionalLong.of(9),
                                Optional.of("3f0c")),
                        "{\"type\":\"say\",\"id\":7,\"room\":\"lobby\","
                                + "\"text\":\"\\\"quoted\\\" \\\\ ü € 👍\\n\\tend\","
                                + "\"replyTo\":9,\"key\":\"3f0c\"}"),
                Arguments.of(
                        new Command.Delete(ID, LOBBY, 1046, Optional.of("3f0c")),
                        "{\"type\":\"delete\",\"id\":7,\"room\":\"lobby\","
                                + "\"message\":1046,\"key\":\"3f0c\"}"),
                Arguments.of(
                        new Command.Typing(ID, LOBBY, false),
                        "{\"type\":\"typing\",\"id\":7,\"room\":\"lobby\",\"on\":false}"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void writesAndReadsEachCommand(Command command, String json) {
        assertThat(new String(Codec.encode(command), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(Codec.decodeCommand(json, Optional.empty())).isEqualTo(command);
    }

    @Test
    void takesTheRoutesRoomWhereNoneIsNamed() {
        Command say = Codec.decodeCommand("{\"type\":\"say\",\"text\":\"hi\"}", Optional.of(LOBBY));
        Command elsewhere =
                Codec.decodeCommand(
                        "{\"type\":\"typing\",\"on\":true,\"room\":\"other\"}", Optional.of(LOBBY));

        assertThat(say)
                .isEqualTo(
                        new Command.Say(
                                OptionalLong.empty(),
                                LOBBY,
                                "hi",
                                OptionalLong.empty(),
                                Optional.empty()));
        assertThat(elsewhere)
                .isEqualTo(new Command.Typing(OptionalLong.empty(), new RoomId("other"), true));
    }

    @Test
    void ignoresFieldsItDoesNotKnowAndNulls() {
        Command ping =
                Codec.decodeCommand(
                        "{\"later\":{\"deep\":[1,2]},\"type\":\"ping\",\"id\":null,"
                                + "\"positions\":null}",
                        Optional.empty());

        assertThat(ping).isEqualTo(new Command.Ping(OptionalLong.empty(), false));
    }

    @Test
    void takesWholeNumbersHoweverTheyAreWritten() {
        for (String number : List.of("7", "7.0", "7e0", "70E-1", "0.7e1")) {
            assertThat(
                            Codec.decodeCommand(
                                    "{\"type\":\"ping\",\"id\":" + number + "}", Optional.empty()))
                    .isEqualTo(new Command.Ping(ID, false));
        }
        assertThat(
                        Codec.decodeCommand(
                                        "{\"type\":\"ping\",\"id\":9007199254740991}",
                                        Optional.empty())
                                .id())
                .hasValue(9007199254740991L);
    }

    @Test
    void keepsTheTokenOutOfWhatItPrints() {
        assertThat(new Command.Authenticate(ID, "sesame").toString()).doesNotContain("sesame");
    }

    private static Command.Following following(String channel) {
        return new Command.Following(
                Channel.parse(channel),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private static Command subscribe(Command.Following following) {
        return new Command.Subscribe(ID, List.of(following), false);
    }
}
