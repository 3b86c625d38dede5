package dev.outcry.server.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// SQLite's write-ahead file, looked at before SQLite does.
///
/// SQLite takes it up to the first frame whose checksum is wrong and passes over the rest, for that
/// is how a write looks that a power cut has torn. A bit that flipped in the middle looks the same,
/// and what was committed behind it would be lost without a word. The two can be told apart: a
/// commit is synced before the next is begun, so only the last one can be torn.
final class WriteAhead {
    private static final int HEADER = 32;
    private static final int FRAME = 24;
    private static final int MAGIC = 0x377f0682;
    private static final int MAX_PAGE = 65_536;

    private final ByteBuffer bytes;
    private final ByteOrder sums;
    private final int pageSize;
    private int s0;
    private int s1;

    private WriteAhead(ByteBuffer bytes) {
        this.bytes = bytes;
        this.sums = (bytes.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.pageSize = bytes.getInt(8);
    }

    /// Looks for commits behind a frame that is damaged.
    ///
    /// @param database its file; the write-ahead file's name follows from it
    /// @throws JournalDamagedException if there is one
    static void check(Path database) throws IOException {
        Path file = database.resolveSibling(database.getFileName() + "-wal");
        if (!Files.exists(file) || Files.size(file) <= HEADER + FRAME) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (new WriteAhead(bytes).losesCommits()) {
                throw new JournalDamagedException(file, "there are commits behind a torn one");
            }
        }
    }

    private boolean losesCommits() {
        if ((bytes.getInt(0) & ~1) != MAGIC || pageSize < 512 || pageSize > MAX_PAGE) {
            return bytes.getInt(0) != 0; // SQLite would take it for empty
        }
        s0 = 0;
        s1 = 0;
        add(0, HEADER - 8);
        if (s0 != bytes.getInt(24) || s1 != bytes.getInt(28)) {
            return true;
        }
        boolean torn = false;
        int commits = 0;
        for (int at = HEADER; at + FRAME + pageSize <= bytes.limit(); at += FRAME + pageSize) {
            boolean ours =
                    bytes.getLong(at + 8) == bytes.getLong(16); // salts, else of an older round
            add(at, 8);
            add(at + FRAME, pageSize);
            boolean intact = ours && s0 == bytes.getInt(at + 16) && s1 == bytes.getInt(at + 20);
            torn |= !intact;
            if (torn && intact && bytes.getInt(at + 4) != 0) {
                commits++;
            }
            s0 = bytes.getInt(at + 16);
            s1 = bytes.getInt(at + 20);
        }
        return commits > 1;
    }

    /// SQLite's own checksum, which goes on from frame to frame.
    private void add(int from, int length) {
        IntBuffer words = bytes.slice(from, length).order(sums).asIntBuffer();
        while (words.hasRemaining()) {
            s0 += words.get() + s1;
            s1 += words.get() + s0;
        }
    }
}
