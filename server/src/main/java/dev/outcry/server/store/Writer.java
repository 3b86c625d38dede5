package dev.outcry.server.store;

import dev.outcry.server.hub.Applied;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// Writes batches in log order on a thread of its own, all that wait in one transaction.
///
/// What fails is tried again until it works, so that nothing is left out. Any thread may call.
final class Writer {
    private static final Logger LOG = System.getLogger(Writer.class.getName());
    private static final int MOST_BATCHES = 64;
    private static final int MOST_ENTRIES = 65_536;
    private static final int TRANSACTION_ENTRIES = 8_192;
    private static final long RETRY_MILLIS = 250;
    private static final long SYNC_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Sql sql;
    private final Recorder recorder;
    private final Retention retention;
    private final LongConsumer textGone;
    private final Thread thread = Thread.ofPlatform().name("store").unstarted(this::run);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Deque<List<Applied>> queue = new ArrayDeque<>();
    private int waiting; // entries of the queue and of the transaction at hand
    private long syncsAsked;
    private long syncsDone;
    private long synced;
    private boolean closing;
    private boolean ended;

    private volatile long offered;
    private volatile long written;
    private volatile boolean failing;

    // Whether bytes of deleted texts may still lie beside the file, and when to look after that.
    private volatile boolean scrub;
    private long scrubAt;

    /// Goes on where the file ends.
    Writer(Sql sql, LongConsumer textGone) throws SQLException {
        this.sql = sql;
        this.textGone = textGone;
        this.recorder = new Recorder(sql);
        this.retention = new Retention(sql);
        this.written = sql.first("SELECT position FROM store", row -> row.getLong(1)).orElseThrow();
        this.offered = written;
        sql.commit();
    }

    void start() {
        thread.start();
    }

    long written() {
        return written;
    }

    long offered() {
        return offered;
    }

    boolean failing() {
        return failing;
    }

    /// {@return whether writing fails, and as much waits as may without anybody's waiting for it}
    boolean behind() {
        lock.lock();
        try {
            return failing && (queue.size() >= MOST_BATCHES / 2 || waiting >= MOST_ENTRIES / 2);
        } finally {
            lock.unlock();
        }
    }

