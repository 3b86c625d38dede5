package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.CommandCodec.Kind;
import java.util.Optional;

/// Reads what [RoomOut] wrote, component by component: Java evaluates arguments in order.
///
/// @param in behind the place
/// @param text of a message, which lay beside it
/// @param by who does it
/// @param room where
record RoomIn(ValuesIn in, Optional<String> text, RoomCommand.By by, RoomId room) {
    /// @param in behind the kind
    RoomIn(ValuesIn in, Optional<String> text) {
        this(in, text, by(in), in.room());
    }

    private static RoomCommand.By by(ValuesIn in) {
        Person person = in.person();
        return new RoomCommand.By(person, in.flag());
    }

    /// @throws IllegalArgumentException if the kind isn't one of a room's
    RoomCommand command(Kind kind) {
        return switch (kind) {
            case SPEAK -> speak();
            case EDIT_MESSAGE ->
                    new RoomCommand.EditMessage(by, room, in.number(), text, in.flag());
            case REACT -> new RoomCommand.React(by, room, in.number(), in.text());
            case UNREACT -> new RoomCommand.Unreact(by, room, in.number(), in.text());
            case PIN -> new RoomCommand.Pin(by, room, in.number());
            case UNPIN -> new RoomCommand.Unpin(by, room, in.number());
            case JOIN -> new RoomCommand.Join(by, room, in.optional(in::text));
            case LEAVE -> new RoomCommand.Leave(by, room);
            case READ -> new RoomCommand.Read(by, room, in.number());
            case CHANGE_ROOM ->
                    new RoomCommand.ChangeRoom(
                            by,
                            room,
                            in.optional(in::text),
                            in.optional(in::text),
                            in.optional(in::visibility),
                            in.optionalInt(),
                            in.optional(in::flag),
                            in.optional(in::flag));
            case SET_MEMBER ->
                    new RoomCommand.SetMember(
                            by,
                            room,
                            in.person(),
                            in.optional(in::role),
                            in.optionalNumber(),
                            in.optional(in::flag));
            case REMOVE_MEMBER -> new RoomCommand.RemoveMember(by, room, in.text());
            case INVITE ->
                    new RoomCommand.Invite(
                            by, room, in.text(), in.optionalNumber(), in.optionalInt());
            case REVOKE_INVITE -> new RoomCommand.RevokeInvite(by, room, in.text());
            case OPEN_DIRECT -> new RoomCommand.OpenDirect(by, room, in.person());
            case DROP_ROOM -> new RoomCommand.DropRoom(by, room);
            case REPORT -> new RoomCommand.Report(by, room, in.number(), in.text());
            case SETTLE_REPORT ->
                    new RoomCommand.SettleReport(by, room, in.number(), in.optional(in::text));
            case SET_FILTER -> new RoomCommand.SetFilter(by, room, in.list(in::text));
            case OPEN_ROOM ->
                    new RoomCommand.OpenRoom(by, room, in.text(), in.text(), in.visibility());
            default -> throw BytesIn.damaged(kind + " isn't done in a room");
        };
    }

    private RoomCommand speak() {
        return new RoomCommand.Speak(
                by,
                room,
                text,
                in.optionalNumber(),
                in.list(in::text),
                in.list(in::text),
                in.list(in::symbol),
                in.optional(this::shown),
                in.flag());
    }

    private RoomCommand.Shown shown() {
        int kind = in.octet();
        return switch (kind) {
            case ValuesOut.FILL -> new RoomCommand.Shown.Fill(in.card());
            case ValuesOut.POSITION -> new RoomCommand.Shown.Position(in.symbol());
            default -> throw BytesIn.damaged("nothing to show has code " + kind);
        };
    }
}
