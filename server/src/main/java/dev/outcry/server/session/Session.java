package dev.outcry.server.session;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Identity;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomCommand;
import dev.outcry.server.hub.Frames;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.Outbox;
import dev.outcry.server.hub.Seat;
import dev.outcry.server.hub.Subscriber;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection's conversation. Its reading thread brings texts in, one after the other; its lane
/// brings answers back. Texts are never waited for, but once 1,024 are outstanding.
public final class Session implements Subscriber {
    private static final Logger LOG = System.getLogger(Session.class.getName());
    private static final String ADMIN = "admin";
    private static final int MALFORMED = 20;
    private static final long MALFORMED_MILLIS = 60_000;
    private static final int TOO_OFTEN = 200;
    private static final long TOO_OFTEN_MILLIS = 10_000;

    private final Sessions sessions;
    private final String name;
    private final String address;
    private final Outbox outbox;
    private final Optional<RoomId> room;
    private final Seat seat;
    private final Caller caller;
    private @Nullable Strikes malformed; // most never need one
    private @Nullable Strikes tooOften;
    private boolean armed; // of the reading thread, as the next
    private boolean everArmed;
    private volatile @Nullable Notes notes;
    private volatile @Nullable ReadMarks reads;

    Session(Sessions sessions, String name, Visitor visitor, Outbox outbox) {
        this.sessions = sessions;
        this.name = name;
        this.address = visitor.address();
        this.outbox = outbox;
        this.room = visitor.room();
        this.caller = new Caller(visitor.identity());
        this.seat = sessions.hub().attach(this);
    }

