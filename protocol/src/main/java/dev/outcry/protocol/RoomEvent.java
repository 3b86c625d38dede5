package dev.outcry.protocol;

import java.util.Optional;
import java.util.OptionalLong;

/// What happens in a room beside messages and their deletion.
///
/// Each begins with the room, the event's [Event.Sequenced#seq()], [Event.Sequenced#pos()] and
/// [Event.Sequenced#at()], and who did it.
public sealed interface RoomEvent extends Event.OfRoom {
    /// When a mute ends that doesn't end by itself: the largest integer that every client can hold.
    long FOREVER = (1L << 53) - 1;

    /// A message has another text.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from its author
    /// @param message its seq
    /// @param text the new one; empty where the message was deleted since
    record Edited(
            RoomId room,
            long seq,
            long pos,
            long at,
            Person from,
            long message,
            Optional<String> text)
            implements RoomEvent {
        /// {@return the same edit once its message was taken back}
        public Edited withoutText() {
            return new Edited(room, seq, pos, at, from, message, Optional.empty());
        }
    }

    /// Somebody reacted to a message.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who
    /// @param message its seq
    /// @param emoji with what
    record Reacted(
            RoomId room, long seq, long pos, long at, Person from, long message, String emoji)
            implements RoomEvent {}

    /// Somebody took a reaction back.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who
    /// @param message its seq
    /// @param emoji which
    record Unreacted(
            RoomId room, long seq, long pos, long at, Person from, long message, String emoji)
            implements RoomEvent {}

    /// A message was pinned.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who did it
    /// @param message its seq
    record Pinned(RoomId room, long seq, long pos, long at, Person from, long message)
            implements RoomEvent {}

    /// A message is no longer pinned.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who did it
    /// @param message its seq
    record Unpinned(RoomId room, long seq, long pos, long at, Person from, long message)
            implements RoomEvent {}

    /// Somebody became a member.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from the new member
    /// @param by id of who brought them in; empty where they came by themselves
    record Joined(RoomId room, long seq, long pos, long at, Person from, Optional<String> by)
            implements RoomEvent {}

    /// Somebody is no longer a member.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who was one
    /// @param by id of who removed them; empty where they left by themselves
    record Left(RoomId room, long seq, long pos, long at, Person from, Optional<String> by)
            implements RoomEvent {}

    /// The room has another topic.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who set it
    /// @param topic one line, may be empty
    record TopicChanged(RoomId room, long seq, long pos, long at, Person from, String topic)
            implements RoomEvent {}

    /// The room has other settings; all are told.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who set them
    /// @param name for display
    /// @param visibility who may know of it
    /// @param slowSeconds pause between a member's messages, 0 for none
    /// @param readOnly whether moderators and owners alone may speak
    /// @param archived whether nobody may speak any more
    record SettingsChanged(
            RoomId room,
            long seq,
            long pos,
            long at,
            Person from,
            String name,
            RoomInfo.Visibility visibility,
            int slowSeconds,
            boolean readOnly,
            boolean archived)
            implements RoomEvent {}

    /// A member has another role.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who gave it
    /// @param user whose, by id
    /// @param role the new one
    record RoleChanged(
            RoomId room, long seq, long pos, long at, Person from, String user, RoomRole role)
            implements RoomEvent {}

    /// Somebody may not speak for a time, or may again.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who did it
    /// @param user whom, by id
    /// @param until when it ends by itself, Unix epoch milliseconds, [RoomEvent#FOREVER] for never;
    ///   empty where they may speak again
    record Muted(
            RoomId room, long seq, long pos, long at, Person from, String user, OptionalLong until)
            implements RoomEvent {}

    /// Somebody was shut out.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who did it
    /// @param user whom, by id
    record Banned(RoomId room, long seq, long pos, long at, Person from, String user)
            implements RoomEvent {}

    /// Somebody may come again.
    ///
    /// @param room where
    /// @param seq see [Event.Sequenced#seq()]
    /// @param pos see [Event.Sequenced#pos()]
    /// @param at see [Event.Sequenced#at()]
    /// @param from who did it
    /// @param user who, by id
    record Unbanned(RoomId room, long seq, long pos, long at, Person from, String user)
            implements RoomEvent {}
}
