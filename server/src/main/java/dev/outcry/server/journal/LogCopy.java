package dev.outcry.server.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Copies a log that a server may be writing, in reads so short that its deletions needn't wait for
/// them. It ends where the log ended when nothing more was found: so a text that is gone is never
/// there without the entry that took it back.
final class LogCopy {
    private static final int STRETCH = 5_000;

    private final Path file;
    private final Connection from;
    private final Connection to;
    private long first;
    private long next;

    private LogCopy(Path file, Connection from, Connection to) {
        this.file = file;
        this.from = from;
        this.to = to;
    }

    /// @throws JournalDamagedException if an entry isn't as it was written
    static void copy(Path file, Path copy) throws SQLException {
        try (Connection from = LogDatabase.forReading(file);
                Connection to = LogDatabase.forCopying(copy)) {
            new LogCopy(file, from, to).run();
        }
    }

    private void run() throws SQLException {
        try (Statement asking = from.createStatement();
                Statement making = to.createStatement()) {
            LogDatabase.check(asking, file);
            LogDatabase.create(making);
            to.setAutoCommit(false);
            first = LogDatabase.number(asking, "SELECT cut FROM bounds") + 1;
            next = first;
            while (stretch(asking, making) == STRETCH) {
                to.commit();
            }
            releases(asking);
            making.execute("UPDATE bounds SET cut = " + (first - 1));
            to.commit();
        }
    }

    /// {@return how many entries it copied; fewer than a stretch has at the log's end}
    private int stretch(Statement asking, Statement making) throws SQLException {
        int count = 0;
        try (PreparedStatement select =
                        from.prepareStatement(
                                Row.SELECT + "WHERE e.pos >= ? ORDER BY e.pos LIMIT " + STRETCH);
                PreparedStatement entries =
                        to.prepareStatement("INSERT INTO entries VALUES (?, ?, ?, ?, ?)");
                PreparedStatement texts =
                        to.prepareStatement("INSERT INTO texts VALUES (?, ?, ?)")) {
            select.setLong(1, next);
            try (ResultSet rows = select.executeQuery()) {
                for (; rows.next(); count++) {
                    add(Row.of(rows), entries, texts, asking, making);
                }
            }
            entries.executeBatch();
            texts.executeBatch();
        }
        return count;
    }

    private void add(
            Row row,
            PreparedStatement entries,
            PreparedStatement texts,
            Statement asking,
            Statement making)
            throws SQLException {
        if (row.pos() != next) {
            if (LogDatabase.number(asking, "SELECT cut FROM bounds") < row.pos() - 1) {
                throw new JournalDamagedException(file, "entry " + next + " is missing");
            }
            making.execute("DELETE FROM entries"); // the log was cut faster than it was read
            making.execute("DELETE FROM texts");
            first = row.pos();
        }
        if (!row.intact() || !row.textIntact()) {
            throw new JournalDamagedException(
                    file, "entry " + row.pos() + " isn't what its checksum says");
        }
        row.addEntry(entries);
        if (row.said()) {
            row.addText(texts);
        }
        next = row.pos() + 1;
    }

    private void releases(Statement asking) throws SQLException {
        try (ResultSet rows = asking.executeQuery("SELECT since, release FROM releases");
                PreparedStatement insert =
                        to.prepareStatement("INSERT INTO releases VALUES (?, ?)")) {
            while (rows.next()) {
                insert.setLong(1, rows.getLong(1));
                insert.setString(2, rows.getString(2));
                insert.executeUpdate();
            }
        }
    }
}
