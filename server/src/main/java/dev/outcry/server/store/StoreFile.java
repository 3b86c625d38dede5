package dev.outcry.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;

/// A store's file seen from outside, whether a server uses it or not. Nothing here changes it.
public final class StoreFile {
    private static final int MAX_PROBLEMS = 100;

    private StoreFile() {}

    /// Reads how far a store has followed the log.
    ///
    /// @param file a `store.db`
    /// @return the newest log position in it
    /// @throws StoreException if it can't be read
    public static long position(Path file) {
        try (Sql sql = Sql.reading(file)) {
            return sql.first("SELECT position FROM store", row -> row.getLong(1)).orElseThrow();
        } catch (SQLException e) {
            throw new StoreException("can't read " + file + ": " + e.getMessage(), e);
        }
    }

    /// Looks at every page.
    ///
    /// @param file a `store.db`
    /// @return what is wrong with it, in words for people; the first 100
    public static List<String> check(Path file) {
        try (Sql sql = Sql.reading(file)) {
            return sql
                    .list("PRAGMA integrity_check(" + MAX_PROBLEMS + ")", row -> row.getString(1))
                    .stream()
                    .filter(line -> !line.equals("ok"))
                    .toList();
        } catch (SQLException e) {
            return List.of("it can't be read: " + e.getMessage());
        }
    }

    /// Copies a store as it is at this moment, also while a server writes it.
    ///
    /// @param from a `store.db`
    /// @param to a file that isn't there; it is on the disk when this returns
    /// @throws StoreException if `from` can't be read or `to` can't be written
    public static void backup(Path from, Path to) {
        try (Sql sql = Sql.reading(from)) {
            sql.update("VACUUM INTO ?", to.toAbsolutePath().toString());
            try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
                written.force(true); // VACUUM INTO leaves that to the system
            }
        } catch (SQLException e) {
            throw new StoreException("can't copy " + from + " to " + to + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
