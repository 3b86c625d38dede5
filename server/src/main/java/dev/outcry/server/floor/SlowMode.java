package dev.outcry.server.floor;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// When each member of a room spoke last, as long as that keeps them from speaking again.
final class SlowMode {
    private static final long SECOND_MILLIS = 1_000;

    /// Log times, the oldest first.
    private final SequencedMap<String, Long> lastSaid = new LinkedHashMap<>();

    private long digest; // a sum

    /// {@return how long somebody has still to wait, in milliseconds; 0 for not at all}
    ///
    /// @param seconds the pause
    /// @param at log time
    long wait(String user, int seconds, long at) {
        Long last = lastSaid.get(user);
        return last == null ? 0 : Math.max(0, last + seconds * SECOND_MILLIS - at);
    }

    /// Takes note that somebody speaks, and forgets whose pause is over.
    void said(String user, int seconds, long at) {
        forget(user);
        while (!lastSaid.isEmpty()
                && lastSaid.firstEntry().getValue() + seconds * SECOND_MILLIS <= at) {
            forget(lastSaid.firstEntry().getKey());
        }
        lastSaid.put(user, at);
        digest += Hash.mix(at, user);
    }

    private void forget(String user) {
        Long was = lastSaid.remove(user);
        if (was != null) {
            digest -= Hash.mix(was, user);
        }
    }

    /// Lets an account wait as long as a guest had to. It is forgotten last: that costs nothing but
    /// room.
    void become(String guest, String account) {
        Long was = lastSaid.get(guest);
        if (was != null) {
            forget(guest);
            lastSaid.put(account, was);
            digest += Hash.mix(was, account);
        }
    }

    /// Lets everybody speak.
    void clear() {
        lastSaid.clear();
        digest = 0;
    }

    void write(ValuesOut out) {
        out.list(
                lastSaid.entrySet(),
                each -> {
                    out.text(each.getKey());
                    out.number(each.getValue());
                });
    }

    void read(ValuesIn in) {
        in.each(() -> {
            String user = in.text();
            long at = in.number();
            lastSaid.put(user, at);
            digest += Hash.mix(at, user);
        });
    }

    /// {@return a hash of all, 0 for none}
    long hash() {
        return digest;
    }
}
