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
/// @param said whether it came with a text
/// @param sum CRC-32C of `pos` and `at`, 8 bytes each, big-endian, `said`, one byte, and `body`
/// @param text what was said, empty once it is forgotten; absent where nothing was
/// @param textSum CRC-32C of `pos`, as above, and the text in UTF-8; 0 where there is none
@SuppressWarnings("ArrayRecordComponent") // rows are never compared
record Row(
        long pos,
        long at,
        byte[] body,
        boolean said,
        long sum,
        Optional<String> text,
        long textSum) {
    /// The columns in this order, for a query over both tables.
    static final String SELECT =
            "SELECT e.pos, e.at, e.body, e.said, e.sum, t.text, t.sum"
                    + " FROM entries e LEFT JOIN texts t ON t.pos = e.pos ";

    /// The same for when the texts can't be read.
    static final String SELECT_TEXTLESS =
            "SELECT e.pos, e.at, e.body, e.said, e.sum, NULL, 0 FROM entries e ";

    static Row of(Entry entry) {
        return of(
                entry.pos(),
                entry.at(),
                CommandCodec.encode(entry.command()),
                CommandCodec.text(entry.command()));
    }

    static Row of(long pos, long at, byte[] body, Optional<String> text) {
        boolean said = text.isPresent();
        long textSum = text.map(words -> sum(pos, words)).orElse(0L);
        return new Row(pos, at, body, said, sum(pos, at, said, body), text, textSum);
    }

    static Row of(ResultSet columns) throws SQLException {
        return new Row(
                columns.getLong(1),
                columns.getLong(2),
                columns.getBytes(3),
                columns.getBoolean(4),
                columns.getLong(5),
                Optional.ofNullable(columns.getString(6)),
                columns.getLong(7));
    }

    void addEntry(PreparedStatement insert) throws SQLException {
        insert.setLong(1, pos);
        insert.setLong(2, at);
        insert.setBytes(3, body);
        insert.setBoolean(4, said);
        insert.setLong(5, sum);
        insert.addBatch();
    }

    void addText(PreparedStatement insert) throws SQLException {
        insert.setLong(1, pos);
        insert.setString(2, text.orElseThrow());
        insert.setLong(3, textSum);
        insert.addBatch();
    }

    /// {@return whether the entry is as it was written, whatever has become of its text}
    boolean intact() {
        return sum == sum(pos, at, said, body);
    }

    /// {@return whether the text is as it was written, or was forgotten}
    boolean textIntact() {
        return said == text.isPresent() && (!said || textSum == sum(pos, text.orElseThrow()));
    }

    /// {@return what was said, unless it is forgotten}
    Optional<String> words() {
        return text.filter(words -> !words.isEmpty());
    }

    /// @throws IllegalArgumentException if this release doesn't know the command
    Entry entry() {
        return new Entry(pos, at, CommandCodec.decode(body, words()));
    }

    private static long sum(long pos, long at, boolean said, byte[] body) {
        CRC32C sum = new CRC32C();
        ByteBuffer head = ByteBuffer.allocate(2 * Long.BYTES + 1).putLong(pos).putLong(at);
        sum.update(head.put((byte) (said ? 1 : 0)).flip());
        sum.update(body, 0, body.length);
        return sum.getValue();
    }

    /// {@return the checksum of a text, or of "" for one that is forgotten}
    static long sum(long pos, String text) {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(pos).flip());
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }
}
