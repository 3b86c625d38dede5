package dev.outcry.server.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sqlite.SQLiteErrorCode;

/// A log in one SQLite file. A batch is one transaction: it costs one write-ahead and one fsync.
///
/// Thread-safe. Whoever writes waits for the one who does; whoever reads has a connection of its
/// own and waits for nobody. After an exception other than [JournalUnavailableException] nobody
/// knows what is on the disk: end the process.
public final class SqliteJournal implements Journal {
    private static final String NAME = "log.db";
    private static final int PAGE = 1_000;
    private static final int CUT = 2_000;
    private static final int SCRUB_TRIES = 100;
    private static final long SCRUB_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path file;
    private final Connection connection;
    private final ReentrantLock writing =
            new ReentrantLock(true); // else a cut would go first again
    private final Statement statement;
    private final PreparedStatement addEntry;
    private final PreparedStatement addText;
    private boolean traces; // of what was forgotten may be in the write-ahead file
    private volatile long last;
    private volatile long first;

    /// Opens the log of a data directory; makes one where there is none.
    ///
    /// Costs the same however long the log is: tables, bounds and the newest entry are looked at;
    /// each other entry is when it is read.
    ///
    /// @param directory which no other process uses
    /// @param release the one that runs, such as `1.0.0`
    /// @return the log, to be closed
    /// @throws JournalDamagedException if it isn't as it was written
    /// @throws JournalVersionException if a later release wrote it
    /// @throws JournalUnavailableException if the disk is full, or it can't be opened
    public static SqliteJournal open(Path directory, String release) {
        Path file = directory.toAbsolutePath().resolve(NAME);
        try {
            WriteAhead.check(file);
            return new SqliteJournal(file, LogDatabase.forWriting(file), release);
        } catch (IOException e) {
            throw new JournalUnavailableException("can't read " + file + "-wal", e);
        } catch (SQLException e) {
            throw Failures.of(file, e);
        }
    }

