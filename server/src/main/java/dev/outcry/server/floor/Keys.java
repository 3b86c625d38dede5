package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The idempotency keys of the last ten minutes, at most 1,000 a user, with the answers given.
///
/// Each user's are forgotten oldest first, when that user writes again.
final class Keys {
    private static final int PER_USER = 1_000;
    private static final long KEPT_MILLIS = 600_000;

    /// Looked up by user, never walked.
    private final Map<String, SequencedMap<String, Answered>> byUser = new HashMap<>();

    private long hash;

    private record Answered(long at, long pos, long body, Result.Done result) {}

    /// Does the work, unless the same was done under this key; then answers as it was answered.
    Result once(
            String user,
            Optional<FloorCommand.Key> key,
            Floor.Context context,
            Supplier<Result> work) {
        if (key.isEmpty()) {
            return work.get();
        }
        SequencedMap<String, Answered> known =
                byUser.computeIfAbsent(user, name -> new LinkedHashMap<>());
        forget(user, known, context.at());
        Answered before = known.get(key.get().value());
        if (before != null) {
            return before.body() == key.get().body()
                    ? new Result.Repeated(before.result(), before.pos())
                    : new Result.Refused(
                            ErrorCode.IDEMPOTENCY_CONFLICT,
                            "key: was used for another command; take a new one");
        }
        Result result = work.get();
        if (result instanceof Result.Done done) {
            if (known.size() == PER_USER) {
                drop(user, known);
            }
            Answered answered = new Answered(context.at(), context.pos(), key.get().body(), done);
            known.put(key.get().value(), answered);
            hash += digest(user, key.get().value(), answered);
        }
        return result;
    }

    /// Gives an account what a guest has asked for.
    void become(String guest, String account) {
        SequencedMap<String, Answered> known = byUser.remove(guest);
        if (known != null) {
            byUser.computeIfAbsent(account, name -> new LinkedHashMap<>()).putAll(known);
            known.forEach((key, answered) ->
                    hash += digest(account, key, answered) - digest(guest, key, answered));
        }
    }

    private void forget(String user, SequencedMap<String, Answered> known, long at) {
        while (!known.isEmpty() && known.firstEntry().getValue().at() <= at - KEPT_MILLIS) {
            drop(user, known);
        }
    }

    private void drop(String user, SequencedMap<String, Answered> known) {
        Map.Entry<String, Answered> oldest = known.pollFirstEntry();
        hash -= digest(user, oldest.getKey(), oldest.getValue());
    }

    private static long digest(String user, String key, Answered answered) {
        long digest = Hash.mix(Hash.mix(answered.body(), user), key);
        digest = Hash.mix(digest, answered.at(), answered.pos());
        return switch (answered.result()) {
            case Result.Applied() -> digest;
            case Result.Placed placed -> Hash.mix(digest, placed.seq(), placed.pos());
            case Result.Ordered done ->
                    Hash.mix(Hash.mix(digest, done.order()), done.filledLots(), done.restingLots());
            case Result.Taken taken ->
                    Hash.mix(
                            Hash.mix(digest, taken.order().order(), taken.order().at()),
                            taken.order().filled().unscaled(),
                            taken.fills().size());
            case Result.Canceled canceled -> Hash.mix(digest, canceled.count());
            case Result.Repeated _ ->
                    throw new IllegalStateException("a repetition isn't remembered");
        };
    }

    void write(ValuesOut out) {
        SequencedMap<String, SequencedMap<String, Answered>> sorted = new TreeMap<>(byUser);
        sorted.values().removeIf(Map::isEmpty);
        out.list(
                sorted.entrySet(),
                user -> {
                    out.text(user.getKey());
                    out.list(user.getValue().entrySet(), each -> write(out, each));
                });
        out.fixed(hash);
    }

    private static void write(ValuesOut out, Map.Entry<String, Answered> each) {
        out.text(each.getKey());
        out.number(each.getValue().at());
        out.number(each.getValue().pos());
        out.fixed(each.getValue().body());
        out.result(each.getValue().result());
    }

    static Keys read(ValuesIn in) {
        Keys keys = new Keys();
        in.each(() -> {
            SequencedMap<String, Answered> known = new LinkedHashMap<>();
            keys.byUser.put(in.text(), known);
            in.each(() ->
                    known.put(
                            in.text(),
                            new Answered(in.number(), in.number(), in.fixed(), in.result())));
        });
        keys.hash = in.fixed();
        return keys;
    }

    /// {@return a hash of what is remembered; a sum, so that it is kept as keys come and go}
    long hash() {
        return hash;
    }
}
