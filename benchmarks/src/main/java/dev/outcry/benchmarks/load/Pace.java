package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.util.function.LongSupplier;

/// An open loop: does a thing at planned times, whatever became of the times before.
///
/// Whoever measures takes the planned time for the start, so that a stall of the server, or of this
/// thread, isn't hidden (Tene, "coordinated omission").
final class Pace implements Loop.Work {
    private static final long SECOND = 1_000_000_000;

    private final int perSecond;
    private final Task task;
    private final LongSupplier nanoTime;
    private long start;
    private long planned;
    private long done;
    private long total;

    /// What is done.
    @FunctionalInterface
    interface Task {
        /// Does it once.
        ///
        /// @param due when it was to be done, by [System#nanoTime()]
        /// @param number counts from 0
        void at(long due, long number) throws IOException;
    }

    Pace(int perSecond, Task task) {
        this(perSecond, task, System::nanoTime);
    }

    Pace(int perSecond, Task task, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.task = task;
        this.nanoTime = nanoTime;
    }

    /// Plans so many seconds from now on, in place of what was planned.
    ///
    /// @return how often that is
    long plan(int seconds) {
        start = nanoTime.getAsLong();
        done = 0;
        planned = (long) seconds * perSecond;
        return planned;
    }

    /// {@return how often it was done, of all plans}
    long total() {
        return total;
    }

    boolean isOver() {
        return done == planned;
    }

    @Override
    public long due() throws IOException {
        while (done < planned) {
            long due = start + done * SECOND / perSecond;
            long wait = due - nanoTime.getAsLong();
            if (wait > 0) {
                return wait;
            }
            done++;
            task.at(due, total++);
        }
        return Long.MAX_VALUE;
    }
}
