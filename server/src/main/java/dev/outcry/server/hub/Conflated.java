package dev.outcry.server.hub;

import dev.outcry.protocol.Command;

/// A subscription that may skip events: for a peer that reads slowly, or asked for an `interval`,
/// the latest state of each key takes the place of those before. For the lane's thread alone.
///
/// Subclasses say what is kept. An event is sent at once while nothing is kept, the outbox isn't
/// behind, and the interval since the last one is over.
abstract class Conflated extends Subscription {
    private final long intervalMillis;
    private long notBefore;
    private boolean waiting;

    Conflated(LaneSeat seat, Topic topic, Command.Following following) {
        super(seat, topic);
        this.intervalMillis = following.intervalMillis().orElse(0);
    }

    /// Delivers an event of the channel, now or merged with later ones.
    final void offer(Shared shared) {
        boolean over = !waiting && intervalIsOver(); // once: time passes between two looks
        if (over && !seat().outbox().behind()) {
            seat().deliver(shared);
            sent(shared);
            startInterval();
            return;
        }
        keep(shared);
        seat().lane().conflated().add(1);
        if (!waiting) {
            waiting = true;
            if (over) { // so it was behind, and the outbox has promised to wake the seat
                seat().awaitRoom(this);
            } else {
                seat().lane().at(notBefore, this::flush);
            }
        }
    }

    /// Sends what is kept, as far as there is room; for the rest the seat comes again.
    final void flush() {
        if (ended()) {
            return;
        }
        if (sendKept()) {
            waiting = false;
            startInterval();
        } else {
            seat().awaitRoom(this);
        }
    }

    /// Takes note of an event that was sent as it is.
    void sent(Shared shared) {}

    /// Keeps an event that can't be sent now.
    abstract void keep(Shared shared);

    /// Sends what is kept while the outbox isn't behind.
    ///
    /// @return whether nothing is kept any more
    abstract boolean sendKept();

    private boolean intervalIsOver() {
        return intervalMillis == 0 || seat().lane().now() >= notBefore;
    }

    private void startInterval() {
        if (intervalMillis > 0) {
            notBefore = seat().lane().now() + intervalMillis;
        }
    }
}