    /// Queues a batch. Waits while too much is queued.
    void offer(List<Applied> batch) {
        if (batch.isEmpty() || batch.getLast().pos() <= offered) {
            return;
        }
        lock.lock();
        try {
            while (!closing
                    && !queue.isEmpty()
                    && (queue.size() >= MOST_BATCHES || waiting + batch.size() > MOST_ENTRIES)) {
                progress.awaitUninterruptibly();
            }
            if (closing) {
                throw new IllegalStateException("the store is closed");
            }
            queue.addLast(batch);
            waiting += batch.size();
            offered = batch.getLast().pos();
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until an entry is written, or nothing can be written.
    void await(long pos) {
        if (written >= pos) {
            return;
        }
        lock.lock();
        try {
            while (written < pos && !failing && !ended) {
                progress.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Makes durable what was offered before, and waits for that.
    ///
    /// @return the newest position that is durable
    /// @throws IllegalStateException if writing fails for two seconds, or is over
    long sync() {
        long until = offered;
        lock.lock();
        try {
            long ticket = ++syncsAsked;
            work.signal();
            long left = SYNC_PATIENCE_NANOS;
            while (!ended && left > 0 && (syncsDone < ticket || synced < until)) {
                if (failing) {
                    left = progress.awaitNanos(left);
                } else {
                    progress.awaitUninterruptibly();
                }
            }
            if (syncsDone < ticket || synced < until) {
                throw new IllegalStateException(
                        ended ? "the store is closed" : "the store can't be written");
            }
            return synced;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts who waits for the disk", e);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is left of texts that were taken away before.
    void scrubbed() {
        await(offered);
        lock.lock();
        try {
            while (scrub && !ended) {
                progress.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is queued, unless that fails, and ends.
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signal();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Work next = next(); !next.isEmpty(); next = next()) {
                if (attempt(next)) {
                    done(next);
                } else {
                    pause();
                }
            }
            sql.close();
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "the store was not closed well, and mends itself", e);
        } finally {
            lock.lock();
            try {
                ended = true;
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// What to do next.
    ///
    /// @param batches to write
    /// @param sync how many calls of [#sync()] then have what they ask for, 0 for none
    /// @param scrub whether to clean the write-ahead log
    private record Work(List<List<Applied>> batches, long sync, boolean scrub) {
        boolean isEmpty() {
            return batches.isEmpty() && sync == 0 && !scrub;
        }
    }

    /// Waits for work.
    ///
    /// @return none in the end
    private Work next() {
        lock.lock();
        try {
            while (queue.isEmpty() && syncsAsked == syncsDone && !closing) {
                if (!scrub) {
                    work.awaitUninterruptibly();
                } else if (work.awaitNanos(scrubAt - System.nanoTime()) <= 0) {
                    return new Work(List.of(), 0, true);
                }
            }
            if (closing && failing) {
                return new Work(List.of(), 0, false); // the log has it
            }
            List<List<Applied>> batches = new ArrayList<>();
            int entries = 0;
            for (List<Applied> batch : queue) {
                if (entries > 0 && entries + batch.size() > TRANSACTION_ENTRIES) {
                    break;
                }
                batches.add(batch);
                entries += batch.size();
            }
            boolean all = batches.size() == queue.size();
            return new Work(batches, all && syncsAsked > syncsDone ? syncsAsked : 0, false);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean attempt(Work next) {
        try {
            write(next.batches());
            if (next.sync() > 0) {
                flush();
            }
            if (next.scrub()) {
                scrub = sql.pragma("PRAGMA wal_checkpoint(TRUNCATE)") != 0; // 1: somebody reads
                scrubAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            }
            return true;
        } catch (SQLException | RuntimeException e) {
            if (!failing) {
                LOG.log(Level.ERROR, "the store can't be written; it is tried again", e);
            }
            takeBack();
            fail();
            return false;
        }
    }

    private void write(List<List<Applied>> batches) throws SQLException {
        int entries = 0;
        Applied last = null;
        List<Long> gone = new ArrayList<>();
        for (List<Applied> batch : batches) {
            for (Applied applied : batch) {
                if (applied.pos() > written) {
                    recorder.record(applied, gone::add);
                    last = applied;
                    entries++;
                }
            }
        }
        if (last == null) {
            return;
        }
        recorder.flush();
        retention.step(last.at(), entries);
        sql.update("UPDATE store SET position = ?, at = ?", last.pos(), last.at());
        gone.forEach(textGone::accept);
        sql.commit();
        if (!gone.isEmpty()) {
            scrub = true;
            scrubAt = System.nanoTime();
        }
        written = last.pos();
    }

    /// A commit that waits for the disk makes all commits before it durable too.
    private void flush() throws SQLException {
        sql.pragma("PRAGMA synchronous = FULL");
        sql.update("UPDATE store SET position = position");
        sql.commit();
        sql.pragma("PRAGMA synchronous = NORMAL");
    }

    private void takeBack() {
        try {
            recorder.forget();
            sql.rollback();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "nothing to take back", e);
        }
    }

    private void fail() {
        lock.lock();
        try {
            failing = true;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void done(Work done) {
        lock.lock();
        try {
            for (List<Applied> batch : done.batches()) {
                queue.removeFirst();
                waiting -= batch.size();
            }
            if (done.sync() > 0) {
                synced = written;
                syncsDone = done.sync();
            }
            if (failing) {
                failing = false;
                LOG.log(Level.INFO, "the store can be written again");
            }
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            while (!closing && left > 0) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store", e);
        } finally {
            lock.unlock();
        }
    }
}
