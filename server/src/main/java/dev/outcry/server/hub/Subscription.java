package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Position;

/// One channel followed by one connection. For the lane's thread alone.
abstract class Subscription {
    private final LaneSeat seat;
    private final Topic topic;
    private int index = -1;
    private boolean ended;

    Subscription(LaneSeat seat, Topic topic) {
        this.seat = seat;
        this.topic = topic;
    }

    final LaneSeat seat() {
        return seat;
    }

    final Channel channel() {
        return topic.channel();
    }

    /// {@return whether nothing may come of it any more}
    final boolean ended() {
        return ended;
    }

    /// Stops it. Idempotent.
    final void end() {
        if (!ended) {
            ended = true;
            followers().remove(this);
        }
    }

    /// {@return where it is in its followers' array; −1 outside}
    final int index() {
        return index;
    }

    final void index(int place) {
        index = place;
    }

    /// {@return the list it belongs into}
    abstract Followers<? extends Subscription> followers();

    /// {@return the newest position that its connection was sent}
    abstract Position position();
}