    Seat seat() {
        return seat;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public Optional<User> user() {
        return caller.user();
    }

    /// Takes a message. Waits while too many before it are outstanding.
    ///
    /// @param text a whole one
    public void onText(String text) {
        OptionalLong id = OptionalLong.empty();
        try {
            seat.awaitRoom();
            Command command = Codec.decodeCommand(text, room);
            id = command.id();
            if (allowed(id)) {
                caller.requireScope(command);
                accept(command);
            }
        } catch (ProtocolException e) { // the peer's fault: told, and the connection lives
            refuse(e.id().isPresent() ? e.id() : id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // ours: logged once, the peer learns no detail
            LOG.log(Level.ERROR, "command failed, session " + name, e);
            seat.reply(new Reply.Error(id, ErrorCode.INTERNAL, "the server failed; it was logged"));
        }
    }

    /// Takes the end, however it came.
    public void onClosed() {
        tellReads(Long.MAX_VALUE);
        sessions.closed(this, address);
        seat.leave();
        if (everArmed) {
            sessions.ended(name);
        }
    }

    /// Ends the connection, behind what was queued.
    ///
    /// @param code why
    /// @param reason for people
    public void close(CloseCode code, String reason) {
        outbox.close(code.code(), reason);
    }

    /// Ends the connection behind what it is still to be told.
    private void closeInTurn(CloseCode code, String reason) {
        seat.inTurn(_ -> close(code, reason));
    }

    private void accept(Command command) {
        sessions.countCommand();
        switch (command) { // no default: a new command must not compile until it is handled
            case Command.Ping ping -> seat.ping(ping, sessions.sequencer().durablePos());
            case Command.Authenticate authenticate -> authenticate(authenticate);
            case Command.Subscribe subscribe -> seat.subscribe(mine(subscribe));
            case Command.Unsubscribe unsubscribe ->
                    seat.unsubscribe(
                            new Command.Unsubscribe(unsubscribe.id(), mine(unsubscribe.channel())));
            case Command.InRoom inRoom ->
                    sessions.rooms().accept(this, inRoom, by(speaker(command.id())));
            case Command.Typing typing ->
                    sessions.rooms().type(this, typing, person(speaker(typing.id())));
            case Command.Order order -> trade(order);
            case Command.Amend amend ->
                    submit(
                            amend.id(),
                            Orders.amend(
                                    person(speaker(amend.id())),
                                    amend.order(),
                                    amend.qty(),
                                    amend.price(),
                                    amend.key()));
            case Command.Cancel cancel ->
                    submit(
                            cancel.id(),
                            Orders.cancel(
                                    person(speaker(cancel.id())), cancel.order(), cancel.key()));
            case Command.CancelAll cancel ->
                    submit(
                            cancel.id(),
                            Orders.cancelAll(
                                    person(speaker(cancel.id())),
                                    cancel.symbol(),
                                    cancel.side(),
                                    cancel.key()));
            case Command.CancelOnDisconnect cancel -> cancelOnDisconnect(cancel);
            case Command.CancelAllAfter after ->
                    submit(
                            after.id(),
                            new FloorCommand.ArmSwitch(
                                    person(speaker(after.id())), after.millis()));
        }
    }

    /// Places an order of the connection's user.
    void trade(Command.Order order) {
        submit(
                order.id(),
                Orders.submit(
                        person(speaker(order.id())),
                        order.order(),
                        order.validate(),
                        armed ? Optional.of(name) : Optional.empty(),
                        order.key()));
    }

    private void cancelOnDisconnect(Command.CancelOnDisconnect cancel) {
        Person by = person(speaker(cancel.id()));
        everArmed |= cancel.on();
        armed = cancel.on();
        submit(
                cancel.id(),
                cancel.on()
                        ? new FloorCommand.ArmSession(by, name, cancel.graceMillis())
                        : new FloorCommand.DisarmSession(name));
    }

    /// Says whose `me` is meant.
    private Channel mine(Channel channel) {
        User who = user().orElse(null);
        return channel instanceof Channel.Me && who != null ? new Channel.Me(who.id()) : channel;
    }

    private Command.Subscribe mine(Command.Subscribe subscribe) {
        List<Command.Following> followings =
                subscribe.followings().stream()
                        .map(each ->
                                new Command.Following(
                                        mine(each.channel()),
                                        each.since(),
                                        each.history(),
                                        each.intervalMillis(),
                                        each.depth()))
                        .toList();
        return new Command.Subscribe(subscribe.id(), followings, subscribe.many());
    }

    /// Gives a command to the log; its answer comes in its turn.
    void submit(OptionalLong id, FloorCommand command) {
        seat.submitted();
        sessions.sequencer()
                .submit(command, new Origin.Connection(this, id))
                .ifPresent(refused -> {
                    seat.withdrawn();
                    noted(id);
                    seat.reply(Answers.refused(id, refused));
                });
    }

    /// {@return words for people that its answers are to carry}
    synchronized Notes notes() {
        Notes made = notes;
        if (made == null) {
            made = new Notes();
            notes = made;
        }
        return made;
    }

    private @Nullable Function<Result.Done, String> noted(OptionalLong id) {
        Notes made = notes;
        return made == null ? null : made.take(id);
    }

    /// {@return how far it has read}
    synchronized ReadMarks reads() {
        ReadMarks made = reads;
        if (made == null) {
            made = new ReadMarks();
            reads = made;
        }
        return made;
    }

    /// Tells the floor how far it has read, where that has waited for long enough.
    ///
    /// @param now Unix epoch milliseconds; the end of time for all
    void tellReads(long now) {
        User who = caller.user().orElse(null);
        ReadMarks made = reads;
        if (who != null && made != null) {
            made.due(now).forEach((room, seq) -> sessions.rooms().tellRead(by(who), room, seq));
        }
    }

    private void authenticate(Command.Authenticate authenticate) {
        switch (sessions.tokens().verify(authenticate.token())) {
            case Tokens.Outcome.Valid(Identity who) -> become(who, authenticate);
            case Tokens.Outcome.Expired expired ->
                    throw new ProtocolException(
                            ErrorCode.TOKEN_EXPIRED, "token: has expired", authenticate.id());
            case Tokens.Outcome.Bad bad ->
                    throw new ProtocolException(
                            ErrorCode.UNAUTHENTICATED, "token: is not valid", authenticate.id());
        }
    }

    private void become(Identity who, Command.Authenticate authenticate) {
        Optional<User> before = user();
        if (before.isPresent() && !before.get().id().equals(who.user().id())) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN,
                    "token: is another user's; open another connection",
                    authenticate.id());
        }
        if (before.isEmpty() && !hold(who.user(), authenticate.id())) {
            return;
        }
        caller.become(who);
        seat.identified();
        // Looked at once more, now that a change would find this session: one just before didn't.
        switch (sessions.tokens().verify(authenticate.token())) {
            case Tokens.Outcome.Valid(Identity still) -> {
                caller.changed(still.user());
                if (authenticate.id().isPresent()) {
                    seat.reply(
                            new Reply.Authenticated(
                                    authenticate.id(),
                                    still.user(),
                                    still.expiresAt() == Identity.NEVER
                                            ? OptionalLong.empty()
                                            : OptionalLong.of(still.expiresAt())));
                }
            }
            case Tokens.Outcome.Expired _, Tokens.Outcome.Bad _ ->
                    closeInTurn(CloseCode.TOKEN_EXPIRED, "token revoked");
        }
    }

