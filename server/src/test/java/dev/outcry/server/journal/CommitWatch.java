package dev.outcry.server.journal;

import dev.outcry.server.config.Release;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/// A log that says when SQLite is about to commit.
public final class CommitWatch {
    private CommitWatch() {}

    /// Opens the log of a data directory.
    ///
    /// @param directory which has one
    /// @param beforeCommit run inside each of its transactions, when all of it is written but the
    ///   commit itself
    /// @return the log, which is to be closed
    /// @throws SQLException if it can't be opened
    public static Journal open(Path directory, Runnable beforeCommit) throws SQLException {
        Path file = directory.toAbsolutePath().resolve("log.db");
        SQLiteConnection connection = (SQLiteConnection) LogDatabase.forWriting(file);
        connection.addCommitListener(
                new SQLiteCommitListener() {
                    @Override
                    public void onCommit() {
                        beforeCommit.run();
                    }

                    @Override
                    public void onRollback() {}
                });
        return new SqliteJournal(file, connection, Release.VERSION);
    }
}
