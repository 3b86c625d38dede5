package dev.outcry.server.hub;

/// The writing half of one connection. Only the drain of its [Outbox] writes, never two threads at
/// once.
public interface FrameWriter {
    /// Writes whole frames, in order, with as few socket writes as sensible. Blocks while the
    /// peer's window is full.
    ///
    /// @param frames finished frames, never changed; the first `count` of the array are meant
    /// @param count how many frames to write, at least 1
    /// @throws java.io.UncheckedIOException if the peer is gone; how much was written isn't known
    void write(byte[][] frames, int count);

    /// Ends the transport at once; a blocked write fails. Idempotent, from any thread, doesn't
    /// block.
    void abort();
}
