package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Position;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

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
        end(code, _ -> true);
    }

    /// Ends the subscriptions of some.
    final void end(ErrorCode code, Predicate<LaneSeat> whose) {
        for (Followers<? extends Subscription> each : followers()) {
            for (int i = each.count() - 1;
                    i >= 0;
                    i--) { // the last takes the place of one that ends
                Subscription subscription = each.get(i);
                if (whose.test(subscription.seat())) {
                    subscription.seat().endedByServer(subscription, code);
                }
            }
        }
    }
}
