package dev.outcry.server.hub;

import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.Effect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The filters of all rooms that have one. Any thread reads; [Batch] takes changes in, in log order
/// and before anybody is answered.
final class Filters {
    private final Map<RoomId, WordFilter> filters = new ConcurrentHashMap<>();

    void take(Effect effect) {
        switch (effect) {
            case Effect.RoomDescribed described -> set(described.room(), described.filter());
            case Effect.FilterChanged changed -> set(changed.room(), changed.words());
            case Effect.RoomClosed closed -> filters.remove(closed.room());
            default -> {} // of no room's filter
        }
    }

    private void set(RoomId room, List<String> words) {
        if (words.isEmpty()) {
            filters.remove(room);
        } else {
            filters.put(room, new WordFilter(words));
        }
    }

    /// {@return whether a room's filter finds something in a text}
    boolean find(RoomId room, String text) {
        WordFilter filter = filters.get(room);
        return filter != null && filter.finds(text);
    }
}
