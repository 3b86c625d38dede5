package dev.outcry.server.auth;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Which tokens are over before their time. Any thread. Bounded: the oldest 100,000th goes first.
final class Revocations {
    private static final int MAX = 100_000;

    private final Set<String> spent = Collections.newSetFromMap(new Bounded<Boolean>());
    private final Map<String, Long> revokedAt = new Bounded<>();

    /// {@return when all tokens of a user were ended, Unix epoch milliseconds; 0 for never}
    synchronized long of(String user) {
        return revokedAt.getOrDefault(user, 0L);
    }

    synchronized void revoke(String user, long at) {
        long last = Math.max(at, of(user) + 1); // ends what Tokens.issue made since, too
        revokedAt.remove(user);
        revokedAt.put(user, last);
    }

    /// {@return whether the token wasn't spent before}
    synchronized boolean spend(String token) {
        return spent.add(token);
    }

    private static final class Bounded<T> extends LinkedHashMap<String, T> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MAX;
        }
    }
}
