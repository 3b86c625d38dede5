package dev.outcry.client;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Where one followed channel stands: drops what came already, and notices what didn't come.
///
/// The session's thread moves it, under the dialogue's lock; others ask under that lock where to go
/// on, or [#forget] it.
final class Cursor {
    /// What to do with an event.
    enum Verdict {
        /// It is next.
        DELIVER,
        /// It came before, or waits for a new subscription.
        DROP,
        /// Something before it is missing.
        HOLE
    }

    private final Follow follow;
    private final ChannelListener listener;
    private final Mailbox mailbox;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private Optional<Position> position;
    private OptionalLong awaiting = OptionalLong.empty();
    private boolean holed;
    private OptionalLong retryNanos = OptionalLong.empty();
    private volatile boolean open = true;
    private volatile Optional<Position> delivered;

    Cursor(Follow follow, ChannelListener listener, Mailbox mailbox) {
        this.follow = follow;
        this.listener = listener;
        this.mailbox = mailbox;
        this.position = follow.since();
        this.delivered = follow.since();
    }

    Channel channel() {
        return follow.channel();
    }

    /// Makes the command that begins, or goes on.
    Command.Subscribe subscribe(long id) {
        awaiting = OptionalLong.of(id);
        retryNanos = OptionalLong.empty();
        return new Command.Subscribe(OptionalLong.of(id), List.of(follow.from(position)), false);
    }

    /// Begins anew with the next [#subscribe]; until then nothing is told.
    ///
    /// @return whether there was something to forget
    boolean forget() {
        boolean known = awaiting.isEmpty() && position.isPresent();
        if (known) {
            position = Optional.empty();
        }
        return known;
    }

    /// The server can't just now.
    void retryAt(long nanos) {
        retryNanos = OptionalLong.of(nanos);
    }

    boolean retryDue(long nowNanos) {
        return retryNanos.isPresent() && nowNanos - retryNanos.getAsLong() >= 0;
    }

    boolean awaits(OptionalLong id) {
        return id.isPresent() && awaiting.equals(id);
    }

    boolean subscribed() {
        return awaiting.isEmpty();
    }

    /// Judges an event's place, and takes it if it is next.
    Verdict judge(Event message) {
        if (message instanceof Event.Book book) {
            return judge(book.seq(), OptionalLong.empty(), true);
        }
        if (message instanceof Event.BookDelta delta) {
            return judge(delta.seq(), delta.prev(), false);
        }
        return message instanceof Event.Sequenced event
                ? judge(event.seq(), OptionalLong.empty(), false)
                : judgeUncounted();
    }

    private Verdict judgeUncounted() {
        return awaiting.isPresent() ? Verdict.DROP : Verdict.DELIVER;
    }

    /// @param whole whether it stands for all before it
    Verdict judge(long seq, OptionalLong prev, boolean whole) {
        if (awaiting.isPresent() || position.isEmpty()) {
            return Verdict.DROP;
        }
        long last = position.get().seq();
        if (seq <= last) {
            return Verdict.DROP;
        }
        if (!whole && prev.orElse(seq - 1) != last) {
            if (holed) { // the replay has the same hole: begin anew
                position = Optional.empty();
            }
            holed = true;
            return Verdict.HOLE;
        }
        holed = false;
        position = Optional.of(new Position(position.get().epoch(), seq));
        return Verdict.DELIVER;
    }

    /// Takes the answer to [#subscribe], which [#tellSubscribed] then tells.
    void subscribed(ServerMessage.Subscribed answer) {
        awaiting = OptionalLong.empty();
        boolean resumed = answer.recovered() && position.isPresent();
        position =
                Optional.of(
                        resumed
                                ? new Position(answer.position().epoch(), position.get().seq())
                                : answer.position());
    }

    /// Session thread, without the lock; may wait for the callback thread.
    void tellSubscribed(ServerMessage.Subscribed answer) {
        Optional<Reason> reason =
                answer.reason().or(() -> holed ? Optional.of(Reason.TOO_OLD) : Optional.empty());
        answer.snapshot()
                .ifPresent(snapshot -> {
                    holed = false;
                    tell(() -> listener.onSnapshot(snapshot, reason));
                });
        Thread.startVirtualThread(() -> ready.complete(null));
    }

    /// See [#tellSubscribed].
    void deliver(Event event) {
        tell(() -> listener.onEvent(event));
    }

    /// See [#tellSubscribed].
    void live() {
        tell(listener::onLive);
    }

    private void tell(Runnable callback) {
        Optional<Position> after = position;
        mailbox.put(() -> {
            if (open) {
                try {
                    callback.run();
                } finally {
                    delivered = after;
                }
            }
        });
    }

    /// The server won't go on.
    void ended(OutcryException cause) {
        Thread.startVirtualThread(() -> ready.completeExceptionally(cause));
        mailbox.put(() -> {
            if (open) {
                open = false;
                listener.onEnded(cause);
            }
        });
    }

    /// The application won't go on: nothing is told any more. Any thread.
    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    /// {@return up to where the listener has been told. Any thread}
    Optional<Position> delivered() {
        return channel().sequenced() ? delivered : Optional.empty();
    }

    CompletableFuture<Void> ready() {
        return ready;
    }
}
