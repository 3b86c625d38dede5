package dev.outcry.exchange;

/// Mixes numbers into 64 bits for the state hash. Fixed for ever: nodes compare what it gives.
final class Digest {
    private Digest() {}

    /// One round: order matters, and every bit of both reaches every bit of the result.
    static long mix(long hash, long value) {
        long h = (hash ^ value) * 0x9E3779B97F4A7C15L;
        h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
        return h ^ (h >>> 29);
    }
}
