package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomRole;
import java.util.Optional;
import java.util.OptionalLong;

/// How somebody stands in a room: a member, or one whom the room has muted or banned.
///
/// @param person as last seen there
/// @param role empty for who isn't a member
/// @param mutedUntil Unix epoch milliseconds, perhaps past; empty for who was never muted, or may
///   speak again
/// @param banned whether they are shut out
public record RoomMember(
        Person person, Optional<RoomRole> role, OptionalLong mutedUntil, boolean banned) {
    /// {@return whether the room knows nothing special of them: as if they had never been there}
    public boolean stranger() {
        return role.isEmpty() && mutedUntil.isEmpty() && !banned;
    }
}