    private boolean hold(User who, OptionalLong id) {
        boolean holds = sessions.limits().tryHold(Limits.Count.CONNECTIONS_BY_USER, who.id());
        if (!holds) {
            seat.reply(
                    new Reply.Error(
                            id,
                            ErrorCode.RATE_LIMITED,
                            "token: its user has too many open connections",
                            OptionalLong.of(Sessions.UNTIL_THE_DEAD_ARE_GONE.toMillis())));
        }
        return holds;
    }

    private User speaker(OptionalLong id) {
        return user().orElseThrow(() ->
                new ProtocolException(
                        ErrorCode.UNAUTHENTICATED,
                        "needs a user: POST /api/v1/guests, then authenticate with its" + " token",
                        id));
    }

    private static RoomCommand.By by(User user) {
        return new RoomCommand.By(person(user), user.role().equals(ADMIN));
    }

    private static Person person(User user) {
        return new Person(user.id(), user.name(), user.guest());
    }

    private boolean allowed(OptionalLong id) {
        User who = user().orElse(null);
        Optional<Duration> wait =
                sessions.limits().tryAcquire(Limits.Kind.COMMANDS_BY_ADDRESS, address);
        if (wait.isEmpty() && who != null) {
            wait = sessions.limits().tryAcquire(Limits.Kind.COMMANDS_BY_USER, who.id());
        }
        if (wait.isEmpty()) {
            return true;
        }
        long retryAfter = Math.max(1, wait.get().toMillis());
        seat.reply(
                new Reply.Error(
                        id,
                        ErrorCode.RATE_LIMITED,
                        "too many commands; slow down",
                        OptionalLong.of(retryAfter)));
        if (tooOften == null) {
            tooOften = new Strikes(TOO_OFTEN, TOO_OFTEN_MILLIS);
        }
        if (tooOften.strike(sessions.clock().millis())) {
            closeInTurn(CloseCode.RATE_LIMITED, "rate limit kept being exceeded");
        }
        return false;
    }

    private void refuse(OptionalLong id, ProtocolException e) {
        seat.reply(new Reply.Error(id, e.code(), e.getMessage()));
        if (e.code() == ErrorCode.BAD_REQUEST || e.code() == ErrorCode.UNKNOWN_TYPE) {
            if (malformed == null) {
                malformed = new Strikes(MALFORMED, MALFORMED_MILLIS);
            }
            if (malformed.strike(sessions.clock().millis())) {
                closeInTurn(CloseCode.MALFORMED, "too many malformed messages");
            }
        }
    }

    @Override
    public void answer(OptionalLong id, Result result, long pos) {
        Function<Result.Done, String> words = noted(id);
        switch (result) {
            case Result.Refused refused -> send(Answers.refused(id, refused));
            case Result.Done _ when id.isEmpty() -> {} // nobody asked
            case Result.Done done -> {
                Reply.Plain reply = Answers.done(id, done, pos);
                Result.Done first = done instanceof Result.Repeated again ? again.first() : done;
                send(words == null ? reply : new Reply.Noted(reply, words.apply(first)));
            }
        }
    }

    void send(ServerMessage message) {
        outbox.send(Frames.text(Codec.encode(message)));
    }

    /// {@return its name, for logs}
    @Override
    public String toString() {
        return name;
    }
}
