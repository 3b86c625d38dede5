package dev.outcry.server.floor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who reacted with what to a room's newest messages, and the events that told of it.
final class Reactions {
    private static final int MOST_KINDS = 20;
    private static final int MOST_USERS = 1_000;

    /// By message, emoji and user.
    private final SequencedMap<Long, SequencedMap<String, SequencedMap<String, Result.Placed>>>
            byMessage = new TreeMap<>();

    private long digest; // a sum

    /// {@return what told of a reaction; null if there is none}
    Result.@Nullable Placed find(long message, String emoji, String user) {
        Map<String, SequencedMap<String, Result.Placed>> kinds = byMessage.get(message);
        Map<String, Result.Placed> users = kinds == null ? null : kinds.get(emoji);
        return users == null ? null : users.get(user);
    }

    /// {@return whether a message takes reactions of this kind}
    boolean takes(long message, String emoji) {
        Map<String, ?> kinds = byMessage.get(message);
        return kinds == null || kinds.size() < MOST_KINDS || kinds.containsKey(emoji);
    }

    /// {@return whether as many have reacted in this way as may}
    boolean full(long message, String emoji) {
        Map<String, SequencedMap<String, Result.Placed>> kinds = byMessage.get(message);
        Map<String, Result.Placed> users = kinds == null ? null : kinds.get(emoji);
        return users != null && users.size() >= MOST_USERS;
    }

    void add(long message, String emoji, String user, Result.Placed told) {
        byMessage
                .computeIfAbsent(message, _ -> new LinkedHashMap<>())
                .computeIfAbsent(emoji, _ -> new LinkedHashMap<>())
                .put(user, told);
        digest += digest(message, emoji, user, told);
    }

    /// Takes back what [#find] has found.
    void remove(long message, String emoji, String user) {
        SequencedMap<String, SequencedMap<String, Result.Placed>> kinds = byMessage.get(message);
        SequencedMap<String, Result.Placed> users = kinds.get(emoji);
        digest -= digest(message, emoji, user, users.remove(user));
        if (users.isEmpty()) {
            kinds.remove(emoji);
        }
        if (kinds.isEmpty()) {
            byMessage.remove(message);
        }
    }

    /// Makes an account's what were a guest's. Costs a look at each.
    void become(String guest, String account) {
        byMessage.forEach((message, kinds) ->
                kinds.forEach((emoji, users) -> {
                    Result.Placed told = users.remove(guest);
                    if (told != null) {
                        digest -= digest(message, emoji, guest, told);
                        if (users.putIfAbsent(account, told) == null) {
                            digest += digest(message, emoji, account, told);
                        }
                    }
                }));
    }

    /// Forgets those to a message.
    void forget(long message) {
        SequencedMap<String, SequencedMap<String, Result.Placed>> kinds = byMessage.remove(message);
        if (kinds != null) {
            kinds.forEach((emoji, users) ->
                    users.forEach((user, told) -> digest -= digest(message, emoji, user, told)));
        }
    }

    private static long digest(long message, String emoji, String user, Result.Placed told) {
        return Hash.mix(Hash.mix(Hash.mix(message, told.seq()), emoji), user);
    }

    void write(ValuesOut out) {
        out.list(
                byMessage.entrySet(),
                message -> {
                    out.number(message.getKey());
                    out.list(
                            message.getValue().entrySet(),
                            kind -> {
                                out.text(kind.getKey());
                                out.list(
                                        kind.getValue().entrySet(),
                                        user -> {
                                            out.text(user.getKey());
                                            out.placed(user.getValue());
                                        });
                            });
                });
    }

    static Reactions read(ValuesIn in) {
        Reactions reactions = new Reactions();
        in.each(() -> {
            long message = in.number();
            in.each(() -> {
                String emoji = in.text();
                in.each(() -> reactions.add(message, emoji, in.text(), in.placed()));
            });
        });
        return reactions;
    }

    /// {@return a hash of all, 0 for none}
    long hash() {
        return digest;
    }
}
