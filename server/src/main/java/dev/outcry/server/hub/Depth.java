package dev.outcry.server.hub;

import java.util.Optional;

/// How much of a book a follower sees. Each depth is a book of its own: the best levels of each
/// side, and the deltas between their successive states.
enum Depth {
    /// The ten best.
    TEN(10, 0),
    /// The fifty best.
    FIFTY(50, 1),
    /// As much as anybody gets.
    THOUSAND(1_000, 2);

    private final int levels;
    private final int index;

    Depth(int levels, int index) {
        this.levels = levels;
        this.index = index;
    }

    /// {@return its place among the depths, the shallowest first}
    int index() {
        return index;
    }

    /// {@return how many levels of each side}
    int levels() {
        return levels;
    }

    /// {@return the depth of so many levels, if there is one}
    static Optional<Depth> of(int levels) {
        for (Depth depth : values()) {
            if (depth.levels == levels) {
                return Optional.of(depth);
            }
        }
        return Optional.empty();
    }
}
