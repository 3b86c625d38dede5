package dev.outcry.server.floor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What cancels orders when their owner is heard no more: connections that were armed, and dead
/// man's switches.
final class Disconnects {
    private final Map<String, Armed> armed = new TreeMap<>();
    private final TreeMap<Key, Due> due = new TreeMap<>();
    private final Map<String, Key> switches = new HashMap<>(); // looked up, never walked

    private record Armed(String user, int graceMillis) {}

    /// Whose orders are canceled.
    ///
    /// @param user whose
    /// @param session only those of this connection; all where it is empty
    record Due(String user, Optional<String> session) {}

    private record Key(long at, String id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return at != other.at ? Long.compare(at, other.at) : id.compareTo(other.id);
        }
    }

    boolean armed(String session) {
        return armed.containsKey(session);
    }

    void arm(String session, String user, int graceMillis) {
        armed.put(session, new Armed(user, graceMillis));
    }

    /// {@return whose it was; null if it wasn't armed}
    @Nullable String disarm(String session) {
        Armed before = armed.remove(session);
        return before == null ? null : before.user();
    }

    /// Starts the grace of a connection that has ended.
    void end(String session, long at) {
        Armed ended = armed.remove(session);
        if (ended != null) {
            due.put(
                    new Key(at + ended.graceMillis(), "session " + session),
                    new Due(ended.user(), Optional.of(session)));
        }
    }

    void endAll(long at) {
        for (String session : armed.keySet().toArray(new String[0])) {
            end(session, at);
        }
    }

    /// Sets a user's dead man's switch, or takes it away with 0.
    void arm(String user, long at) {
        Key before = switches.remove(user);
        if (before != null) {
            due.remove(before);
        }
        if (at > 0) {
            Key key = new Key(at, "user " + user);
            switches.put(user, key);
            due.put(key, new Due(user, Optional.empty()));
        }
    }

    /// Gives an account what was armed for a guest.
    void become(String guest, String account) {
        armed.replaceAll((_, each) ->
                each.user().equals(guest) ? new Armed(account, each.graceMillis()) : each);
        due.replaceAll(
                (_, each) -> each.user().equals(guest) ? new Due(account, each.session()) : each);
        Key before = switches.remove(guest);
        if (before != null) {
            due.remove(before);
            arm(account, before.at());
        }
    }

    long nextDue() {
        return due.isEmpty() ? Long.MAX_VALUE : due.firstKey().at();
    }

    /// {@return the next that is due, which is then forgotten; null if there is none}
    @Nullable Due poll(long now) {
        if (nextDue() > now) {
            return null;
        }
        Due first = due.pollFirstEntry().getValue();
        if (first.session().isEmpty()) {
            switches.remove(first.user());
        }
        return first;
    }

    void write(ValuesOut out) {
        out.list(
                armed.entrySet(),
                each -> {
                    out.text(each.getKey());
                    out.text(each.getValue().user());
                    out.signedInt(each.getValue().graceMillis());
                });
        out.list(
                due.entrySet(),
                each -> {
                    out.number(each.getKey().at());
                    out.text(each.getKey().id());
                    out.text(each.getValue().user());
                    out.optional(each.getValue().session(), out::text);
                });
    }

    static Disconnects read(ValuesIn in) {
        Disconnects read = new Disconnects();
        in.each(() -> read.armed.put(in.text(), new Armed(in.text(), in.signedInt())));
        in.each(() -> {
            Key key = new Key(in.number(), in.text());
            Due due = new Due(in.text(), in.optional(in::text));
            read.due.put(key, due);
            if (due.session().isEmpty()) {
                read.switches.put(due.user(), key);
            }
        });
        return read;
    }

    long hash() {
        long hash = 0;
        for (Map.Entry<Key, Due> each : due.entrySet()) {
            Key key = each.getKey();
            hash = Hash.mix(Hash.mix(hash, key.at()), key.id());
            hash = Hash.mix(hash, each.getValue().user());
        }
        for (Map.Entry<String, Armed> each : armed.entrySet()) {
            hash = Hash.mix(Hash.mix(hash, each.getKey()), each.getValue().user());
            hash = Hash.mix(hash, each.getValue().graceMillis());
        }
        return hash;
    }
}
