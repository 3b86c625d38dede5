package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import java.util.List;
import java.util.OptionalLong;

/// A channel of which every event counts: a room, or a market's trades. For the lane's thread
/// alone.
///
/// The newest 1,000 events, 1 MiB at most, are kept; older ones are read from the [History].
abstract class LogTopic extends Topic {
    /// How many events can be recovered.
    static final int RECOVERABLE = 10_000;

    private static final int KEPT = 1_000;
    private static final int KEPT_BYTES = 1 << 20;

    private final Followers<Follower> followers = new Followers<>();
    private final Window<Shared> window;

    /// @param newest seq of the newest event before this lane began
    LogTopic(Channel channel, String epoch, long newest) {
        super(channel, epoch);
        this.window = new Window<>(KEPT, KEPT_BYTES, newest);
    }

    /// {@return the newest events}
    final Window<Shared> window() {
        return window;
    }

    @Override
    final List<Followers<? extends Subscription>> followers() {
        return List.of(followers);
    }

    @Override
    final Step open(LaneSeat seat, Command.Following following, OptionalLong id) {
        return new LogCatchUp(this, seat, following, id);
    }

    /// Adds the newest event and sends it to all who are past their replay.
    final void tell(long seq, Shared shared) {
        window.add(seq, shared, shared.sizeEstimate());
        for (int i = 0; i < followers.count(); i++) {
            Follower follower = followers.get(i);
            if (follower.live) {
                follower.seat().deliver(shared);
            }
        }
    }

    /// {@return how many events a snapshot holds unless it was said}
    abstract int snapshotEvents();

    /// {@return the channel as it is now}
    ///
    /// @param events the newest, oldest first
    /// @param seat whose sight it is
    abstract ServerMessage.Snapshot snapshot(List<? extends Event> events, LaneSeat seat);

    /// {@return seqs of messages that a snapshot needs, and that have to be read first}
    List<Long> missing() {
        return List.of();
    }

    /// Takes what was read of those that were missing.
    ///
    /// @param asked their seqs
    /// @param found those that there are, as last edited
    void found(List<Long> asked, List<Event.Message> found) {
        throw new IllegalStateException("nothing was missing in " + channel());
    }

    /// Makes a subscription that is sent nothing yet.
    final Follower follower(LaneSeat seat) {
        return new Follower(seat);
    }

    /// One who follows. Until it is live its replay reads the window by itself.
    final class Follower extends Subscription {
        private boolean live;

        private Follower(LaneSeat seat) {
            super(seat, LogTopic.this);
        }

        /// From here on every new event is sent.
        void live() {
            live = true;
        }

        /// Joins the others.
        void join() {
            followers.add(this);
        }

        @Override
        Followers<? extends Subscription> followers() {
            return followers;
        }

        @Override
        Position position() {
            return at(window.newest());
        }
    }
}
