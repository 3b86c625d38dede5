package dev.outcry.protocol;

import java.util.Locale;

/// A room, as anybody who may know of it sees it.
///
/// @param room its id
/// @param name for display
/// @param topic one line, may be empty
/// @param visibility who may know of it
/// @param slowSeconds pause between a member's messages, 0 for none
/// @param members how many have joined
/// @param seq of its newest event
public record RoomInfo(
        RoomId room,
        String name,
        String topic,
        Visibility visibility,
        int slowSeconds,
        int members,
        long seq) {
    /// Who may know of a room.
    public enum Visibility {
        /// Everybody, without a name even.
        PUBLIC,
        /// Its members.
        PRIVATE,
        /// Two people.
        DIRECT;

        /// {@return its name on the wire}
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
