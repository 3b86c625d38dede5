package dev.outcry.server.session;

import dev.outcry.server.floor.Result;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Words for people that answers of one connection are to carry, by the ids of their commands.
/// Thread-safe.
final class Notes {
    private final Map<Long, Function<Result.Done, String>> notes = new ConcurrentHashMap<>(2);

    /// Has words put into an answer.
    ///
    /// @param id of the command; without one nobody is answered
    /// @param words made of what was done
    void put(OptionalLong id, Function<Result.Done, String> words) {
        if (id.isPresent()) {
            notes.put(id.getAsLong(), words);
        }
    }

    /// {@return the words that were asked for, and are asked for no longer; null for none}
    @Nullable Function<Result.Done, String> take(OptionalLong id) {
        return id.isPresent() ? notes.remove(id.getAsLong()) : null;
    }
}
