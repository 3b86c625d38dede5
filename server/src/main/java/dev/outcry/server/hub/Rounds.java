package dev.outcry.server.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/// Starts the drains of one lane's outboxes, in rounds. For the lane's thread alone.
///
/// What a delivery costs is the socket write, and a write of two frames costs no more than one of
/// one. So a round of many writes is followed by a pause in proportion, in which frames gather: a
/// lane that wrote to few connections writes again at once, one that wrote to a thousand 30 ms
/// later. Nothing is held back for a busy socket: a drain that is started runs on its own thread.
final class Rounds {
    /// The pause for each connection of the round before it: about twice what a write costs, so
    /// that there is something left for others.
    static final long NANOS_PER_DRAIN = 30_000;

    /// The longest pause.
    static final long MOST_NANOS = 30_000_000;

    private final Executor drains;
    private final LongSupplier nanoTime;
    private final List<Runnable> waiting = new ArrayList<>();
    private long notBefore;

    /// @param drains what starts a drain, without waiting for it
    /// @param nanoTime a clock that only runs forward, such as [System#nanoTime()]
    Rounds(Executor drains, LongSupplier nanoTime) {
        this.drains = drains;
        this.nanoTime = nanoTime;
        this.notBefore = nanoTime.getAsLong();
    }

    /// Adds a drain to the next round.
    void add(Runnable drain) {
        waiting.add(drain);
    }

    /// Starts a round, if there is anything to start and the pause is over.
    void start() {
        if (!waiting.isEmpty()) {
            long now = nanoTime.getAsLong();
            if (now - notBefore >= 0) {
                notBefore = now + Math.min(waiting.size() * NANOS_PER_DRAIN, MOST_NANOS);
                startAll();
            }
        }
    }

    /// Starts all that waits, pause or not: the lane ends.
    void startAll() {
        waiting.forEach(drains::execute);
        waiting.clear();
    }

    /// {@return how long until the next round may start; `Long.MAX_VALUE` if nothing waits}
    long nanosLeft() {
        return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(0, notBefore - nanoTime.getAsLong());
    }
}
