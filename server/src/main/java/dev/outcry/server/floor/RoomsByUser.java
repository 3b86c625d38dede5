package dev.outcry.server.floor;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// The rooms that each user is a member of, but those of two. Follows from the rooms, so that it is
/// neither written nor hashed.
final class RoomsByUser {
    /// Looked up, never walked.
    private final Map<String, SequencedMap<RoomId, Room>> byUser = new HashMap<>();

    /// {@return a user's rooms, by id}
    Map<RoomId, Room> of(String user) {
        Map<RoomId, Room> rooms = byUser.get(user);
        return rooms == null ? Map.of() : rooms;
    }

    /// Takes note of how a user stands in a room now.
    void update(Room room, String user) {
        if (room.is(RoomInfo.Visibility.DIRECT)) {
            return;
        }
        if (room.isMember(user)) {
            byUser.computeIfAbsent(user, _ -> new TreeMap<>()).put(room.id(), room);
        } else {
            drop(room.id(), user);
        }
    }

    /// Takes in the members of a room that begins, or was read.
    void add(Room room) {
        room.people().forEach(each -> update(room, each.person().id()));
    }

    /// Forgets the members of a room that ends.
    void remove(Room room) {
        room.people().forEach(each -> drop(room.id(), each.person().id()));
    }

    private void drop(RoomId room, String user) {
        Map<RoomId, Room> rooms = byUser.get(user);
        if (rooms != null && rooms.remove(room) != null && rooms.isEmpty()) {
            byUser.remove(user);
        }
    }
}