    /// Takes a connection, and closes it when it can't be used.
    SqliteJournal(Path file, Connection connection, String release) throws SQLException {
        this.file = file;
        this.connection = connection;
        try {
            LogDatabase.prepare(connection, file, release);
            statement = connection.createStatement();
            addEntry = connection.prepareStatement("INSERT INTO entries VALUES (?, ?, ?, ?, ?)");
            addText = connection.prepareStatement("INSERT INTO texts VALUES (?, ?, ?)");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            first = cut() + 1;
            last = newest();
            checkBounds();
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void checkBounds() throws SQLException {
        long oldest =
                LogDatabase.number(
                        statement,
                        "SELECT ifnull((SELECT min(pos) FROM entries), cut + 1) FROM bounds");
        if (oldest != first) {
            throw new JournalDamagedException(file, "entry " + first + " is missing");
        }
        read(last - 1, _ -> {});
    }

    @Override
    public void append(List<Entry> batch) {
        if (batch.getFirst().pos() != last + 1) {
            throw new IllegalStateException("entry " + batch.getFirst().pos() + " after " + last);
        }
        long to = batch.getLast().pos();
        writing.lock();
        try {
            write(() -> insert(batch), () -> isNewest(to));
            last = to;
        } finally {
            writing.unlock();
        }
    }

    private void insert(List<Entry> batch) throws SQLException {
        addEntry.clearBatch(); // of a batch that failed
        addText.clearBatch();
        boolean said = false;
        for (Entry entry : batch) {
            Row row = Row.of(entry);
            row.addEntry(addEntry);
            if (row.said()) {
                row.addText(addText);
                said = true;
            }
        }
        addEntry.executeBatch();
        if (said) {
            addText.executeBatch();
        }
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public void read(long after, Consumer<Entry> each) {
        long upTo = last;
        try (Connection reading = LogDatabase.forReading(file);
                Statement asking = reading.createStatement();
                PreparedStatement select =
                        reading.prepareStatement(
                                Row.SELECT + "WHERE e.pos BETWEEN ? AND ? ORDER BY e.pos")) {
            long next = Math.max(after + 1, first);
            while (next <= upTo) {
                long to = Math.min(upTo, next + PAGE - 1);
                List<Row> page = page(select, next, to);
                if (next < first) { // cut meanwhile
                    next = first;
                    continue;
                }
                for (Row row : page) {
                    each.accept(entry(asking, row, next++));
                }
                if (next <= to) {
                    throw new JournalDamagedException(file, "entry " + next + " is missing");
                }
            }
        } catch (SQLException e) {
            throw Failures.of(file, e);
        }
    }

    /// A page is read at once, so that no reader keeps the write-ahead file from being emptied.
    private static List<Row> page(PreparedStatement select, long from, long to)
            throws SQLException {
        List<Row> page = new ArrayList<>(PAGE);
        select.setLong(1, from);
        select.setLong(2, to);
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                page.add(Row.of(rows));
            }
        }
        return page;
    }

    private Entry entry(Statement asking, Row row, long expected) throws SQLException {
        if (row.pos() != expected) {
            throw new JournalDamagedException(file, "entry " + expected + " is missing");
        }
        if (!row.intact() || !row.textIntact()) {
            throw new JournalDamagedException(
                    file, "entry " + expected + " isn't what its checksum says");
        }
        try {
            return row.entry();
        } catch (IllegalArgumentException e) {
            RuntimeException unknown =
                    new JournalVersionException(
                            file, "entry " + expected, LogDatabase.writer(asking, expected));
            unknown.initCause(e);
            throw unknown;
        }
    }

    @Override
    public void forgetText(long pos) {
        writing.lock();
        try {
            write(() -> emptyText(pos), () -> false);
        } finally {
            writing.unlock();
        }
        scrub();
    }

    private void emptyText(long pos) throws SQLException {
        int rows =
                statement.executeUpdate(
                        "UPDATE texts SET text = '', sum = "
                                + Row.sum(pos, "")
                                + " WHERE text <> '' AND pos = "
                                + pos);
        traces |= rows > 0;
    }

    /// Copies the write-ahead file into the database and empties it: older pages are in it, with
    /// what was forgotten. Appends go on while a reader is waited for.
    private void scrub() {
        for (int tries = 0; tries < SCRUB_TRIES; tries++) {
            writing.lock();
            try {
                traces = traces && !truncated();
                if (!traces) {
                    return;
                }
            } catch (SQLException e) {
                throw Failures.of(file, e);
            } finally {
                writing.unlock();
            }
            LockSupport.parkNanos(SCRUB_NANOS);
        }
        throw new JournalUnavailableException(
                "a text is forgotten but not yet wiped from "
                        + file
                        + "-wal, another program reads it: end that",
                new SQLTransientException("busy"));
    }

    private boolean truncated() throws SQLException {
        statement.execute("PRAGMA busy_timeout = 0");
        try {
            return LogDatabase.number(statement, "PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } finally {
            statement.execute("PRAGMA busy_timeout = " + LogDatabase.BUSY_MILLIS);
        }
    }

    /// Costs one transaction for 2,000 entries; appends come in between.
    @Override
    public void cut(long upTo) {
        while (first <= Math.min(upTo, last)) {
            cutSome(Math.min(upTo, last));
        }
    }

    private void cutSome(long upTo) {
        writing.lock();
        try {
            long before = first;
            long to = Math.min(upTo, before + CUT - 1);
            if (to < before) { // somebody else has cut
                return;
            }
            first = to + 1; // who reads looks here after it has found nothing
            try {
                write(() -> delete(to), () -> cut() == to);
            } catch (JournalUnavailableException e) {
                first = before;
                throw e;
            }
        } finally {
            writing.unlock();
        }
    }

    private void delete(long upTo) throws SQLException {
        statement.execute("UPDATE bounds SET cut = " + upTo);
        statement.execute("DELETE FROM entries WHERE pos <= " + upTo);
        statement.execute("DELETE FROM texts WHERE pos <= " + upTo);
    }

    private long cut() throws SQLException {
        return LogDatabase.number(statement, "SELECT cut FROM bounds");
    }

    /// Costs a look at one entry for each halving of the log.
    @Override
    public long before(long at) {
        try (Connection reading = LogDatabase.forReading(file);
                PreparedStatement select =
                        reading.prepareStatement("SELECT at FROM entries WHERE pos = ?")) {
            long older = first - 1;
            long other = last + 1;
            while (other - older > 1) {
                long middle = (older + other) >>> 1;
                select.setLong(1, middle);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next() || row.getLong(1) < at) { // or cut meanwhile
                        older = middle;
                    } else {
                        other = middle;
                    }
                }
            }
            return older < first ? 0 : older;
        } catch (SQLException e) {
            throw Failures.of(file, e);
        }
    }

    /// What was cut counts no more: it is used again.
    @Override
    public long sizeBytes() {
        writing.lock();
        try {
            long pages =
                    LogDatabase.number(statement, "PRAGMA page_count")
                            - LogDatabase.number(statement, "PRAGMA freelist_count");
            return pages * LogDatabase.number(statement, "PRAGMA page_size");
        } catch (SQLException e) {
            throw Failures.of(file, e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw Failures.of(file, e);
        } finally {
            writing.unlock();
        }
    }

    private interface Sql {
        void run() throws SQLException;
    }

    private interface Question {
        boolean ask() throws SQLException;
    }

    /// Makes a change as one transaction, durable when it returns.
    ///
    /// @param done asked after a failure, when nothing is under way any more
    private void write(Sql change, Question done) {
        try {
            statement.execute("BEGIN IMMEDIATE");
            change.run();
            statement.execute("COMMIT");
        } catch (SQLException e) {
            RuntimeException failure = Failures.of(file, e);
            if (!(failure instanceof JournalUnavailableException) || !happened(done)) {
                throw failure;
            }
        }
    }

    private boolean happened(Question done) {
        try {
            rollBack();
            return done.ask();
        } catch (SQLException e) {
            throw new IllegalStateException("nobody knows what is in " + file, e);
        }
    }

    private void rollBack() throws SQLException {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw e;
            } // else SQLite has done so by itself
        }
    }

    private boolean isNewest(long pos) throws SQLException {
        long newest = newest();
        if (newest != pos && newest != last) {
            throw new IllegalStateException(newest + " is the newest entry of " + file);
        }
        return newest == pos;
    }

    private long newest() throws SQLException {
        return LogDatabase.number(
                statement, "SELECT ifnull((SELECT max(pos) FROM entries), cut) FROM bounds");
    }
}
