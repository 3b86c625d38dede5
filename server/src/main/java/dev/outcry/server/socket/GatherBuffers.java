package dev.outcry.server.socket;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Arrays in which frames are put together for one socket write. Thread-safe.
///
/// A busy floor writes some ten thousand times a second; without these each write would have an
/// array of its own cleared and collected. As many are kept as write at once where nobody blocks;
/// who finds none gets a new one, so a peer that blocks its write keeps nobody waiting.
final class GatherBuffers {
    /// How long each is.
    static final int BYTES = 64 << 10;

    private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

    private final BlockingQueue<byte[]> kept = new ArrayBlockingQueue<>(KEPT);

    /// {@return one that nobody else has, of whatever content}
    byte[] take() {
        byte[] buffer = kept.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    /// Gives one back. The caller doesn't touch it afterwards.
    void give(byte[] buffer) {
        boolean _ = kept.offer(buffer); // else there are enough
    }
}
