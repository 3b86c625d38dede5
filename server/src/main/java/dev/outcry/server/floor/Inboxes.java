package dev.outcry.server.floor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far each user's `me` has counted: of everybody who has an account, has traded or has done
/// something in a room. Nobody else is told anything.
final class Inboxes {
    private final SortedMap<String, Inbox> byUser = new TreeMap<>();
    private final Set<String> traders;

    /// @param traders ids of those whose count is written and hashed with their account
    Inboxes(Set<String> traders) {
        this.traders = traders;
    }

    /// One user's count.
    static final class Inbox {
        private long seq;

        /// {@return how many events there were}
        long seq() {
            return seq;
        }

        /// {@return the seq of the next event}
        long next() {
            return ++seq;
        }

        /// Goes on where another has come to.
        void goOn(long from) {
            seq = from;
        }
    }

    /// {@return a user's count, begun where there is none}
    Inbox of(String user) {
        return byUser.computeIfAbsent(user, _ -> new Inbox());
    }

    /// Takes note that somebody is there.
    void meet(String user) {
        Inbox _ = of(user);
    }

    /// {@return a user's count; null for who never did anything}
    @Nullable Inbox find(String user) {
        return byUser.get(user);
    }

    /// Gives an account a guest's count.
    void become(String guest, String account) {
        Inbox inbox = byUser.remove(guest);
        if (inbox != null) {
            byUser.put(account, inbox);
        }
    }

    private List<Map.Entry<String, Inbox>> own() {
        return byUser.entrySet().stream().filter(each -> !traders.contains(each.getKey())).toList();
    }

    void write(ValuesOut out) {
        out.list(
                own(),
                each -> {
                    out.text(each.getKey());
                    out.number(each.getValue().seq);
                });
    }

    void read(ValuesIn in) {
        in.each(() -> of(in.text()).goOn(in.number()));
    }

    /// Tells the `me` of those who have no account, which would tell it.
    void describe(EffectSink effects) {
        own().forEach(each -> describe(each.getKey(), effects));
    }

    /// The same of one of them.
    void describe(String user, EffectSink effects) {
        Inbox inbox = byUser.get(user);
        if (inbox != null) {
            effects.add(new Effect.MeOpened(user, inbox.seq, List.of(), List.of(Floor.PAPER)));
        }
    }

    /// {@return a hash of those without an account, 0 for none}
    long hash() {
        long hash = 0;
        for (Map.Entry<String, Inbox> each : own()) {
            hash = Hash.mix(Hash.mix(hash, each.getKey()), each.getValue().seq);
        }
        return hash;
    }
}
