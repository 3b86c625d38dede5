package dev.outcry.server.floor;

/// Mixes numbers into a state hash. The finalizer is that of SplitMix64 (Steele, Lea, Flood 2014).
final class Hash {
    private Hash() {}

    static long mix(long hash, long a, long b) {
        return mix(mix(hash, a), b);
    }

    /// Mixes in a name, and no text that people read.
    static long mix(long hash, Object name) {
        return mix(hash, name.toString().hashCode());
    }

    static long mix(long hash, long value) {
        long z = hash * 31 + value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
