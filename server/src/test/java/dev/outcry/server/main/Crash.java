package dev.outcry.server.main;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The end of a process, as by a power cut, when a step is reached for the n-th time since it
/// serves. Thread-safe.
final class Crash {
    private final @Nullable Step step;
    private final AtomicLong left;
    private volatile boolean armed;

    private Crash(@Nullable Step step, long times) {
        this.step = step;
        this.left = new AtomicLong(times);
    }

    /// Where it may happen.
    enum Step {
        BEFORE_WRITE,
        BEFORE_COMMIT,
        AFTER_COMMIT,
        BEFORE_ANSWERS,
        BEFORE_FORGETTING,
        AFTER_FORGETTING,
        WHILE_A_SNAPSHOT_IS_WRITTEN,
        AFTER_A_SNAPSHOT
    }

    /// Reads such as `BEFORE_WRITE:17`.
    ///
    /// @param at a step and how often it is reached; null for never
    static Crash at(@Nullable String at) {
        if (at == null) {
            return new Crash(null, 0);
        }
        int colon = at.indexOf(':');
        return new Crash(
                Step.valueOf(at.substring(0, colon)), Long.parseLong(at.substring(colon + 1)));
    }

    /// Counts from now on.
    void arm() {
        armed = true;
    }

    /// A step is reached: this may be the last thing that the process does.
    void reached(Step reached) {
        if (armed && reached == step && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(137);
        }
    }
}
