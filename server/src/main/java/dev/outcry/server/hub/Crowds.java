package dev.outcry.server.hub;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The crowds of all rooms. Thread-safe.
final class Crowds {
    private final Map<RoomId, Crowd> crowds = new ConcurrentHashMap<>();

    /// {@return who is in a room now, also one that doesn't exist}
    ServerMessage.Snapshot.OfPresence sight(RoomId room) {
        Crowd crowd = crowds.get(room);
        return crowd == null
                ? new ServerMessage.Snapshot.OfPresence(0, List.of())
                : crowd.sight().snapshot();
    }

    /// {@return the ids of all who are in a room now}
    Set<String> ids(RoomId room) {
        Crowd crowd = crowds.get(room);
        return crowd == null ? Set.of() : crowd.ids();
    }

    /// {@return a room's crowd, empty at first; to be asked for rooms that exist only}
    Crowd of(RoomId room) {
        return crowds.computeIfAbsent(room, Crowd::new);
    }
}
