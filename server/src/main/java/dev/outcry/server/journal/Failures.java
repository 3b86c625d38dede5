package dev.outcry.server.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What an error of SQLite's means for the log.
final class Failures {
    private static final int PRIMARY = 0xff;

    private Failures() {}

    /// {@return [JournalUnavailableException] for what passes when there is room or a lock is let
    /// go, [JournalDamagedException] for a file that isn't what was written, else an
    /// `IllegalStateException`: then it isn't known what is on the disk}
    static RuntimeException of(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException sqlite
                        ? sqlite.getResultCode()
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY)) {
            case SQLITE_FULL -> unavailable(file, "the disk is full: make room", e);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
                    unavailable(file, "it can't be opened for writing: change its rights", e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    unavailable(file, "another program holds it: end that", e);
            case SQLITE_IOERR -> ofInput(file, code, e);
            case SQLITE_CORRUPT,
                    SQLITE_NOTADB,
                    SQLITE_ERROR, // of our own statements none is wrong: the tables are
                    SQLITE_CONSTRAINT,
                    SQLITE_MISMATCH ->
                    damaged(file, e);
            default -> unknown(file, e);
        };
    }

    private static RuntimeException ofInput(Path file, SQLiteErrorCode code, SQLException e) {
        return switch (code) {
            case SQLITE_IOERR_WRITE,
                    SQLITE_IOERR_SHMOPEN,
                    SQLITE_IOERR_SHMSIZE,
                    SQLITE_IOERR_SHMMAP ->
                    unavailable(file, "the disk takes no writes: look at it", e);
            case SQLITE_IOERR_SHORT_READ -> damaged(file, e);
            default -> unknown(file, e);
        };
    }

    private static RuntimeException unavailable(Path file, String why, SQLException e) {
        return new JournalUnavailableException("can't write " + file + ", " + why, e);
    }

    private static RuntimeException damaged(Path file, SQLException e) {
        RuntimeException damaged = new JournalDamagedException(file, e.getMessage());
        damaged.initCause(e);
        return damaged;
    }

    private static RuntimeException unknown(Path file, SQLException e) {
        return new IllegalStateException("can't use " + file + ": " + e.getMessage(), e);
    }
}
