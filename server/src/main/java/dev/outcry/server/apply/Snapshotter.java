package dev.outcry.server.apply;

import dev.outcry.server.floor.Floor;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Takes snapshots of the floor while it works, and cuts the log behind them. Owns one thread.
///
/// The apply thread only turns the floor into bytes; the disk is this thread's. A snapshot appears
/// once the store has what led to it on the disk, so that a start never needs what the log has
/// lost.
public final class Snapshotter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Snapshotter.class.getName());
    private static final Duration KEPT = Duration.ofHours(24);

    private final Sequencer sequencer;
    private final Journal journal;
    private final Store store;
    private final Snapshots snapshots;
    private final Rhythm rhythm;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("snapshots").unstarted(this::run);
    private long takenPos;
    private long writtenPos; // by the apply thread, which then gives the state to this one
    private long takenAt;
    private volatile long pauseNanos;
    private volatile long newest;

    /// When a snapshot is due, and how much log is kept.
    ///
    /// @param entries so many applied since the last one
    /// @param every so long after the last one, if anything was applied
    /// @param logMaxBytes the log's size from which on it is cut further than by its age
    public record Rhythm(long entries, Duration every, long logMaxBytes) {
        /// Often enough that a start has to apply little: every 100,000 entries, every ten minutes.
        ///
        /// @param logMaxBytes see [#logMaxBytes()]
        /// @return that
        public static Rhythm of(long logMaxBytes) {
            return new Rhythm(100_000, Duration.ofMinutes(10), logMaxBytes);
        }
    }

    /// Makes one that hasn't begun.
    ///
    /// @param sequencer whose floor it is
    /// @param journal cut behind the snapshots
    /// @param store waited for
    /// @param snapshots where they go
    /// @param rhythm how often
    /// @param clock for the age of entries
    public Snapshotter(
            Sequencer sequencer,
            Journal journal,
            Store store,
            Snapshots snapshots,
            Rhythm rhythm,
            Clock clock) {
        this.sequencer = sequencer;
        this.journal = journal;
        this.store = store;
        this.snapshots = snapshots;
        this.rhythm = rhythm;
        this.clock = clock;
    }

    /// Begins to look.
    public void start() {
        takenPos = snapshots.newest();
        newest = takenPos;
        takenAt = System.nanoTime();
        thread.start();
    }

    /// {@return for how long the newest snapshot kept the apply thread, in nanoseconds}
    public long pauseNanos() {
        return pauseNanos;
    }

    /// {@return the log position of the newest snapshot}
    public long newest() {
        return newest;
    }

    /// Stops looking. Takes none.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes the last one, of a floor that nobody applies to any more.
    ///
    /// @param floor at the log's end
    public void last(Floor floor) {
        if (floor.pos() > takenPos && sequencer.available() && !store.failing()) {
            try {
                keep(take(floor));
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "no snapshot was kept ({0}): the next start reads more of the log",
                        e.getMessage());
            }
        }
    }

    private void run() {
        try {
            while (!closing.await(1, TimeUnit.SECONDS)) {
                if (due()) {
                    attempt();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the snapshots", e);
        }
    }

    private boolean due() {
        long entries = sequencer.appliedPos() - takenPos;
        return entries >= rhythm.entries()
                || (entries > 0 && System.nanoTime() - takenAt >= rhythm.every().toNanos());
    }

    private void attempt() {
        takenAt = System.nanoTime();
        try {
            keep(sequencer.ask(this::take).join());
        } catch (CompletionException e) {
            boolean busy = e.getCause() instanceof RejectedExecutionException; // next time, then
            LOG.log(
                    busy ? Level.DEBUG : Level.ERROR,
                    "the floor can't be written: the log is kept instead",
                    e);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "a snapshot can''t be kept ({0}): the log is kept instead",
                    e.getMessage());
        }
    }

    /// On the apply thread.
    private byte[] take(Floor floor) {
        long start = System.nanoTime();
        byte[] state = floor.write();
        pauseNanos = System.nanoTime() - start;
        writtenPos = floor.pos();
        return state;
    }

    private void keep(byte[] state) {
        store.sync();
        snapshots.write(writtenPos, state);
        takenPos = writtenPos;
        newest = writtenPos;
        cut();
    }

    /// The log goes back a day, or less where it is too large; in any case to the oldest snapshot.
    private void cut() {
        long upTo = snapshots.oldest();
        if (journal.sizeBytes() <= rhythm.logMaxBytes()) {
            upTo = Math.min(upTo, journal.before(clock.millis() - KEPT.toMillis()));
        }
        if (upTo >= journal.first()) {
            journal.cut(upTo);
        }
    }
}
