package dev.outcry.server.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The rows of a log that may be damaged, oldest first. Where SQLite can't read a stretch, its rows
/// are tried one by one, first with their texts and then without.
final class Rows {
    private static final int STRETCH = 1_000;
    private static final int PATIENCE = 100_000;

    private static final String RANGE =
            "WHERE e.pos BETWEEN ? AND ? ORDER BY e.pos LIMIT " + STRETCH;

    private final Connection connection;
    private final Deque<Row> ready = new ArrayDeque<>(STRETCH);
    private long from;
    private int barren;

    /// @param from the position to begin with
    Rows(Connection connection, long from) {
        this.connection = connection;
        this.from = from;
    }

    /// {@return the next row that is there; empty behind the last, or when 100,000 positions in a
    /// row have given nothing}
    Optional<Row> next() {
        while (ready.isEmpty() && barren < PATIENCE) {
            if (read(Row.SELECT, from, Long.MAX_VALUE)) {
                if (ready.isEmpty()) {
                    return Optional.empty();
                }
                from = ready.getLast().pos() + 1;
            } else {
                ready.clear();
                pickFrom(from + STRETCH);
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void pickFrom(long end) {
        for (; from < end; from++) {
            if (!read(Row.SELECT, from, from)) {
                read(Row.SELECT_TEXTLESS, from, from);
            }
        }
        barren = ready.isEmpty() ? barren + STRETCH : 0;
    }

    private boolean read(String columns, long first, long last) {
        // A statement that fails is closed by the driver.
        try (PreparedStatement select = connection.prepareStatement(columns + RANGE)) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ready.add(Row.of(rows));
                }
            }
            return true;
        } catch (SQLException e) { // what it says of one page is of no use to who wants the others
            return false;
        }
    }
}
