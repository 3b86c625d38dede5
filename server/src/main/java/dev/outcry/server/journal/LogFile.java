package dev.outcry.server.journal;

import dev.outcry.server.floor.CommandCodec;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A log's file seen from outside, whether a server uses it or not, and whether it is whole or not.
/// Nothing here changes it.
public final class LogFile {
    private static final int MAX_PROBLEMS = 100;

    private LogFile() {}

    /// Looks at every page and every entry. Costs one pass over the file or two.
    ///
    /// @param file a `log.db`
    /// @return what is wrong with it, in words for people; the first 100
    public static List<String> check(Path file) {
        List<String> problems = new ArrayList<>();
        try (Connection connection = LogDatabase.forReading(file);
                Statement statement = connection.createStatement()) {
            LogDatabase.check(statement, file);
            try (ResultSet rows =
                    statement.executeQuery("PRAGMA integrity_check(" + MAX_PROBLEMS + ")")) {
                while (rows.next() && !rows.getString(1).equals("ok")) {
                    problems.add(rows.getString(1));
                }
            }
            connection.setAutoCommit(false); // one moment, whatever is cut meanwhile
            checkEntries(connection, statement, problems);
        } catch (SQLException e) {
            problems.add("it can't be read: " + e.getMessage());
        } catch (JournalDamagedException | JournalVersionException e) {
            problems.add(e.getMessage());
        }
        return problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS));
    }

    private static void checkEntries(
            Connection connection, Statement statement, List<String> problems) throws SQLException {
        long expected = LogDatabase.number(statement, "SELECT cut FROM bounds") + 1;
        Rows rows = new Rows(connection, expected);
        for (Optional<Row> next = rows.next(); next.isPresent(); next = rows.next()) {
            Row row = next.get();
            if (problems.size() >= MAX_PROBLEMS) {
                return;
            }
            if (row.pos() != expected) {
                problems.add("entries " + expected + " to " + (row.pos() - 1) + " are missing");
            }
            problem(row).ifPresent(problems::add);
            expected = row.pos() + 1;
        }
        long texts =
                LogDatabase.number(
                        statement,
                        "SELECT count(*) FROM texts WHERE pos NOT IN (SELECT pos FROM entries)");
        if (texts > 0) {
            problems.add(texts + " texts have no entry");
        }
    }

    private static Optional<String> problem(Row row) {
        if (!row.intact()) {
            return Optional.of("entry " + row.pos() + " isn't what its checksum says");
        }
        try {
            row.entry();
            return row.textIntact()
                    ? Optional.empty()
                    : Optional.of("the text of entry " + row.pos() + " is missing or wrong");
        } catch (IllegalArgumentException e) {
            return Optional.of("entry " + row.pos() + " is unknown to this release");
        }
    }

    /// Writes what is readable as JSON, one line an entry: `pos`, `at`, `kind`, `fields`, and where
    /// there is one `text`. What isn't as it was written is left out.
    ///
    /// @param file a `log.db`
    /// @param out gets the lines
    /// @return how many entries were written
    /// @throws UncheckedIOException if `out` takes no more, or nothing can be read
    public static long export(Path file, Appendable out) {
        long count = 0;
        try (Connection connection = LogDatabase.forReading(file)) {
            Rows rows = new Rows(connection, 1);
            for (Optional<Row> next = rows.next(); next.isPresent(); next = rows.next()) {
                Optional<JsonObject> json = json(next.get());
                if (json.isPresent()) {
                    out.append(json.get().toString()).append('\n');
                    count++;
                }
            }
            return count;
        } catch (SQLException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<JsonObject> json(Row row) {
        if (!row.intact()) {
            return Optional.empty();
        }
        try {
            Entry entry =
                    new Entry(
                            row.pos(), row.at(), CommandCodec.decode(row.body(), Optional.empty()));
            return Optional.of(
                    EntryJson.of(entry, row.textIntact() ? row.words() : Optional.empty()));
        } catch (IllegalArgumentException e) { // of a later release
            return Optional.empty();
        }
    }

    /// What is kept of a log.
    ///
    /// @param first position of the oldest entry, `last` + 1 if there is none
    /// @param last position of the newest entry, 0 in a new log
    public record Extent(long first, long last) {}

    /// Reads how far a log reaches.
    ///
    /// @param file a `log.db`
    /// @return from where to where
    /// @throws UncheckedIOException if it can't be read
    public static Extent extent(Path file) {
        try (Connection connection = LogDatabase.forReading(file);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT cut + 1, ifnull((SELECT max(pos) FROM entries), cut)"
                                        + " FROM bounds")) {
            return new Extent(row.getLong(1), row.getLong(2));
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    /// Looks whether SQLite would pass over commits that came after a damaged one. Only for a log
    /// that no server uses.
    ///
    /// @param file a `log.db`
    /// @return what is wrong with the write-ahead file beside it
    public static Optional<String> lostCommits(Path file) {
        try {
            WriteAhead.check(file);
            return Optional.empty();
        } catch (JournalDamagedException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Copies a log, also while a server writes it, which needn't wait for that. What was durable
    /// before the call is in the copy, and maybe more. Texts that were forgotten aren't.
    ///
    /// @param from a `log.db`
    /// @param to a file that isn't there; it is on the disk when this returns
    /// @throws UncheckedIOException if `from` can't be read or `to` can't be written
    /// @throws JournalDamagedException if an entry isn't as it was written
    public static void backup(Path from, Path to) {
        try {
            Files.createFile(to);
            LogCopy.copy(from, to);
            try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
                written.force(true);
            }
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    new IOException("can't copy " + from + " to " + to + ": " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UncheckedIOException unreadable(Path file, SQLException e) {
        return new UncheckedIOException(
                new IOException("can't read " + file + ": " + e.getMessage(), e));
    }
}
