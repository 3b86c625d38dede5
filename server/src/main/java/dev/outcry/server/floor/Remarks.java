package dev.outcry.server.floor;

import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What people do with what others said, in a room that they may be in: react, pin, report.
/// Stateless.
final class Remarks {
    private static final int MOST_PINS = 50;
    private static final int MOST_REPORTS = 1_000;

    private Remarks() {}

    static Result react(Room room, RoomCommand.React react, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.react(room, react.by(), context.at());
        if (refused != null) {
            return refused;
        }
        if (!room.messages.standing(react.message())) {
            return Talk.noMessage();
        }
        String user = react.by().id();
        Result.Placed first = room.reactions.find(react.message(), react.emoji(), user);
        if (first != null) {
            return first;
        }
        if (!room.reactions.takes(react.message(), react.emoji())) {
            return Rights.forbidden("emoji: the message has 20 kinds of reactions already");
        }
        if (room.reactions.full(react.message(), react.emoji())) {
            return Rights.forbidden("emoji: 1,000 people have reacted with it already");
        }
        Result.Placed told =
                room.tell(
                        new RoomEvent.Reacted(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                react.by().person(),
                                react.message(),
                                react.emoji()),
                        context);
        room.reactions.add(react.message(), react.emoji(), user, told);
        return told;
    }

    static Result unreact(Room room, RoomCommand.Unreact unreact, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.archived(room);
        if (refused != null) {
            return refused;
        }
        if (!room.messages.standing(unreact.message())) {
            return Talk.noMessage();
        }
        String user = unreact.by().id();
        if (room.reactions.find(unreact.message(), unreact.emoji(), user) == null) {
            return Talk.nothing(room, context);
        }
        room.reactions.remove(unreact.message(), unreact.emoji(), user);
        return room.tell(
                new RoomEvent.Unreacted(
                        room.id(),
                        room.next(),
                        context.pos(),
                        context.at(),
                        unreact.by().person(),
                        unreact.message(),
                        unreact.emoji()),
                context);
    }

    static Result pin(Room room, RoomCommand.Pin pin, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.pin(room, pin.by());
        if (refused != null) {
            return refused;
        }
        Result.Placed first = room.pins.get(pin.message());
        if (first != null) {
            return first;
        }
        if (!room.messages.standing(pin.message())) {
            return Talk.noMessage();
        }
        if (room.pins.size() >= MOST_PINS) {
            return Rights.forbidden("message: the room has 50 pins already; take one away");
        }
        Result.Placed told =
                room.tell(
                        new RoomEvent.Pinned(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                pin.by().person(),
                                pin.message()),
                        context);
        room.pins.put(pin.message(), told);
        pinned(room, pin.by(), Effect.Deed.PIN, pin.message(), context);
        return told;
    }

    static Result unpin(Room room, RoomCommand.Unpin unpin, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.pin(room, unpin.by());
        if (refused != null) {
            return refused;
        }
        if (room.pins.remove(unpin.message()) == null) {
            return room.messages.standing(unpin.message())
                    ? Talk.nothing(room, context)
                    : Talk.noMessage();
        }
        Result.Placed told =
                room.tell(
                        new RoomEvent.Unpinned(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                unpin.by().person(),
                                unpin.message()),
                        context);
        pinned(room, unpin.by(), Effect.Deed.UNPIN, unpin.message(), context);
        return told;
    }

    private static void pinned(
            Room room, RoomCommand.By by, Effect.Deed deed, long message, Floor.Context context) {
        if (!room.is(RoomInfo.Visibility.DIRECT)) {
            Moderation.note(room, by, deed, Optional.empty(), OptionalLong.of(message), context);
        }
    }

    static Result report(Room room, RoomCommand.Report report, Floor.Context context) {
        if (room.is(RoomInfo.Visibility.DIRECT)) {
            return Rights.forbidden("room: is of two people, and nobody keeps order there");
        }
        String author = room.messages.author(report.message());
        if (author == null) {
            return Talk.noMessage();
        }
        for (RoomReport known : room.reports.values()) {
            if (known.message() == report.message()
                    && known.by().id().equals(report.by().id())
                    && known.settled().isEmpty()) {
                return new Result.Applied();
            }
        }
        RoomReport made =
                new RoomReport(
                        room.nextReport(),
                        report.message(),
                        author,
                        report.by().person(),
                        context.at(),
                        report.reason(),
                        Optional.empty());
        room.reports.put(made.report(), made);
        if (room.reports.size() > MOST_REPORTS) {
            room.reports.pollFirstEntry();
        }
        context.effects().add(new Effect.Reported(room.id(), made));
        return new Result.Applied();
    }
}
