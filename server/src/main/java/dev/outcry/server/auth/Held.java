package dev.outcry.server.auth;

import java.util.HashMap;
import java.util.Map;

/// How many of something are held at once, by key. Any thread. A key of which nothing is held isn't
/// kept.
final class Held {
    private final int most;
    private final Map<String, Integer> counts = new HashMap<>();

    /// @param most how many of one key may be held
    Held(int most) {
        this.most = most;
    }

    /// {@return whether one more may be held; if so it is}
    synchronized boolean tryHold(String key) {
        int held = counts.getOrDefault(key, 0);
        if (held >= most) {
            return false;
        }
        counts.put(key, held + 1);
        return true;
    }

    synchronized void release(String key) {
        int held = counts.getOrDefault(key, 0);
        switch (held) {
            case 0 -> throw new IllegalStateException("nothing is held");
            case 1 -> counts.remove(key);
            default -> counts.put(key, held - 1);
        }
    }

    /// {@return of how many keys something is held}
    synchronized int keys() {
        return counts.size();
    }

    /// {@return how many are held of the key of which most are; costs a look at each key}
    synchronized int highest() {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
