package dev.outcry.client;

import dev.outcry.client.Cursor.Verdict;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What was asked of the server and isn't answered, and what is followed: all that outlives a
/// connection. Any thread may ask; one, the session's, brings connections and what they say.
///
/// Nothing blocks and nobody is called while its lock is held.
final class Dialogue {
    /// The protocol lets this many be outstanding.
    static final int MAX_OUTSTANDING = 1_024;

    private static final int MESSAGE_BYTES = 65_536;
    private final Mailbox mailbox;
    private final Duration answerTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Unanswered unanswered = new Unanswered();
    private final Guard guard = new Guard();
    private final Map<Channel, Cursor> cursors = new LinkedHashMap<>();
    private long lastId;
    private boolean ended;
    private @Nullable Wire wire;

    Dialogue(Mailbox mailbox, Duration answerTimeout) {
        this.mailbox = mailbox;
        this.answerTimeout = answerTimeout;
    }

    /// Sends a command now, or with the next connection if it is repeatable.
    ///
    /// @return its answer; fails as [OutcryException] says
    CompletableFuture<Reply> submit(LongFunction<Command> command, boolean repeatable) {
        lock.lock();
        try {
            long id = ++lastId;
            long deadline = System.nanoTime() + answerTimeout.toNanos();
            Pending asked = new Pending(command.apply(id), repeatable, deadline);
            Wire to = wire;
            if (ended || (to == null && !repeatable)) {
                asked.fail(unavailable(ended ? "the client is closed" : "not connected"));
            } else if (asked.sizeBytes() > MESSAGE_BYTES) {
                asked.fail(tooLarge());
            } else if (unanswered.size() >= MAX_OUTSTANDING) {
                asked.fail(new OutcryException(ErrorCode.BUSY, "too many commands unanswered"));
            } else {
                unanswered.add(id, asked);
                if (to != null) {
                    asked.sendOn(to);
                }
            }
            return asked.answer();
        } finally {
            lock.unlock();
        }
    }

