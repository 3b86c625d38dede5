package dev.outcry.server.journal;

import dev.outcry.server.floor.CommandCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.zip.CRC32C;

/// An entry as it lies in the tables, with its checksums. A text has its own, for it goes before
/// its entry does.
///
/// @param pos its place in the log
/// @param at log time, Unix epoch milliseconds
/// @param body the command without its text
/// @param sum CRC-32C of `pos` and `at`, 8 bytes each, big-endian, and `body`
/// @param text what was said, if the command says something and it wasn't forgotten
/// @param textSum CRC-32C of `pos`, as above, and the text in UTF-8; 0 where there is none
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record Row(long pos, long at, byte[] body, long sum, Optional<String> text, long textSum) {
    /// The columns in this order, for a query over both tables.
    static final String SELECT =
            "SELECT e.pos, e.at, e.body, e.sum, t.text, t.sum"
                    + " FROM entries e LEFT JOIN texts t ON t.pos = e.pos ";

    static Row of(Entry entry) {
        return of(
                entry.pos(),
                entry.at(),
                CommandCodec.encode(entry.command()),
                CommandCodec.text(entry.command()));
    }

    static Row of(long pos, long at, byte[] body, Optional<String> text) {
        long textSum = text.map(said -> sum(pos, said)).orElse(0L);
        return new Row(pos, at, body, sum(pos, at, body), text, textSum);
    }

    static Row of(ResultSet columns) throws SQLException {
        return new Row(
                columns.getLong(1),
                columns.getLong(2),
                columns.getBytes(3),
                columns.getLong(4),
                Optional.ofNullable(columns.getString(5)),
                columns.getLong(6));
    }

    void addEntry(PreparedStatement insert) throws SQLException {
        insert.setLong(1, pos);
        insert.setLong(2, at);
        insert.setBytes(3, body);
        insert.setLong(4, sum);
        insert.addBatch();
    }

    void addText(PreparedStatement insert) throws SQLException {
        insert.setLong(1, pos);
        insert.setString(2, text.orElseThrow());
        insert.setLong(3, textSum);
        insert.addBatch();
    }

    /// {@return whether it is as it was written}
    boolean intact() {
        return sum == sum(pos, at, body)
                && (text.isEmpty() || textSum == sum(pos, text.orElseThrow()));
    }

    /// @throws IllegalArgumentException if this release doesn't know the command
    Entry entry() {
        return new Entry(pos, at, CommandCodec.decode(body, text));
    }

    private static long sum(long pos, long at, byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(pos).putLong(at).flip());
        sum.update(body, 0, body.length);
        return sum.getValue();
    }

    private static long sum(long pos, String text) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(pos).flip());
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
