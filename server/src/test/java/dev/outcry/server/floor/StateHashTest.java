package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.BTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Two floors that may behave differently from here on have different hashes.
class StateHashTest {
    private static final String BUY =
            "{'type':'order','symbol':'BTC-USD','side':'buy','kind':'limit','price':'1','qty':'1'";

    /// What one floor was told, and another at the same place and time.
    interface Step {
        void on(TradingScene scene);
    }

    private static Arguments differ(String in, Step one, Step other) {
        return Arguments.of(in, one, other);
    }

    private static Step types(String json) {
        return scene -> scene.send(ADA, json);
    }

    private static Step applies(FloorCommand command) {
        return scene -> scene.apply(command);
    }

    private static Step room(RoomInfo.Visibility visibility, Person by) {
        return applies(
                new FloorCommand.CreateRoom(
                        Optional.of(by), new RoomId("den"), "Den", "", visibility));
    }

    private static Step armed(Person by, String session, int grace) {
        return applies(new FloorCommand.ArmSession(by, session, grace));
    }

    private static Step ended(String session) {
        return scene -> {
            armed(ADA, session, 500).on(scene);
            scene.apply(new FloorCommand.EndSession(session));
        };
    }

    private static Step listed(MarketInfo.Source source) {
        return applies(
                new FloorCommand.ListMarket(
                        TradingScene.market(new Symbol("X-USD"), "X", "1", "1", source)));
    }

    /// Three trades that differ in nothing but their order, the last one apart.
    private static Step trades(String... prices) {
        return scene -> {
            for (String price : prices) {
                String limit = "'kind':'limit','qty':'1','price':'" + price + "'";
                scene.placed(BOB, "'side':'sell'," + limit);
                scene.placed(ADA, "'side':'buy'," + limit);
            }
            scene.at += 7_200_000;
            scene.apply(new FloorCommand.Tick());
        };
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                differ("a key", types(BUY + ",'key':'k'}"), types(BUY + ",'key':'l'}")),
                differ("whether there is a key", types(BUY + ",'key':'k'}"), types(BUY + "}")),
                differ(
                        "what a key was for",
                        types("{'type':'cancelAll','side':'buy','key':'k'}"),
                        types("{'type':'cancelAll','side':'sell','key':'k'}")),
                differ("a client id", types(BUY + ",'client':'c'}"), types(BUY + ",'client':'d'}")),
                differ(
                        "a connection",
                        scene -> scene.send(ADA, BUY + "}", Optional.of("s-1")),
                        scene -> scene.send(ADA, BUY + "}", Optional.of("s-2"))),
                differ("who is armed", armed(ADA, "s", 0), armed(BOB, "s", 0)),
                differ("what is armed", armed(ADA, "s", 0), armed(ADA, "t", 0)),
                differ("a grace", armed(ADA, "s", 0), armed(ADA, "s", 1)),
                differ("what is due", ended("s"), ended("t")),
                differ(
                        "a switch",
                        applies(new FloorCommand.ArmSwitch(ADA, 500)),
                        applies(new FloorCommand.ArmSwitch(ADA, 501))),
                differ(
                        "a room's visibility",
                        room(RoomInfo.Visibility.PUBLIC, BOB),
                        room(RoomInfo.Visibility.PRIVATE, BOB)),
                differ(
                        "who made a room",
                        room(RoomInfo.Visibility.PUBLIC, ADA),
                        room(RoomInfo.Visibility.PUBLIC, BOB)),
                differ(
                        "a market's source",
                        listed(MarketInfo.Source.USERS),
                        listed(MarketInfo.Source.QUOTED)),
                differ(
                        "a feed's name",
                        applies(new FloorCommand.Deposit("f:a", "BTC", Decimal.parse("1"))),
                        applies(new FloorCommand.Deposit("f:b", "BTC", Decimal.parse("1")))),
                differ("the prices of the day", trades("2", "3", "2"), trades("2", "4", "2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void tellsApart(String what, Step one, Step other) {
        TradingScene first = scene();
        TradingScene second = scene();
        assertThat(first.floor().stateHash()).isEqualTo(second.floor().stateHash());

        one.on(first);
        other.on(second);

        assertThat(first.floor().stateHash()).as(what).isNotEqualTo(second.floor().stateHash());
    }

    private static TradingScene scene() {
        TradingScene scene = new TradingScene();
        armed(ADA, "s-1", 0).on(scene);
        armed(ADA, "s-2", 0).on(scene);
        return scene;
    }

    @Test
    void dependsOnNoTextAndNoName() {
        TradingScene one = scene();
        TradingScene other = scene();

        for (TradingScene scene : List.of(one, other)) {
            String word = scene == one ? "yes" : "no";
            scene.apply(
                    new FloorCommand.CreateRoom(
                            Optional.empty(),
                            new RoomId("den"),
                            word,
                            word,
                            RoomInfo.Visibility.PUBLIC));
            scene.apply(
                    new FloorCommand.Say(
                            new Person("ada", word, true),
                            new RoomId("den"),
                            Optional.of(word),
                            OptionalLong.empty(),
                            List.of(),
                            List.of(BTC),
                            Optional.empty()));
            scene.apply(
                    new FloorCommand.PlaceOrder(
                            "f:a",
                            BTC,
                            Side.BUY,
                            OptionalLong.of(1),
                            1,
                            FloorCommand.TimeInForce.GTC));
        }

        assertThat(one.floor().stateHash()).isEqualTo(other.floor().stateHash());
    }

    @Test
    void forgetsWithWhatTheFloorForgets() {
        TradingScene one = scene();
        TradingScene other = scene();
        one.send(ADA, "{'type':'cancelAll','key':'k'}");
        other.send(ADA, "{'type':'cancelAll','key':'l'}");
        assertThat(one.floor().stateHash()).isNotEqualTo(other.floor().stateHash());
        for (TradingScene scene : List.of(one, other)) {
            scene.at += 600_000;
            scene.send(ADA, "{'type':'cancelAll','key':'new'}");
        }

        assertThat(one.floor().stateHash()).isEqualTo(other.floor().stateHash());
    }
}
