package dev.outcry.protocol;

/// A place in one channel: what a client has seen, and where it wants to go on.
///
/// @param epoch opaque; a sequence counts within it, and nothing compares across two of them
/// @param seq the last sequence seen, 0 before the first event
public record Position(String epoch, long seq) {
    /// Refuses what can't be a position.
    public Position {
        if (seq < 0) {
            throw new IllegalArgumentException("seq is below 0: " + seq);
        }
    }
}
