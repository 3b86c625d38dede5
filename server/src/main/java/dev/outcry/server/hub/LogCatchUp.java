package dev.outcry.server.hub;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Brings a follower of a [LogTopic] to the present: `subscribed` with a snapshot or a replay, then
/// `live`. For the lane's thread alone.
///
/// A replay is drawn as the outbox drains. Events that happen meanwhile aren't queued: they are
/// taken from the window, or the history, when their turn comes.
final class LogCatchUp implements Step {
    /// How many events one read of the history gives a replay.
    static final int CHUNK = 128;

    private final LogTopic topic;
    private final LaneSeat seat;
    private final Command.Following following;
    private final OptionalLong id;

    private Phase phase = Phase.DECIDE;
    private Optional<Reason> reason = Optional.empty();
    private boolean reading;
    private boolean historyIsEmpty;
    private Reads.@Nullable Page page; // just read, not yet looked at
    private List<Event.Sequenced> read = List.of();
    private int replayed; // how many of `read`
    private long sent;
    private LogTopic.@Nullable Follower follower;

    private enum Phase {
        DECIDE,
        JUDGE,
        SNAPSHOT,
        REPLAY
    }

    LogCatchUp(LogTopic topic, LaneSeat seat, Command.Following following, OptionalLong id) {
        this.topic = topic;
        this.seat = seat;
        this.following = following;
        this.id = id;
    }

    @Override
    public boolean advance() {
        if (reading || seat.outbox().isClosed()) {
            return false;
        }
        if (follower == null) { // while the history was read, much may happen
            if (topic.closed()) {
                seat.send(
                        new ServerMessage.Unsubscribed(topic.channel(), ErrorCode.CHANNEL_UNKNOWN));
                return true;
            }
            Optional<Subscribing.Refusal> barred =
                    seat.lane().world().barred(topic.channel(), seat.who());
            if (barred.isPresent()) {
                seat.send(new Reply.Error(id, barred.get().code(), barred.get().message()));
                return true;
            }
        }
        return switch (phase) {
            case DECIDE -> decide();
            case JUDGE -> judge();
            case SNAPSHOT -> snapshot();
            case REPLAY -> replay();
        };
    }

    private boolean decide() {
        if (following.since().isPresent()) {
            Position since = following.since().get();
            reason = refusal(since);
            if (reason.isEmpty() && since.seq() + 1 >= topic.window().oldest()) {
                return recover(since);
            }
            if (reason.isEmpty()) {
                phase = Phase.JUDGE;
                return read(since.seq(), CHUNK);
            }
        }
        phase = Phase.SNAPSHOT;
        return snapshot();
    }

    private Optional<Reason> refusal(Position since) {
        long newest = topic.window().newest();
        if (!since.epoch().equals(topic.epoch())) {
            return Optional.of(Reason.EPOCH_CHANGED);
        }
        if (since.seq() > newest) {
            return Optional.of(Reason.AHEAD);
        }
        return newest - since.seq() > LogTopic.RECOVERABLE
                ? Optional.of(Reason.TOO_MANY)
                : Optional.empty();
    }

    /// Decides once the history has said how far back it goes.
    private boolean judge() {
        Position since = following.since().orElseThrow();
        Reads.Page found = page;
        if (found != null
                && found.oldest() <= since.seq() + 1
                && !found.events().isEmpty()
                && found.events().getFirst().seq() == since.seq() + 1) {
            return recover(since);
        }
        page = null;
        reason = Optional.of(Reason.TOO_OLD);
        phase = Phase.SNAPSHOT;
        return snapshot();
    }

    private boolean recover(Position since) {
        phase = Phase.REPLAY;
        sent = since.seq();
        join(
                new ServerMessage.Subscribed(
                        id, topic.channel(), since, true, Optional.empty(), Optional.empty()));
        return replay();
    }

