package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import java.util.Optional;

/// A message that somebody has reported.
///
/// @param report its id, counted by the room from 1
/// @param message seq of the message
/// @param author whose, by id
/// @param by who reported it
/// @param at when, Unix epoch milliseconds
/// @param reason why
/// @param settled how it was dealt with; empty while it waits
public record RoomReport(
        long report,
        long message,
        String author,
        Person by,
        long at,
        String reason,
        Optional<Settled> settled) {
    /// How a report was dealt with.
    ///
    /// @param by who did
    /// @param at when, Unix epoch milliseconds
    /// @param note what was done, for other moderators
    public record Settled(Person by, long at, Optional<String> note) {}

    RoomReport settled(Person who, long when, Optional<String> note) {
        return new RoomReport(
                report, message, author, by, at, reason, Optional.of(new Settled(who, when, note)));
    }
}
