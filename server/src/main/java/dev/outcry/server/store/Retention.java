package dev.outcry.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets go of what is too old by log time, in small steps. For the store's thread alone.
final class Retention {
    private static final long TRADES_MILLIS = Duration.ofDays(30).toMillis();
    private static final long MINE_MILLIS = Duration.ofDays(90).toMillis();
    private static final long STEP_MILLIS = 1_000;
    private static final int STEP_ROWS = 100;

    private final Sql sql;
    private long nextAt;
    private int writtenSince;

    Retention(Sql sql) {
        this.sql = sql;
    }

    private record Old(long id, long channel, long seq) {}

    /// Removes at least as many as came, as far as there are so many too old.
    ///
    /// @param at the newest log time
    /// @param written log entries since the last call
    void step(long at, int written) throws SQLException {
        writtenSince += written;
        if (at >= nextAt) {
            nextAt = at + STEP_MILLIS;
            int rows = STEP_ROWS + 2 * writtenSince;
            writtenSince = 0;
            remove(Queries.OLD_TRADES, at - TRADES_MILLIS, rows);
            remove(Queries.OLD_MINE, at - MINE_MILLIS, rows);
        }
    }

    private void remove(String query, long before, int rows) throws SQLException {
        List<Old> old =
                sql.list(
                        query,
                        row -> new Old(row.getLong(1), row.getLong(2), row.getLong(3)),
                        before,
                        rows);
        Map<Long, Long> last = new HashMap<>();
        for (Old each : old) {
            sql.update("DELETE FROM events WHERE id = ?", each.id());
            last.merge(each.channel(), each.seq(), Math::max);
        }
        for (Map.Entry<Long, Long> each : last.entrySet()) {
            sql.update(
                    "UPDATE channels SET oldest = max(oldest, ?) WHERE id = ?",
                    each.getValue() + 1,
                    each.getKey());
        }
    }
}