    private boolean replay() {
        takePage();
        while (sent < topic.window().newest()) {
            if (ended()) {
                return true;
            }
            if (seat.outbox().isClosed() || seat.outbox().behind()) {
                return false;
            }
            if (replayed < read.size()) {
                sendRead();
            } else if (sent + 1 >= topic.window().oldest()) {
                seat.sendUncounted(topic.window().get(++sent));
            } else {
                return read(sent, (int) Math.min(CHUNK, topic.window().oldest() - 1 - sent));
            }
        }
        return goLive(sent);
    }

    private void takePage() {
        Reads.Page found = page;
        if (found != null) {
            page = null;
            read = found.events();
            replayed = 0;
            if (read.isEmpty()) {
                seat.fail("the history of " + topic.channel() + " ends at " + sent);
            }
        }
    }

    private void sendRead() {
        Event.Sequenced event = read.get(replayed++);
        if (event.seq() == sent + 1) {
            sent++;
            seat.sendUncounted(event);
        } else {
            seat.fail("the history of " + topic.channel() + " has a hole after " + sent);
        }
    }

    private boolean snapshot() {
        if (seat.outbox().behind()) {
            return false;
        }
        List<Long> missing = topic.missing();
        if (!missing.isEmpty()) {
            return lookUp(missing);
        }
        Window<Shared> window = topic.window();
        int wanted = following.history().orElse(topic.snapshotEvents());
        long from = Math.max(1, window.newest() - wanted + 1);
        extendRead();
        long known = read.isEmpty() ? from - 1 : read.getLast().seq();
        if (known + 1 < window.oldest() && !historyIsEmpty) {
            return read(known, (int) (window.oldest() - 1 - known));
        }
        List<Event> events = new ArrayList<>();
        if (known + 1 >= window.oldest()) {
            for (Event.Sequenced event : read) {
                if (event.seq() >= from && event.seq() < window.oldest()) {
                    events.add(event);
                }
            }
        }
        for (long seq = Math.max(from, window.oldest()); seq <= window.newest(); seq++) {
            events.add(window.get(seq).event());
        }
        join(
                new ServerMessage.Subscribed(
                        id,
                        topic.channel(),
                        topic.at(window.newest()),
                        false,
                        reason,
                        Optional.of(topic.snapshot(events, seat))));
        return goLive(window.newest());
    }

    private void extendRead() {
        Reads.Page found = page;
        if (found != null) {
            page = null;
            historyIsEmpty = found.events().isEmpty();
            read = new ArrayList<>(read);
            read.addAll(found.events());
        }
    }

    private void join(ServerMessage.Subscribed subscribed) {
        LogTopic.Follower joining = topic.follower(seat);
        follower = joining;
        seat.follow(joining);
        joining.join();
        seat.sendUncounted(subscribed);
    }

    private boolean goLive(long newest) {
        LogTopic.Follower joined = follower;
        if (joined != null && !joined.ended()) {
            seat.sendUncounted(new ServerMessage.Live(topic.channel(), newest));
            joined.live();
        }
        return true;
    }

    private boolean ended() {
        LogTopic.Follower joined = follower;
        return joined != null && joined.ended();
    }

    /// Asks the history for single messages; the seat's turn comes again with them.
    ///
    /// @return false: not done
    private boolean lookUp(List<Long> messages) {
        reading = true;
        seat.lane()
                .read(
                        topic.channel(),
                        messages,
                        found -> {
                            reading = false;
                            found.ifPresentOrElse(
                                    known -> topic.found(messages, known),
                                    () ->
                                            seat.fail(
                                                    "the pins of "
                                                            + topic.channel()
                                                            + " can't be read"));
                            seat.turn();
                        });
        return false;
    }

    /// Asks the history; the seat's turn comes again with the page.
    ///
    /// @return false: not done
    private boolean read(long after, int limit) {
        reading = true;
        seat.lane()
                .read(
                        topic.channel(),
                        after,
                        limit,
                        found -> {
                            reading = false;
                            page = found.orElse(null);
                            if (page == null) {
                                seat.fail("the history of " + topic.channel() + " can't be read");
                            }
                            seat.turn();
                        });
        return false;
    }
}
