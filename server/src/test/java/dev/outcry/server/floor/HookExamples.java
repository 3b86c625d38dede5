package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// One of each kind of command about webhooks, in the order of the golden file.
final class HookExamples {
    private static final RoomCommand.By ADA =
            new RoomCommand.By(new Person("ada", "Ada", false), true);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Symbol BTC = new Symbol("BTC-USD");

    private HookExamples() {}

    static Stream<FloorCommand> all() {
        return Stream.of(
                new HookCommand.Add(
                        ADA,
                        LOBBY,
                        "k3v9w2x8q1z0",
                        new HookCommand.Way.Out(
                                "https://example.org/hook?a=1",
                                "Zm9vYmFy",
                                List.of(RoomHook.Kind.MESSAGE, RoomHook.Kind.JOINED),
                                Optional.of(new RoomHook.Trades(BTC, Decimal.parse("0.50"))))),
                new HookCommand.Drop(ADA, LOBBY, "k3v9w2x8q1z0"),
                new HookCommand.Post(
                        LOBBY,
                        "k3v9w2x8q1z0",
                        Optional.empty(),
                        OptionalLong.of(7),
                        List.of("bob"),
                        List.of(BTC),
                        true),
                new HookCommand.Send(LOBBY, "k3v9w2x8q1z0", new RoomHook.Reached(5, 1050, 300)),
                new HookCommand.Reach(
                        LOBBY,
                        "k3v9w2x8q1z0",
                        new RoomHook.Reached(4, 1046, 300),
                        Optional.of(new HookCommand.Failure(12, "the status was 503"))));
    }
}
