package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// One of each kind of command that is given in rooms, in the order of the golden file.
final class RoomExamples {
    private static final RoomCommand.By ADA =
            new RoomCommand.By(new Person("ada", "Ada", false), true);
    private static final RoomCommand.By BOB =
            new RoomCommand.By(new Person("bob-x7k2p", "Bób", true), false);
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final Symbol BTC = new Symbol("BTC-USD");

    private RoomExamples() {}

    static Stream<FloorCommand> all() {
        return Stream.of(
                new RoomCommand.Speak(
                        BOB,
                        LOBBY,
                        Optional.empty(),
                        OptionalLong.of(300),
                        List.of("ada", "here"),
                        List.of("cy", "dan"),
                        List.of(BTC),
                        Optional.of(
                                new RoomCommand.Shown.Fill(
                                        new Card.Fill(
                                                BTC,
                                                Side.SELL,
                                                Decimal.parse("61250.00"),
                                                Decimal.parse("0.5"),
                                                1_763_867_045_123L))),
                        true),
                new RoomCommand.EditMessage(ADA, LOBBY, 300, Optional.empty(), true),
                new RoomCommand.React(BOB, LOBBY, 7, "👍🏽"),
                new RoomCommand.Unreact(BOB, LOBBY, 7, "👍🏽"),
                new RoomCommand.Pin(ADA, LOBBY, 7),
                new RoomCommand.Unpin(ADA, LOBBY, 7),
                new RoomCommand.Join(BOB, LOBBY, Optional.of("9f86d081884c7d65")),
                new RoomCommand.Leave(BOB, LOBBY),
                new RoomCommand.Read(BOB, LOBBY, 1046),
                new RoomCommand.ChangeRoom(
                        ADA,
                        LOBBY,
                        Optional.of("Lounge"),
                        Optional.of("Grüße"),
                        Optional.of(RoomInfo.Visibility.PRIVATE),
                        OptionalInt.of(30),
                        Optional.of(true),
                        Optional.empty()),
                new RoomCommand.SetMember(
                        ADA,
                        LOBBY,
                        BOB.person(),
                        Optional.of(RoomRole.MODERATOR),
                        OptionalLong.of(RoomEvent.FOREVER),
                        Optional.of(false)),
                new RoomCommand.Invite(
                        ADA,
                        LOBBY,
                        "9f86d081884c7d65",
                        OptionalLong.of(1_763_867_045_123L),
                        OptionalInt.of(10)),
                new RoomCommand.RevokeInvite(ADA, LOBBY, "9f86d081884c7d65"),
                new RoomCommand.OpenDirect(
                        ADA, new RoomId("dm-0123456789ab"), new Person("cy", "Cy", false)),
                new RoomCommand.DropRoom(ADA, LOBBY),
                new RoomCommand.Report(BOB, LOBBY, 7, "spam"),
                new RoomCommand.SettleReport(ADA, LOBBY, 3, Optional.of("taken back")),
                new RoomCommand.SetFilter(ADA, LOBBY, List.of("scam", "pump")),
                new RoomCommand.OpenRoom(
                        BOB, new RoomId("den"), "Den", "", RoomInfo.Visibility.PRIVATE),
                new RoomCommand.RemoveMember(ADA, LOBBY, "bob-x7k2p"));
    }
}
