package dev.outcry.server.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Reads on connections of their own, which never wait for the writer. Any thread.
///
/// SQLite works in native calls, in which a virtual thread would hold on to its carrier: so reads
/// run on a few platform threads, and whoever asked waits for one of those.
final class Readers implements AutoCloseable {
    private static final int AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 10;

    private final Path file;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    AT_ONCE, Thread.ofPlatform().daemon().name("store-read-", 0).factory());
    private final Queue<Sql> idle = new ConcurrentLinkedQueue<>();

    /// Connects when somebody reads.
    Readers(Path file) {
        this.file = file;
    }

    /// Reads one thing.
    @FunctionalInterface
    interface Reading<T> {
        T from(Sql sql) throws SQLException;
    }

    /// Reads and waits for it.
    ///
    /// @throws StoreException if the file can't be read
    <T> T read(Reading<T> reading) {
        Future<T> answer = threads.submit(() -> readHere(reading));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new StoreException("nobody waits for what was to be read from " + file, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException) {
                throw new StoreException("can't read " + file, e.getCause());
            }
            throw new IllegalStateException("a read of " + file + " failed", e.getCause());
        }
    }

    private <T> T readHere(Reading<T> reading) throws SQLException {
        Sql pooled = idle.poll();
        Sql sql = pooled == null ? Sql.reading(file) : pooled;
        try {
            T found = reading.from(sql);
            idle.add(sql);
            return found;
        } catch (SQLException | RuntimeException e) {
            sql.close();
            throw e;
        }
    }

    /// Ends after the reads that have begun.
    @Override
    public void close() throws SQLException {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Sql sql = idle.poll(); sql != null; sql = idle.poll()) {
            sql.close();
        }
    }
}
