package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ServerMessage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An uncounted channel, whose events replace each other. For the lane's thread alone.
///
/// @param <S> its subscriptions
abstract class ConflatedTopic<S extends Conflated> extends Topic {
    private final Followers<S> followers = new Followers<>();

    ConflatedTopic(Channel channel, String epoch) {
        super(channel, epoch);
    }

    final Followers<S> all() {
        return followers;
    }

    @Override
    final List<Followers<? extends Subscription>> followers() {
        return List.of(followers);
    }

    @Override
    final Step open(LaneSeat seat, Command.Following following, OptionalLong id) {
        return () -> {
            S subscription = subscription(seat, following);
            seat.follow(subscription);
            seat.sendUncounted(
                    new ServerMessage.Subscribed(
                            id,
                            channel(),
                            at(0),
                            false,
                            Optional.empty(),
                            Optional.of(snapshot(subscription))));
            seat.sendUncounted(new ServerMessage.Live(channel(), 0));
            followers.add(subscription);
            return true;
        };
    }

    /// Gives an event to all who follow.
    final void offer(Shared shared) {
        for (int i = 0; i < followers.count(); i++) {
            followers.get(i).offer(shared);
        }
    }

    abstract S subscription(LaneSeat seat, Command.Following following);

    /// {@return what the channel is now}
    ///
    /// @param subscription whose first sight it is
    abstract ServerMessage.Snapshot snapshot(S subscription);
}
