package dev.outcry.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs the application's listeners: one virtual thread, one after another, in the order given. Any
/// thread may give.
final class Mailbox {
    private static final System.Logger LOG = System.getLogger(Mailbox.class.getName());

    private final int limit;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean closed;

    Mailbox(int limit) {
        this.limit = limit;
        this.thread = Thread.ofVirtual().name("outcry-callbacks").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Waits while the limit is reached, which is how a slow listener slows the socket down. Once
    /// closed, forgets what it is given.
    void put(Runnable callback) {
        lock.lock();
        try {
            while (waiting.size() >= limit && !closed) {
                changed.awaitUninterruptibly();
            }
            add(callback);
        } finally {
            lock.unlock();
        }
    }

    /// Never waits: for the few callbacks that aren't the server's.
    void putNow(Runnable callback) {
        lock.lock();
        try {
            add(callback);
        } finally {
            lock.unlock();
        }
    }

    private void add(Runnable callback) {
        if (!closed) {
            waiting.add(callback);
            changed.signalAll();
        }
    }

    /// Drops what waits, and runs one callback more, the last.
    void close(Runnable last) {
        end(last, true);
    }

    /// Runs what waits, and then one callback more, the last.
    void finish(Runnable last) {
        end(last, false);
    }

    private void end(Runnable last, boolean drop) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                if (drop) {
                    waiting.clear();
                }
                waiting.add(last);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the last callback has returned; at once when called from a callback.
    void awaitEnd(Duration atMost) {
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            thread.join(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (Runnable next = take(); next != null; next = take()) {
            try {
                next.run();
            } catch (RuntimeException
                    | Error e) { // the application's: the next one runs all the same
                LOG.log(Level.ERROR, "a listener failed", e);
            }
        }
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            Runnable next = waiting.poll();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }
}
