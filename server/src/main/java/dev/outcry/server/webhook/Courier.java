package dev.outcry.server.webhook;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.HookCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomHook;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Carries the deliveries of one webhook, one after the other. The log knows what each holds before
/// it is posted, and that it was taken or given up before the next one is made: so after a crash
/// the one that was under way is posted again, under the same id and with the same events, and
/// nothing else is.
///
/// Its virtual thread exists only while there is something to do.
final class Courier {
    private static final Logger LOG = System.getLogger(Courier.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration FAULT_PAUSE = Duration.ofSeconds(10);
    private static final Duration LOG_PAUSE = Duration.ofSeconds(1);
    private static final int UNSAVED = 1_000;
    private static final double SPREAD = 0.2;

    private final Office office;
    private final RoomId room;
    private final Target target;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ending = lock.newCondition();
    private @Nullable Thread thread; // while there is one
    private boolean due;
    private boolean ended;
    private long until; // the newest log position that it was woken for

    private volatile RoomHook.Out hook;
    private volatile @Nullable Trouble trouble;

    // For the thread alone; handed on by the lock.
    private RoomHook.Reached reached;
    private Optional<RoomHook.Reached> sending;
    private int unsaved;

    Courier(Office office, RoomId room, RoomHook.Out hook) {
        this.office = office;
        this.room = room;
        this.hook = hook;
        this.reached = hook.reached();
        this.sending = hook.sending();
        this.target =
                Target.parse(hook.url())
                        .orElseThrow(() -> new IllegalStateException("checked when it was made"));
    }

    /// What stands in a delivery's way.
    ///
    /// @param since when it was first tried, Unix epoch milliseconds
    /// @param attempts how often it was tried
    /// @param reason what came of the last attempt
    /// @param nextAt when it is tried again, Unix epoch milliseconds
    record Trouble(long since, int attempts, String reason, long nextAt) {}

    /// {@return what stands in the way now; empty where nothing does}
    Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }

    RoomHook.Out hook() {
        return hook;
    }

    void update(RoomHook.Out now) {
        hook = now;
    }

    /// There is something to deliver. Any thread.
    ///
    /// @param pos of its entry in the log
    void wake(long pos) {
        lock.lock();
        try {
            due = true;
            until = Math.max(until, pos);
            if (thread == null && !ended) {
                thread = Thread.ofVirtual().name("webhook").start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends. What is under way may have been taken, and nobody takes note of it.
    void end() {
        lock.lock();
        try {
            ended = true;
            ending.signalAll();
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (isDue()) {
                deliverOrMend();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "a webhook ends", e);
        }
    }

    /// Contains what goes wrong: it is tried again.
    private void deliverOrMend() throws InterruptedException {
        try {
            deliver();
        } catch (RuntimeException e) {
            if (!isOver()) { // else it was woken from a read
                LOG.log(Level.ERROR, "webhook " + hook.hook() + " failed; it is tried again", e);
                wake(0);
                pause(FAULT_PAUSE);
            }
        }
    }

    private boolean isDue() {
        lock.lock();
        try {
            if (!due || ended) {
                thread = null;
                return false;
            }
            due = false;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Delivers until nothing is left of what is written.
    private void deliver() throws InterruptedException {
        while (!isOver()) {
            Delivery next = next();
            if (next.upTo().deliveries() > reached.deliveries()) {
                carry(next);
                reached = next.upTo();
                sending = Optional.empty();
                unsaved = 0;
            } else if (next.looked() > 0) {
                reached = next.upTo();
                unsaved += next.looked();
            } else if (office.store().position() < woken()) {
                pause(LOG_PAUSE); // the store can't be written now
            } else {
                save();
                return;
            }
        }
    }

    /// What is on its way, as the log knows it; else what comes next, once the log knows that.
    private Delivery next() throws InterruptedException {
        if (sending.isPresent()) {
            return Delivery.again(hook, room, reached, sending.get(), office.store());
        }
        Delivery next = Delivery.next(hook, room, reached, office.store());
        if (!next.isEmpty()) {
            tell(new HookCommand.Send(room, hook.hook(), next.upTo()));
            sending = Optional.of(next.upTo());
        }
        return next;
    }

    private boolean isOver() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private long woken() {
        lock.lock();
        try {
            return until;
        } finally {
            lock.unlock();
        }
    }

    /// Saves others from looking at so much again.
    private void save() throws InterruptedException {
        if (unsaved >= UNSAVED) {
            report(reached, Optional.empty());
            unsaved = 0;
        }
    }

    /// Tries a delivery until it is taken or given up.
    private void carry(Delivery delivery) throws InterruptedException {
        byte[] body = delivery.body(hook, room);
        long begun = System.nanoTime();
        long since = office.clock().millis();
        Duration pause = FIRST_PAUSE;
        for (int attempts = 1; ; attempts++) {
            Poster.Outcome outcome = attempt(delivery, body);
            if (!(outcome instanceof Poster.Outcome.Failed(String reason))) {
                trouble = null;
                report(delivery.upTo(), Optional.empty());
                return;
            }
            Duration left = office.patience().minusNanos(System.nanoTime() - begun);
            if (!left.isPositive()) {
                trouble = null;
                office.counts().dead().increment();
                HookCommand.Failure failure = new HookCommand.Failure(attempts, reason);
                report(delivery.upTo(), Optional.of(failure));
                return;
            }
            Duration spread = spread(pause);
            Duration wait = spread.compareTo(left) < 0 ? spread : left;
            long nextAt = office.clock().millis() + wait.toMillis();
            trouble = new Trouble(since, attempts, reason, nextAt);
            pause(wait);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private Poster.Outcome attempt(Delivery delivery, byte[] body) throws InterruptedException {
        return office.attempt(
                hook.by().id(),
                target,
                office.keys().webhookSecret(hook.key(), hook.hook()),
                delivery.id(hook),
                body);
    }

    /// So that those who fell together don't come together.
    private Duration spread(Duration pause) {
        double factor = 1 - SPREAD + 2 * SPREAD * office.random().nextDouble();
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }

    /// Posts again, once, what was given up. Blocks; for a caller's thread.
    ///
    /// @param dead what is remembered of it
    /// @return what came of it
    Poster.Outcome again(RoomHook.Dead dead) throws InterruptedException {
        Delivery delivery = Delivery.again(hook, room, dead.after(), dead.upTo(), office.store());
        Poster.Outcome outcome = attempt(delivery, delivery.body(hook, room));
        if (outcome instanceof Poster.Outcome.Taken) {
            report(delivery.upTo(), Optional.empty());
        }
        return outcome;
    }

    /// Has the log take note of how far it has come, and waits for that.
    private void report(RoomHook.Reached upTo, Optional<HookCommand.Failure> failure)
            throws InterruptedException {
        tell(new HookCommand.Reach(room, hook.hook(), upTo, failure));
    }

    private void tell(HookCommand command) throws InterruptedException {
        while (!isOver()) {
            if (!(answer(command) instanceof Result.Refused refused)) {
                return;
            }
            if (refused.code() == ErrorCode.HOOK_NOT_FOUND) {
                end();
            } else {
                pause(LOG_PAUSE); // busy, or unavailable
            }
        }
    }

    private Result answer(HookCommand command) throws InterruptedException {
        try {
            return office.submit(command).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers don't fail", e);
        }
    }

    private void pause(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !ended) {
                left = ending.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until its thread is gone. A second at most.
    void join() throws InterruptedException {
        Thread running;
        lock.lock();
        try {
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            var _ = running.join(Duration.ofMillis(TimeUnit.SECONDS.toMillis(1)));
        }
    }
}
