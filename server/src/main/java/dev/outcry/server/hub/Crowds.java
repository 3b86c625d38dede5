package dev.outcry.server.hub;

import dev.outcry.protocol.RoomId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The crowds of all rooms. Thread-safe.
final class Crowds {
    private final Map<RoomId, Crowd> crowds = new ConcurrentHashMap<>();

    /// {@return a room's crowd, empty at first; to be asked for rooms that exist only}
    Crowd of(RoomId room) {
        return crowds.computeIfAbsent(room, Crowd::new);
    }
}
