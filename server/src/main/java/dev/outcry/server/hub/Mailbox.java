package dev.outcry.server.hub;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What a lane has still to do. Any thread puts, without waiting; one thread takes.
///
/// A put costs one node, and a wake-up only when the taker sleeps.
final class Mailbox {
    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread sleeper;

    /// Adds work at the end.
    void put(Runnable work) {
        queue.offer(work);
        Thread thread = sleeper;
        if (thread != null) {
            sleeper = null;
            LockSupport.unpark(thread);
        }
    }

    /// {@return the oldest work, or null if there is none}
    @Nullable Runnable poll() {
        return queue.poll();
    }

    /// Waits for work. May return without any.
    ///
    /// @param nanos how long at most
    void await(long nanos) {
        sleeper = Thread.currentThread();
        // Looked at again after the taker is known as asleep: a put in between isn't missed.
        if (queue.isEmpty() && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        sleeper = null;
    }
}
