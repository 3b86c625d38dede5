package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// What people say in a room that they may be in, take back and read.
///
/// @param markets whose prices, positions and inboxes they come across
record Talk(Markets markets) {
    private static final String HERE = "here";
    private static final int MOST_READERS = 20_000;

    /// Says something as the first release did.
    Result say(Room room, FloorCommand.Say say, Floor.Context context) {
        if (say.replyTo().isPresent() && !room.messages.standing(say.replyTo().getAsLong())) {
            return noReply();
        }
        return tell(
                room,
                new RoomCommand.Speak(
                        new RoomCommand.By(say.by(), false),
                        say.room(),
                        say.text(),
                        say.replyTo(),
                        say.mentions(),
                        List.of(),
                        say.symbols(),
                        Optional.empty(),
                        false),
                say.mentions(),
                Optional.empty(),
                context);
    }

    Result speak(Room room, RoomCommand.Speak speak, Floor.Context context) {
        RoomCommand.By by = speak.by();
        Result.@Nullable Refused refused = Rights.speak(room, by, context.at());
        if (refused == null) {
            refused = filtered(room, by, speak.filtered());
        }
        if (refused != null) {
            return refused;
        }
        if (speak.replyTo().isPresent() && !room.messages.standing(speak.replyTo().getAsLong())) {
            return noReply();
        }
        Optional<Card> card = speak.card().flatMap(shown -> card(shown, by));
        if (card.isEmpty() && speak.card().isPresent()) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST, "card: you hold nothing of that market");
        }
        boolean slowed = room.info().slowSeconds() > 0 && Rights.rank(room, by) < Rights.MODERATOR;
        if (slowed) {
            int seconds = room.info().slowSeconds();
            long wait = room.slowMode.wait(by.id(), seconds, context.at());
            if (wait > 0) {
                return new Result.Refused(
                        ErrorCode.ROOM_SLOW_MODE,
                        "room: is slow, one message in " + seconds + " s",
                        OptionalLong.of(wait),
                        Optional.empty());
            }
            room.slowMode.said(by.id(), seconds, context.at());
        }
        room.meet(by.person(), context);
        boolean everybody =
                speak.mentions().contains(HERE) && Rights.rank(room, by) >= Rights.MODERATOR;
        List<String> named =
                speak.mentions().stream()
                        .filter(id -> id.equals(HERE) ? everybody : Rights.mayRead(room, id))
                        .toList();
        return call(room, speak, everybody, named, card, context);
    }

    /// Tells a message, and those whom it names.
    private Result.Placed call(
            Room room,
            RoomCommand.Speak speak,
            boolean everybody,
            List<String> named,
            Optional<Card> card,
            Floor.Context context) {
        RoomCommand.By by = speak.by();
        Result.Placed told = tell(room, speak, named, card, context);
        SequencedSet<String> called = new LinkedHashSet<>(named);
        if (everybody) {
            called.addAll(speak.here());
        }
        called.remove(by.id());
        called.forEach(user -> mention(room, user, by, told, context));
        return told;
    }

    /// Says what came in by a webhook: also where members may not speak, and as often as it comes.
    Result post(Room room, HookCommand.Post post, Floor.Context context) {
        if (!(room.hooks.get(post.hook()) instanceof RoomHook.In hook)) {
            return RoomHooks.NONE;
        }
        RoomCommand.By by = new RoomCommand.By(hook.author(), false);
        Result.@Nullable Refused refused = Rights.archived(room);
        if (refused == null) {
            refused = filtered(room, by, post.filtered());
        }
        if (refused == null && post.replyTo().isPresent()) {
            refused = room.messages.standing(post.replyTo().getAsLong()) ? null : noReply();
        }
        if (refused != null) {
            return refused;
        }
        List<String> named =
                post.mentions().stream()
                        .filter(id -> !id.equals(HERE) && Rights.mayRead(room, id))
                        .toList();
        RoomCommand.Speak speak =
                new RoomCommand.Speak(
                        by,
                        room.id(),
                        post.text(),
                        post.replyTo(),
                        named,
                        List.of(),
                        post.symbols(),
                        Optional.empty(),
                        false);
        return call(room, speak, false, named, Optional.empty(), context);
    }

    private static Result.@Nullable Refused filtered(
            Room room, RoomCommand.By by, boolean filtered) {
        return filtered && Rights.rank(room, by) < Rights.MODERATOR
                ? Rights.forbidden("text: holds what this room's filter doesn't let through")
                : null;
    }

    private static Result.Refused noReply() {
        return new Result.Refused(
                ErrorCode.MESSAGE_NOT_FOUND,
                "replyTo: no message of the room's newest 10,000 has that seq");
    }

    private Optional<Card> card(RoomCommand.Shown shown, RoomCommand.By by) {
        return switch (shown) {
            case RoomCommand.Shown.Fill(Card.Fill fill) -> Optional.of(fill);
            case RoomCommand.Shown.Position(var symbol) ->
                    markets.portfolios().card(by.id(), symbol).map(card -> card);
        };
    }

    private Result.Placed tell(
            Room room,
            RoomCommand.Speak speak,
            List<String> named,
            Optional<Card> card,
            Floor.Context context) {
        boolean gone = speak.text().isEmpty();
        Result.Placed told =
                room.tell(
                        new Event.Message(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                speak.by().person(),
                                speak.text(),
                                speak.replyTo(),
                                gone ? List.of() : named,
                                markets.prices(speak.symbols()),
                                gone ? Optional.empty() : card,
                                gone),
                        context);
        room.messages.add(told.seq(), speak.by().id(), context.pos()).ifPresent(room::forget);
        return told;
    }

    /// Tells somebody that they were named, if they are known and may read it.
    private void mention(
            Room room, String user, RoomCommand.By by, Result.Placed told, Floor.Context context) {
        Inboxes.Inbox inbox = markets.inboxes().find(user);
        if (inbox != null && Rights.mayRead(room, user)) {
            context.effects()
                    .tell(
                            new Event.Mention(
                                    user,
                                    inbox.next(),
                                    context.pos(),
                                    context.at(),
                                    room.id(),
                                    told.seq(),
                                    by.person()));
        }
    }

    Result edit(Room room, RoomCommand.EditMessage edit, Floor.Context context) {
        String author = room.messages.author(edit.message());
        if (author == null) {
            return noMessage();
        }
        if (!author.equals(edit.by().id())) {
            return new Result.Refused(ErrorCode.FORBIDDEN, "message: only its author may edit it");
        }
        Result.@Nullable Refused refused = Rights.speak(room, edit.by(), context.at());
        if (refused == null) {
            refused = filtered(room, edit.by(), edit.filtered());
        }
        if (refused != null) {
            return refused;
        }
        return room.tell(
                new RoomEvent.Edited(
                        room.id(),
                        room.next(),
                        context.pos(),
                        context.at(),
                        edit.by().person(),
                        edit.message(),
                        edit.text()),
                context);
    }

    static Result.Refused noMessage() {
        return new Result.Refused(
                ErrorCode.MESSAGE_NOT_FOUND,
                "message: no message of the room's newest 10,000 has that seq");
    }

    /// {@return what answers a command that changes nothing, and that no event ever told of}
    static Result.Placed nothing(Room room, Floor.Context context) {
        return new Result.Placed(room.info().seq(), context.pos());
    }

    /// {@return what answers a command that wants what is so already}
    static Result.Placed first(Result.Placed told, Room room, Floor.Context context) {
        return told.equals(Membership.UNTOLD) ? nothing(room, context) : told;
    }

    Result delete(Room room, FloorCommand.DeleteMessage delete, Floor.Context context) {
        RoomCommand.By by = new RoomCommand.By(delete.by(), delete.moderator());
        FloorCommand.Said said = room.messages.find(delete.message(), delete.said());
        if (said == null) {
            return new Result.Refused(
                    ErrorCode.MESSAGE_NOT_FOUND, "message: the room has none of that seq");
        }
        boolean own = said.author().equals(by.id());
        if (!own && Rights.atLeast(Rights.MODERATOR, room, by) != null) {
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "message: only its author may take it back");
        }
        if (said.deleted().isPresent()) {
            FloorCommand.Deletion first = said.deleted().get();
            return new Result.Placed(first.seq(), first.pos());
        }
        Result.Placed told =
                room.tell(
                        new Event.Deleted(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                by.person(),
                                delete.message()),
                        context);
        room.messages.delete(
                delete.message(), new FloorCommand.Deletion(told.seq(), context.pos()));
        room.pins.remove(delete.message());
        room.forget(delete.message());
        context.effects().add(new Effect.TextGone(room.id(), delete.message(), said.pos()));
        if (!own) {
            Moderation.note(
                    room,
                    by,
                    Effect.Deed.DELETE,
                    Optional.of(said.author()),
                    OptionalLong.of(delete.message()),
                    context);
        }
        return told;
    }

    /// Takes note of how far somebody has read, and tells their other devices.
    Result read(Room room, RoomCommand.Read read, Floor.Context context) {
        String user = read.by().id();
        long upTo = Math.min(read.seq(), room.info().seq());
        long before = room.read(user);
        if (upTo <= before || (before == 0 && room.readers() >= MOST_READERS)) {
            return new Result.Applied();
        }
        room.read(user, upTo);
        context.effects()
                .tell(
                        new Event.Read(
                                user,
                                markets.inboxes().of(user).next(),
                                context.pos(),
                                context.at(),
                                room.id(),
                                upTo));
        return new Result.Applied();
    }
}