    /// @throws IllegalStateException if the channel is followed already, or the client closed
    Cursor follow(Follow follow, ChannelListener listener) {
        lock.lock();
        try {
            if (ended) {
                throw new IllegalStateException("the client is closed");
            }
            if (cursors.containsKey(follow.channel())) {
                throw new IllegalStateException(
                        follow.channel() + " is followed already: close that subscription first");
            }
            Cursor cursor = new Cursor(follow, listener, mailbox);
            cursors.put(follow.channel(), cursor);
            subscribe(cursor);
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    void unfollow(Cursor cursor) {
        lock.lock();
        try {
            cursor.close();
            if (cursors.remove(cursor.channel(), cursor) && wire != null) {
                wire.send(
                        Codec.encode(
                                new Command.Unsubscribe(OptionalLong.empty(), cursor.channel())));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Asks for a channel's state, whatever was told of it. Does nothing where it is on its way.
    ///
    /// @param atOnce or in a while
    void renew(Channel channel, boolean atOnce) {
        lock.lock();
        try {
            Cursor cursor = cursors.get(channel);
            if (cursor == null || !cursor.forget()) {
                return;
            }
            if (atOnce) {
                subscribe(cursor);
            } else {
                cursor.retryAt(Unanswered.retryNanos());
            }
        } finally {
            lock.unlock();
        }
    }

    /// A connection was welcomed: follows again all that was followed, and asks again.
    void up(Wire to) {
        lock.lock();
        try {
            wire = to;
            rearm(to);
            cursors.values().forEach(this::subscribe);
            unanswered.sendAll(to);
        } finally {
            lock.unlock();
        }
    }

    /// The connection is gone. What may not be repeated fails.
    void down(int closeCode) {
        lock.lock();
        try {
            wire = null;
            if (closeCode == CloseCode.TOO_LARGE.code()) {
                unanswered.failLargest(tooLarge());
            }
            unanswered.failWhere(false);
        } finally {
            lock.unlock();
        }
    }

    /// Nothing will be asked or told any more.
    void end() {
        lock.lock();
        try {
            ended = true;
            wire = null;
            unanswered.failWhere(true);
            cursors.clear();
        } finally {
            lock.unlock();
        }
    }

    private void rearm(Wire to) {
        guard.rearm(++lastId).ifPresent(command -> to.send(Codec.encode(command)));
    }

    private void subscribe(Cursor cursor) {
        Command.Subscribe command = cursor.subscribe(++lastId);
        if (wire != null) {
            wire.send(Codec.encode(command));
        }
    }

    /// Keeps the server knowing that this client lives, and learns that the server does.
    void ping() {
        lock.lock();
        try {
            if (wire != null) {
                wire.send(Codec.encode(new Command.Ping(OptionalLong.of(++lastId), false)));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives up what waited too long, and asks again what the server asked to repeat.
    void pulse(long nowNanos) {
        lock.lock();
        try {
            unanswered.failOverdue(nowNanos, answerTimeout);
            if (wire != null) {
                unanswered.sendDue(nowNanos, wire);
                if (guard.retryDue(nowNanos)) {
                    rearm(wire);
                }
            }
            for (Cursor cursor : cursors.values()) {
                if (cursor.retryDue(nowNanos)) {
                    subscribe(cursor);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes a message of the connection, and waits while too many callbacks wait.
    void receive(ServerMessage message) {
        switch (message) {
            case Event event -> event(event);
            case Reply reply -> reply(reply);
            case ServerMessage.Live live ->
                    cursor(live.channel()).filter(Cursor::subscribed).ifPresent(Cursor::live);
            case ServerMessage.Unsubscribed gone ->
                    remove(gone.channel())
                            .ifPresent(cursor ->
                                    cursor.ended(
                                            new OutcryException(
                                                    gone.code(),
                                                    "the server ended " + gone.channel())));
            case ServerMessage.Welcome welcome -> {}
            case ServerMessage.Goodbye goodbye -> {}
            case ServerMessage.Notice notice -> {}
        }
    }

    /// Takes a message that this version can't read: a counted event is counted, an answer ends its
    /// command.
    void receive(Opaque message) {
        OutcryException cause =
                new OutcryException(ErrorCode.INTERNAL, "the answer can't be understood");
        message.id().ifPresent(id -> fail(id, cause));
        Optional<Cursor> cursor = message.channel().flatMap(this::cursor);
        if (cursor.isEmpty()) {
            return;
        }
        if (cursor.get().awaits(message.id())) {
            remove(cursor.get().channel()).ifPresent(found -> found.ended(cause));
        } else if (message.seq().isPresent() && cursor.get().channel().sequenced()) {
            count(cursor.get(), message.seq().getAsLong(), message.prev());
        }
    }

    private void fail(long id, OutcryException cause) {
        lock.lock();
        try {
            unanswered.fail(id, cause);
        } finally {
            lock.unlock();
        }
    }

    private void count(Cursor cursor, long seq, OptionalLong prev) {
        lock.lock();
        try {
            if (cursor.judge(seq, prev, false) == Verdict.HOLE) {
                subscribe(cursor);
            }
        } finally {
            lock.unlock();
        }
    }

    private void event(Event event) {
        Cursor cursor;
        lock.lock();
        try {
            cursor = cursors.get(event.channel());
            if (cursor == null) {
                return;
            }
            Verdict verdict = cursor.judge(event);
            if (verdict == Verdict.HOLE) {
                subscribe(cursor);
            }
            if (verdict != Verdict.DELIVER) {
                return;
            }
        } finally {
            lock.unlock();
        }
        cursor.deliver(event);
    }

    private void reply(Reply reply) {
        if (reply instanceof ServerMessage.Subscribed answer) {
            cursor(answer.channel())
                    .filter(cursor -> cursor.awaits(answer.id()))
                    .ifPresent(cursor -> subscribed(cursor, answer));
        } else if (reply instanceof Reply.Error error && subscribing(error)) {
            refused(error);
        } else {
            answered(reply);
        }
    }

    private void subscribed(Cursor cursor, ServerMessage.Subscribed answer) {
        lock.lock();
        try {
            cursor.subscribed(answer);
        } finally {
            lock.unlock();
        }
        cursor.tellSubscribed(answer);
    }

    private void answered(Reply reply) {
        if (reply.id().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            guard.answered(reply);
            unanswered.answered(reply.id().getAsLong(), reply).ifPresent(guard::done);
        } finally {
            lock.unlock();
        }
    }

    private boolean subscribing(Reply.Error error) {
        lock.lock();
        try {
            return cursors.values().stream().anyMatch(cursor -> cursor.awaits(error.id()));
        } finally {
            lock.unlock();
        }
    }

    /// A subscription was refused: for now, or for good.
    private void refused(Reply.Error error) {
        List<Cursor> over = new ArrayList<>();
        lock.lock();
        try {
            for (Cursor cursor : List.copyOf(cursors.values())) {
                if (!cursor.awaits(error.id())) {
                    continue;
                }
                if (error.code().temporary()) {
                    cursor.retryAt(Unanswered.retryNanos(error));
                } else {
                    cursors.remove(cursor.channel());
                    over.add(cursor);
                }
            }
        } finally {
            lock.unlock();
        }
        over.forEach(cursor -> cursor.ended(OutcryException.of(error)));
    }

    private Optional<Cursor> cursor(Channel channel) {
        lock.lock();
        try {
            return Optional.ofNullable(cursors.get(channel));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Cursor> remove(Channel channel) {
        lock.lock();
        try {
            return Optional.ofNullable(cursors.remove(channel));
        } finally {
            lock.unlock();
        }
    }

    private static OutcryException unavailable(String message) {
        return new OutcryException(ErrorCode.UNAVAILABLE, message);
    }

    private static OutcryException tooLarge() {
        return new OutcryException(
                ErrorCode.TOO_LARGE, "a command may have " + MESSAGE_BYTES + " bytes");
    }
}
