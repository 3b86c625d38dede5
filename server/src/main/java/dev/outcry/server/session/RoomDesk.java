package dev.outcry.server.session;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Scope;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.RoomView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What connections do in rooms, slash commands among it. One for all sessions; each session's
/// reading thread calls it.
final class RoomDesk {
    private static final String NO_ROOM = "room: there is no such room";

    private final Sessions sessions;
    private final Hub hub;
    private final Clock clock;
    private final Talk talk;

    RoomDesk(Sessions sessions) {
        this.sessions = sessions;
        this.hub = sessions.hub();
        this.clock = sessions.clock();
        this.talk = new Talk(hub);
    }

    /// Carries out a command.
    ///
    /// @param session whose
    /// @param command what
    /// @param by who
    void accept(Session session, Command.InRoom command, RoomCommand.By by) {
        switch (command) {
            case Command.Say say when Slash.is(say.text()) -> slash(session, say, by);
            case Command.Say say ->
                    session.submit(
                            say.id(),
                            talk.of(
                                    by,
                                    new Command.Say(
                                            say.id(),
                                            say.room(),
                                            Slash.said(say.text()),
                                            say.replyTo(),
                                            say.card(),
                                            say.key())));
            case Command.Read read -> read(session, read, by);
            case Command.InRoom other -> session.submit(other.id(), talk.of(by, other));
        }
    }

    /// Tells those who are there that somebody types.
    void type(Session session, Command.Typing typing, Person from) {
        session.seat()
                .inTurn(view -> {
                    Optional<RoomView> room = view.look(typing.room(), Optional.of(from.id()));
                    if (room.isEmpty()) {
                        refuse(session, typing.id(), ErrorCode.ROOM_NOT_FOUND, NO_ROOM);
                    } else if (isBanned(room.get(), from)) {
                        refuse(session, typing.id(), ErrorCode.ROOM_BANNED, "room: you are banned");
                    } else {
                        hub.typing(typing.room(), from, typing.on());
                        ok(session, typing.id());
                    }
                });
    }

    private static boolean isBanned(RoomView room, Person who) {
        return room.member(who.id()).filter(member -> member.banned()).isPresent();
    }

    /// The first in a second goes to the log; those that follow are answered here, and the furthest
    /// of them goes to the log in the end.
    private void read(Session session, Command.Read read, RoomCommand.By by) {
        if (session.reads().first(read.room(), clock.millis())) {
            session.submit(read.id(), talk.of(by, read));
            return;
        }
        session.seat()
                .inTurn(view -> {
                    if (view.look(read.room(), Optional.of(by.id())).isEmpty()) {
                        refuse(session, read.id(), ErrorCode.ROOM_NOT_FOUND, NO_ROOM);
                    } else {
                        session.reads().keep(read.room(), read.seq(), clock.millis());
                        ok(session, read.id());
                    }
                });
    }

    /// Tells the floor how far somebody has read. Where the log takes nothing now, nobody is told:
    /// the next one tells more.
    ///
    /// @param by who
    /// @param room where
    /// @param seq how far
    void tellRead(RoomCommand.By by, RoomId room, long seq) {
        var _ = sessions.sequencer().submit(new RoomCommand.Read(by, room, seq), new Origin.None());
    }

    private void slash(Session session, Command.Say say, RoomCommand.By by) {
        OptionalLong id = say.id();
        switch (Slash.parse(say.text())) {
            case Slash.Trade(var order) -> {
                session.caller().requireScope(Scope.TRADE, id);
                session.notes().put(id, result -> told(result));
                session.trade(new Command.Order(id, order, false, say.key()));
            }
            case Slash.Price(var symbol) -> {
                session.caller().requireScope(Scope.READ, id);
                session.seat().inTurn(view -> price(session, id, view.ticker(symbol)));
            }
            case Slash.Topic(String topic) -> {
                session.notes().put(id, _ -> "the topic is now: " + topic);
                session.submit(id, Keys.once(by.id(), say.key(), topic(by, say.room(), topic)));
            }
            case Slash.Mute(String user, Optional<Duration> time) -> {
                long until = time.map(length -> until(length)).orElse(RoomEvent.FOREVER);
                Person whom = person(user);
                session.notes().put(id, _ -> muted(whom, time, until));
                session.submit(
                        id,
                        Keys.once(
                                by.id(),
                                say.key(),
                                mute(by, say.room(), whom, until),
                                "mute",
                                say.room(),
                                user,
                                time));
            }
            case Slash.Help() -> session.seat().inTurn(_ -> note(session, id, Slash.HELP));
        }
    }

    private static void price(Session session, OptionalLong id, Optional<Event.Ticker> ticker) {
        ticker.ifPresentOrElse(
                known -> note(session, id, prices(known)),
                () ->
                        refuse(
                                session,
                                id,
                                ErrorCode.MARKET_NOT_FOUND,
                                "text: there is no such market"));
    }

    private long until(Duration length) {
        return length.isZero() ? 0 : clock.millis() + length.toMillis();
    }

    private Person person(String user) {
        return sessions.persons()
                .find(user)
                .orElseThrow(() ->
                        new ProtocolException(
                                ErrorCode.USER_NOT_FOUND, "text: there is no user of that id"));
    }

    private static FloorCommand topic(RoomCommand.By by, RoomId room, String topic) {
        return new RoomCommand.ChangeRoom(
                by,
                room,
                Optional.empty(),
                Optional.of(topic),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static FloorCommand mute(RoomCommand.By by, RoomId room, Person whom, long until) {
        return new RoomCommand.SetMember(
                by, room, whom, Optional.empty(), OptionalLong.of(until), Optional.empty());
    }

    private static String muted(Person whom, Optional<Duration> time, long until) {
        if (time.isEmpty()) {
            return whom.name() + " is muted";
        }
        return time.get().isZero()
                ? whom.name() + " may speak again"
                : whom.name() + " is muted until " + Instant.ofEpochMilli(until);
    }

    private static String told(Result.Done result) {
        if (!(result instanceof Result.Taken taken)) {
            return "done";
        }
        OrderInfo order = taken.order();
        StringBuilder text =
                new StringBuilder()
                        .append(order.side())
                        .append(' ')
                        .append(order.qty())
                        .append(' ')
                        .append(order.symbol().name())
                        .append(": ")
                        .append(order.status());
        if (order.filled().unscaled() > 0) {
            text.append(", filled ").append(order.filled());
            order.average().ifPresent(average -> text.append(" at ").append(average));
        }
        return text.toString();
    }

    private static String prices(Event.Ticker ticker) {
        return ticker.symbol().name()
                + ": last "
                + ticker.last().map(Decimal::toString).orElse("-")
                + ", bid "
                + ticker.bid().map(Decimal::toString).orElse("-")
                + ", ask "
                + ticker.ask().map(Decimal::toString).orElse("-");
    }

    private static void ok(Session session, OptionalLong id) {
        if (id.isPresent()) {
            session.send(new Reply.Ok(id));
        }
    }

    private static void note(Session session, OptionalLong id, String text) {
        if (id.isPresent()) {
            session.send(new Reply.Noted(new Reply.Ok(id), text));
        }
    }

    private static void refuse(Session session, OptionalLong id, ErrorCode code, String message) {
        session.send(new Reply.Error(id, code, message));
    }
}
