package dev.outcry.server.hub;

import java.util.Comparator;
import java.util.PriorityQueue;

/// What a lane does later. For the lane's thread alone.
final class Timers {
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

    /// {@return whether there is anything to do later}
    boolean any() {
        return !queue.isEmpty();
    }

    /// {@return how long until the first of it is due, in milliseconds; not to be asked of none}
    long millisLeft(long nowMillis) {
        return queue.element().dueMillis - nowMillis;
    }
}
