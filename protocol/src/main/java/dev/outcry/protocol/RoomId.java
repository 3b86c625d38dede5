package dev.outcry.protocol;

/// A room's id, a slug.
///
/// @param name `[a-z0-9][a-z0-9_-]{0,63}`
public record RoomId(String name) implements Comparable<RoomId> {
    /// Refuses what isn't a slug.
    ///
    /// @throws ProtocolException `room.not_found`, for no such room can exist
    public RoomId {
        if (!Ids.isSlug(name)) {
            throw new ProtocolException(
                    ErrorCode.ROOM_NOT_FOUND,
                    "room: ids are 1 to 64 of a-z, 0-9, _ and -, and start with a letter or digit");
        }
    }

    @Override
    public int compareTo(RoomId other) {
        return name.compareTo(other.name);
    }

    /// {@return the bare id}
    @Override
    public String toString() {
        return name;
    }
}
