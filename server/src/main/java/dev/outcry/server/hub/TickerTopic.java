package dev.outcry.server.hub;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;

/// `ticker:{symbol}`. For the lane's thread alone.
final class TickerTopic extends ConflatedTopic<TickerTopic.Follower> {
    private SharedTicker latest;

    /// @param first the ticker before anything has happened
    TickerTopic(String epoch, Event.Ticker first) {
        super(first.channel(), epoch);
        this.latest = new SharedTicker(first);
    }

    SharedTicker latest() {
        return latest;
    }

    void tell(SharedTicker ticker) {
        latest = ticker;
        offer(ticker);
    }

    /// Tells that trading stopped or goes on; never conflated, for it is rare.
    void halted(Shared halted) {
        for (int i = 0; i < all().count(); i++) {
            all().get(i).seat().deliver(halted);
        }
    }

    @Override
    Follower subscription(LaneSeat seat, Command.Following following) {
        return new Follower(seat, following);
    }

    @Override
    ServerMessage.Snapshot snapshot(Follower follower) {
        return new ServerMessage.Snapshot.One(latest.event());
    }

    /// Keeps nothing: the latest is the topic's.
    final class Follower extends Conflated {
        private Follower(LaneSeat seat, Command.Following following) {
            super(seat, TickerTopic.this, following);
        }

        @Override
        Followers<? extends Subscription> followers() {
            return all();
        }

        @Override
        Position position() {
            return at(0);
        }

        @Override
        void keep(Shared shared) {}

        @Override
        boolean sendKept() {
            if (seat().outbox().behind()) {
                return false;
            }
            seat().deliver(latest);
            return true;
        }
    }
}
