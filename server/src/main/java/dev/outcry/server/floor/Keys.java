package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
        forget(known, context.at());
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
                known.pollFirstEntry();
            }
            known.put(
                    key.get().value(),
                    new Answered(context.at(), context.pos(), key.get().body(), done));
            hash = Hash.mix(hash, context.at(), key.get().body());
        }
        return result;
    }

    private static void forget(SequencedMap<String, Answered> known, long at) {
        while (!known.isEmpty() && known.firstEntry().getValue().at() <= at - KEPT_MILLIS) {
            known.pollFirstEntry();
        }
    }

    long hash() {
        return hash;
    }
}
