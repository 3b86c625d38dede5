package dev.outcry.server.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// The SQLite file that holds a log: how it is opened, and which tables are in it.
/// `docs/log-format.md` describes them.
final class LogDatabase {
    private static final int VERSION = 1;
    private static final int APPLICATION = 0x4f75_7463; // "Outc", for file(1)
    static final int BUSY_MILLIS = 10_000;

    private LogDatabase() {}

    /// Opens the file, which has to be there, for reading alone.
    static Connection forReading(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection(url(file));
    }

    /// Opens the file so that a commit is on the disk when it returns and what is deleted leaves no
    /// trace. Makes an empty one where there is none.
    static Connection forWriting(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        Connection connection = config.createConnection(url(file));
        try (Statement pragmas = connection.createStatement()) {
            pragmas.execute("PRAGMA journal_mode = WAL");
            pragmas.execute("PRAGMA synchronous = FULL");
            pragmas.execute("PRAGMA fullfsync = ON"); // macOS: fsync alone isn't enough
            pragmas.execute("PRAGMA checkpoint_fullfsync = ON");
            pragmas.execute("PRAGMA secure_delete = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// Makes a file whose changes reach the disk when the system likes, and are undone by nobody.
    static Connection forCopying(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.OFF);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        return config.createConnection(url(file));
    }

    /// Makes the tables of a new file, or looks whether those of an old one can be used.
    ///
    /// @param release the one that runs, noted if it hasn't written to this file before
    /// @throws JournalVersionException if a later release made it
    /// @throws JournalDamagedException if it is something else
    static void prepare(Connection connection, Path file, String release) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (number(statement, "SELECT count(*) FROM sqlite_schema") == 0) {
                create(statement);
            }
            check(statement, file);
            if (!writer(statement).equals(release)) {
                statement.execute(
                        "INSERT OR REPLACE INTO releases "
                                + "SELECT ifnull((SELECT max(pos) FROM entries), cut) + 1, "
                                + quoted(release)
                                + " FROM bounds");
            }
        }
    }

    /// Looks whether the tables are those that this release knows.
    static void check(Statement statement, Path file) throws SQLException {
        if (number(statement, "PRAGMA application_id") != APPLICATION) {
            throw new JournalDamagedException(file, "it isn't a log of Outcry's");
        }
        long version = number(statement, "PRAGMA user_version");
        if (version != VERSION) {
            throw new JournalVersionException(
                    file, "the tables of version " + version, writer(statement));
        }
    }

    /// {@return the release that wrote the newest entries}
    static String writer(Statement statement) throws SQLException {
        return text(statement, "SELECT release FROM releases ORDER BY since DESC LIMIT 1");
    }

    /// {@return the release that wrote an entry}
    static String writer(Statement statement, long pos) throws SQLException {
        return text(
                statement,
                "SELECT release FROM releases WHERE since <= "
                        + pos
                        + " ORDER BY since DESC LIMIT 1");
    }

    /// {@return the one number that a query gives}
    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /// Makes the tables.
    static void create(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + VERSION);
        statement.execute(
                "CREATE TABLE entries(pos INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
                        + " body BLOB NOT NULL, said INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT");
        statement.execute(
                "CREATE TABLE texts(pos INTEGER PRIMARY KEY, text TEXT NOT NULL,"
                        + " sum INTEGER NOT NULL) STRICT");
        statement.execute("CREATE TABLE bounds(cut INTEGER NOT NULL) STRICT");
        statement.execute("INSERT INTO bounds VALUES (0)");
        statement.execute(
                "CREATE TABLE releases(since INTEGER PRIMARY KEY, release TEXT NOT NULL) STRICT");
        statement.execute("COMMIT");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A path may hold what means something in a URL; a URI says it otherwise.
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }
}
