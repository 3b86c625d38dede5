package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// An invitation into a room.
///
/// @param invite SHA-256 of its token in hex
/// @param by who made it
/// @param at when, Unix epoch milliseconds
/// @param expiresAt Unix epoch milliseconds
/// @param uses how many may still join with it
public record RoomInvite(
        String invite, Person by, long at, OptionalLong expiresAt, OptionalInt uses) {
    RoomInvite withUses(int left) {
        return new RoomInvite(invite, by, at, expiresAt, OptionalInt.of(left));
    }
}
