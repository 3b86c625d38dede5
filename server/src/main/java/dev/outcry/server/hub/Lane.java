package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.Result;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thread with its own copy of every channel, and some of the connections.
///
/// It takes applied batches, and what connections ask for, in the order they were put; so whatever
/// it sends is exactly as of its place in the log, without a lock. Only [#execute] and the counters
/// may be used by other threads.
final class Lane {
    private static final Logger LOG = System.getLogger(Lane.class.getName());

    private final Mailbox mailbox = new Mailbox();
    private final Timers timers = new Timers();
    private final Rounds rounds = new Rounds(Thread::startVirtualThread, System::nanoTime);
    private final Executor drains = this::drain;
    private final Clock clock;
    private final Reads reads;
    private final World world;
    private final Attendance attendance;
    private final Thread thread;
    private final IdentityHashMap<Subscriber, LaneSeat> seats = new IdentityHashMap<>();
    private final Counter sessions = new Counter();
    private final Counter subscriptions = new Counter();
    private final Counter deliveries = new Counter();
    private final Counter conflated = new Counter();
    private final Counter tooSlow = new Counter();
    private final Compressor compressor = new Compressor();
    private final Counter refusedSubscriptions = new Counter();
    private List<LaneSeat> afterBatch = new ArrayList<>();
    private long pos;
    private long logTime;
    private boolean closed;

    Lane(
            String name,
            Clock clock,
            Reads reads,
            Crowds crowds,
            BiConsumer<RoomId, Crowd.Telling> broadcast) {
        this.clock = clock;
        this.reads = reads;
        this.world = new World(this, crowds);
        this.attendance = new Attendance(this, crowds, broadcast);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Has something done by this lane, after all that was put before. Any thread; never waits.
    void execute(Runnable work) {
        mailbox.put(work);
    }

    /// {@return what starts the drains of outboxes: with the next round where the lane itself has
    /// filled one, at once where another thread has} For any thread.
    Executor drains() {
        return drains;
    }

    private void drain(Runnable drain) {
        if (Thread.currentThread() == thread) {
            rounds.add(drain);
        } else {
            Thread.startVirtualThread(drain);
        }
    }

    /// Does what was put before, then ends. Returns when it has ended.
    void close() {
        execute(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// {@return the place in the log up to which all is told}
    long pos() {
        return pos;
    }

    /// {@return the time of that place, Unix epoch milliseconds}
    long logTime() {
        return logTime;
    }

    /// {@return the time, Unix epoch milliseconds}
    long now() {
        return clock.millis();
    }

    World world() {
        return world;
    }

    Attendance attendance() {
        return attendance;
    }

    /// {@return the seat of a connection; null if it isn't here}
    @Nullable LaneSeat seat(Subscriber subscriber) {
        return seats.get(subscriber);
    }

    void enter(Subscriber subscriber, LaneSeat seat) {
        seats.put(subscriber, seat);
        sessions.add(1);
    }

    /// {@return whether it was here}
    boolean leave(Subscriber subscriber) {
        if (seats.remove(subscriber) == null) {
            return false;
        }
        sessions.add(-1);
        return true;
    }

    /// {@return its part of the hub's figures; any thread}
    HubStats stats() {
        return new HubStats(
                sessions.get(),
                subscriptions.get(),
                deliveries.get(),
                conflated.get(),
                tooSlow.get(),
                compressor.sentBytes(),
                compressor.savedBytes(),
                refusedSubscriptions.get());
    }

    Counter subscriptions() {
        return subscriptions;
    }

    Counter deliveries() {
        return deliveries;
    }

    Counter conflated() {
        return conflated;
    }

    Counter tooSlow() {
        return tooSlow;
    }

    Compressor compressor() {
        return compressor;
    }

    Counter refusedSubscriptions() {
        return refusedSubscriptions;
    }

    /// Has work done at a time, by the clock.
    void at(long millis, Runnable work) {
        timers.at(millis, work);
    }

    /// Reads the history, and has the page taken by this lane.
    void read(Channel channel, long after, int limit, Consumer<Optional<Reads.Page>> then) {
        reads.read(channel, after, limit, page -> execute(() -> then.accept(page)));
    }

    /// Reads messages of a room, and has them taken by this lane.
    void read(Channel room, List<Long> messages, Consumer<Optional<List<Event.Message>>> then) {
        reads.read(room, messages, found -> execute(() -> then.accept(found)));
    }

    /// Gives a seat its turn after the next batch.
    void wakeAfterBatch(LaneSeat seat) {
        afterBatch.add(seat);
    }

    /// Tells a batch. Rounds go on meanwhile: a batch of thousands of messages, gathered while the
    /// machine was busy, would else fill every outbox before the first is drained.
    void take(Batch batch) {
        for (Batch.Entry entry : batch.entries()) {
            take(entry);
            rounds.start();
        }
        if (!afterBatch.isEmpty()) {
            List<LaneSeat> waiting = afterBatch;
            afterBatch = new ArrayList<>();
            waiting.forEach(LaneSeat::turn);
        }
    }

    private void take(Batch.Entry entry) {
        Applied applied = entry.applied();
        pos = applied.pos();
        logTime = applied.at();
        LaneSeat asking = answer(applied.origin(), applied.result());
        for (Batch.Happening happening : entry.happenings()) {
            tell(happening);
        }
        world.settle();
        if (asking != null) {
            asking.turn();
        }
    }

    /// Tells those connections whose seats are here that nothing has happened.
    void refuse(List<Origin> origins, Result.Refused why) {
        for (Origin origin : origins) {
            LaneSeat asking = answer(origin, why);
            if (asking != null) {
                asking.turn();
            }
        }
    }

    /// {@return the seat that was told; null if it isn't here}
    private @Nullable LaneSeat answer(Origin origin, Result result) {
        if (!(origin instanceof Origin.Connection(Subscriber subscriber, var id))) {
            return null;
        }
        LaneSeat asking = seat(subscriber);
        if (asking != null) {
            asking.answer(id, result, pos);
        }
        return asking;
    }

    private void tell(Batch.Happening happening) {
        try {
            world.take(happening);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, thread.getName() + " can't tell what happened at " + pos, e);
        }
    }

    private void run() {
        while (!closed) {
            Runnable work = mailbox.poll();
            if (timers.any()) { // what was due when the work was put comes before it
                contain(this::runTimers);
            }
            if (work != null) {
                contain(work);
            }
            rounds.start();
            if (work == null) {
                mailbox.await(Math.min(timerNanosLeft(), rounds.nanosLeft()));
            }
        }
        rounds.startAll();
        compressor.close();
    }

    private long timerNanosLeft() {
        return timers.any()
                ? TimeUnit.MILLISECONDS.toNanos(timers.millisLeft(now()))
                : Long.MAX_VALUE;
    }

    private void runTimers() {
        timers.run(now());
    }

    /// A fault of ours ends one piece of work, not the lane.
    private void contain(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, thread.getName() + " failed at " + pos, e);
        }
    }
}
