package dev.outcry.server.hub;

import java.util.Comparator;
import java.util.PriorityQueue;

/// What a lane does later. For the lane's thread alone.
final class Timers {
    private static final long FAR_MILLIS = 3_600_000;

    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::dueMillis).thenComparingLong(Timer::order));
    private long made;

    private record Timer(long dueMillis, long order, Runnable work) {}

    /// Has work done at a time.
    ///
    /// @param dueMillis Unix epoch milliseconds
    /// @param work decides itself whether it is still wanted
    void at(long dueMillis, Runnable work) {
        queue.add(new Timer(dueMillis, made++, work));
    }

    /// Does what is due.
    void run(long nowMillis) {
        for (Timer next = queue.peek();
                next != null && next.dueMillis <= nowMillis;
                next = queue.peek()) {
            queue.remove();
            next.work.run();
        }
    }

    /// {@return how long until something is due, in milliseconds, at most an hour}
    long millisLeft(long nowMillis) {
        Timer next = queue.peek();
        return next == null ? FAR_MILLIS : Math.clamp(next.dueMillis - nowMillis, 0, FAR_MILLIS);
    }
}
