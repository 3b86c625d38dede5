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
/// @param readOnly whether moderators and owners alone may speak
/// @param archived whether nobody may speak any more
public record RoomInfo(
        RoomId room,
        String name,
        String topic,
        Visibility visibility,
        int slowSeconds,
        int members,
        long seq,
        boolean readOnly,
        boolean archived) {
    /// Where everybody may speak who may know of it.
    ///
    /// @param room its id
    /// @param name for display
    /// @param topic one line, may be empty
    /// @param visibility who may know of it
    /// @param slowSeconds pause between a member's messages, 0 for none
    /// @param members how many have joined
    /// @param seq of its newest event
    public RoomInfo(
            RoomId room,
            String name,
            String topic,
            Visibility visibility,
            int slowSeconds,
            int members,
            long seq) {
        this(room, name, topic, visibility, slowSeconds, members, seq, false, false);
    }

    /// {@return the room after one more of its events}
    ///
    /// @param event the one that follows `seq`
    public RoomInfo after(Event.OfRoom event) {
        return switch (event) {
            case RoomEvent.TopicChanged changed ->
                    new RoomInfo(
                            room,
                            name,
                            changed.topic(),
                            visibility,
                            slowSeconds,
                            members,
                            event.seq(),
                            readOnly,
                            archived);
            case RoomEvent.SettingsChanged changed ->
                    new RoomInfo(
                            room,
                            changed.name(),
                            topic,
                            changed.visibility(),
                            changed.slowSeconds(),
                            members,
                            event.seq(),
                            changed.readOnly(),
                            changed.archived());
            case RoomEvent.Joined joined -> with(members + 1, joined.seq());
            case RoomEvent.Left left -> with(members - 1, left.seq());
            default -> with(members, event.seq()); // the others are about messages and people
        };
    }

    private RoomInfo with(int count, long newest) {
        return new RoomInfo(
                room, name, topic, visibility, slowSeconds, count, newest, readOnly, archived);
    }

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
