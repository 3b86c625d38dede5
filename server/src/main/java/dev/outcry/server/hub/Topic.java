package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Position;
import java.util.List;
import java.util.OptionalLong;

/// One channel in one lane: what it is now, and who follows it. For the lane's thread alone.
abstract class Topic {
    private final Channel channel;
    private final String epoch;
    private boolean closed;

    Topic(Channel channel, String epoch) {
        this.channel = channel;
        this.epoch = epoch;
    }

    final Channel channel() {
        return channel;
    }

    final Position at(long seq) {
        return new Position(epoch, seq);
    }

    final String epoch() {
        return epoch;
    }

    /// {@return whether the channel is no more}
    final boolean closed() {
        return closed;
    }

    /// Begins to follow.
    ///
    /// @param seat who
    /// @param following how
    /// @param id for `subscribed`
    /// @return the work up to the marker `live`, not yet begun
    abstract Step open(LaneSeat seat, Command.Following following, OptionalLong id);

    /// {@return all who follow}
    abstract List<Followers<? extends Subscription>> followers();

    /// Ends all subscriptions: the channel is no more.
    final void close(ErrorCode code) {
        closed = true;
        for (Followers<? extends Subscription> each : followers()) {
            while (each.count() > 0) {
                Subscription subscription = each.get(0);
                subscription.seat().endedByServer(subscription, code);
            }
        }
    }
}
