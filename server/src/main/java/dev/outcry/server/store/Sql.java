package dev.outcry.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// One connection with the statements that it has prepared. For one thread at a time.
final class Sql implements AutoCloseable {
    private static final int WRITER_CACHE_KIB = 16_384;
    private static final int READER_CACHE_KIB = 2_048;
    private static final int BUSY_MILLIS = 100;
    private static final int READER_BUSY_MILLIS = 5_000;
    private static final int JOURNAL_BYTES = 32 << 20;
    private static final int CHECKPOINT_PAGES = 4_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private Sql(Connection connection) {
        this.connection = connection;
    }

    /// Takes one row.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// {@return the one connection that writes; its changes wait for [#commit()]}
    static Sql writing(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalSizeLimit(JOURNAL_BYTES);
        config.setCacheSize(-WRITER_CACHE_KIB);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        config.setGetGeneratedKeys(false); // each insert would be followed by a query
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        connection.setAutoCommit(false);
        Sql sql = new Sql(connection);
        sql.pragma("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        return sql;
    }

    /// {@return a connection that can't write; each statement sees what is committed}
    static Sql reading(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setCacheSize(-READER_CACHE_KIB);
        config.setBusyTimeout(READER_BUSY_MILLIS);
        return new Sql(config.createConnection("jdbc:sqlite:" + file));
    }

    /// Changes rows.
    ///
    /// @return how many
    int update(String sql, @Nullable Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    /// Runs statements that take no values.
    void run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /// Runs something that can't be done within a transaction, after what was not yet committed.
    ///
    /// @return the first number of what it answers, 0 if it answers nothing
    long pragma(String sql) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return 0;
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } finally {
            connection.setAutoCommit(false);
        }
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        return found;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) throws SQLException {
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
        }
    }

    /// Reads rows as long as they are wanted; what isn't wanted is never worked out.
    ///
    /// @param wanted adds what it likes to the list, and says whether to go on
    <T> List<T> some(String sql, Chooser<T> wanted, @Nullable Object... values)
            throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next() && wanted.choose(rows, found)) {}
        }
        return found;
    }

    /// Looks at one row.
    @FunctionalInterface
    interface Chooser<T> {
        boolean choose(ResultSet row, List<T> found) throws SQLException;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /// Takes back what was not yet committed. A full disk made SQLite do so by itself, and then the
    /// driver begins no new transaction.
    void rollback() throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            if (e.getErrorCode() != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw e;
            }
            run(List.of("BEGIN"));
        }
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        connection.close();
    }
}
