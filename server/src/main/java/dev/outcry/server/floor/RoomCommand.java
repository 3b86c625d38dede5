package dev.outcry.server.floor;

import dev.outcry.protocol.Card;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What people do in rooms.
///
/// None has a key of its own: with one, it comes within a [FloorCommand.Once].
public sealed interface RoomCommand extends FloorCommand {
    /// {@return who does it}
    By by();

    /// {@return where}
    RoomId room();

    /// Who does something.
    ///
    /// @param person as others see them
    /// @param admin whether they administer the server, which makes them an owner of every public
    ///   room
    record By(Person person, boolean admin) {
        /// {@return the person's id}
        public String id() {
            return person.id();
        }
    }

    /// A new room, public or private, that belongs to who makes it.
    ///
    /// @param by its first owner
    /// @param room its id
    /// @param name for display
    /// @param topic one line, may be empty
    /// @param visibility not direct
    record OpenRoom(By by, RoomId room, String name, String topic, RoomInfo.Visibility visibility)
            implements RoomCommand {}

    /// A room of two. Where these two have it already, nothing happens.
    ///
    /// @param by one of them
    /// @param room its id, the same whoever of the two asks
    /// @param other the other one
    record OpenDirect(By by, RoomId room, Person other) implements RoomCommand {}

    /// The end of a room, and of all that was said there.
    ///
    /// @param by an owner
    /// @param room which
    record DropRoom(By by, RoomId room) implements RoomCommand {}

    /// Other settings; what is empty stays.
    ///
    /// @param by an owner; a moderator may set the topic alone
    /// @param room which
    /// @param name for display
    /// @param topic one line, may be empty
    /// @param visibility public or private
    /// @param slowSeconds pause between a member's messages, 0 for none
    /// @param readOnly whether moderators and owners alone may speak
    /// @param archived whether nobody may speak any more
    record ChangeRoom(
            By by,
            RoomId room,
            Optional<String> name,
            Optional<String> topic,
            Optional<RoomInfo.Visibility> visibility,
            OptionalInt slowSeconds,
            Optional<Boolean> readOnly,
            Optional<Boolean> archived)
            implements RoomCommand {}

    /// A message. The floor passes the text on and forgets it.
    ///
    /// @param by who speaks
    /// @param room where
    /// @param text what, empty once deleted
    /// @param replyTo seq of the message it answers
    /// @param mentions ids that the text names; `here` for all who are present
    /// @param here ids of those present, where the text names them; heeded of moderators alone
    /// @param symbols markets that the text names
    /// @param card what to show along with it
    /// @param filtered whether the room's filter has found something in the text
    record Speak(
            By by,
            RoomId room,
            Optional<String> text,
            OptionalLong replyTo,
            List<String> mentions,
            List<String> here,
            List<Symbol> symbols,
            Optional<Shown> card,
            boolean filtered)
            implements RoomCommand {}

    /// What a message shows.
    sealed interface Shown {
        /// A fill of the author's, as the edge has found it.
        ///
        /// @param card told as it is
        record Fill(Card.Fill card) implements Shown {}

        /// What the author holds. The floor writes the card, at the message's own place in the log.
        ///
        /// @param symbol in which market
        record Position(Symbol symbol) implements Shown {}
    }

    /// Another text for a message. The floor passes it on and forgets it.
    ///
    /// @param by its author
    /// @param room where
    /// @param message its seq
    /// @param text the new one, empty once the message was deleted
    /// @param filtered whether the room's filter has found something in the text
    record EditMessage(By by, RoomId room, long message, Optional<String> text, boolean filtered)
            implements RoomCommand {}

    /// A reaction.
    ///
    /// @param by who
    /// @param room where
    /// @param message seq of the message
    /// @param emoji with what
    record React(By by, RoomId room, long message, String emoji) implements RoomCommand {}

    /// A reaction taken back.
    ///
    /// @param by whose
    /// @param room where
    /// @param message seq of the message
    /// @param emoji which
    record Unreact(By by, RoomId room, long message, String emoji) implements RoomCommand {}

    /// A message pinned.
    ///
    /// @param by a moderator; in a room of two, either
    /// @param room where
    /// @param message its seq
    record Pin(By by, RoomId room, long message) implements RoomCommand {}

    /// A pin taken away.
    ///
    /// @param by a moderator; in a room of two, either
    /// @param room where
    /// @param message seq of the message
    record Unpin(By by, RoomId room, long message) implements RoomCommand {}

    /// Somebody wants to be a member.
    ///
    /// @param by who
    /// @param room where
    /// @param invite SHA-256 of the invitation's token in hex; a private room asks for one
    record Join(By by, RoomId room, Optional<String> invite) implements RoomCommand {}

    /// A member goes.
    ///
    /// @param by who
    /// @param room where
    record Leave(By by, RoomId room) implements RoomCommand {}

    /// How far somebody has read.
    ///
    /// @param by who
    /// @param room where
    /// @param seq of the newest event that was read
    record Read(By by, RoomId room, long seq) implements RoomCommand {}

    /// How somebody stands in a room; what is empty stays.
    ///
    /// @param by a moderator; roles are given by an owner
    /// @param room where
    /// @param user whom it is about
    /// @param role theirs; makes a member of who is none
    /// @param mutedUntil Unix epoch milliseconds, for ever at
    ///   [dev.outcry.protocol.RoomEvent#FOREVER], and not at all at what is past
    /// @param banned whether they are shut out; ends membership
    record SetMember(
            By by,
            RoomId room,
            Person user,
            Optional<RoomRole> role,
            OptionalLong mutedUntil,
            Optional<Boolean> banned)
            implements RoomCommand {}

    /// A member removed; or, of who is banned, the ban lifted.
    ///
    /// @param by a moderator
    /// @param room where
    /// @param user whom, by id
    record RemoveMember(By by, RoomId room, String user) implements RoomCommand {}

    /// An invitation. Whoever has its token may join.
    ///
    /// @param by a moderator
    /// @param room where to
    /// @param invite SHA-256 of the token in hex
    /// @param expiresAt Unix epoch milliseconds
    /// @param uses how many may join with it
    record Invite(By by, RoomId room, String invite, OptionalLong expiresAt, OptionalInt uses)
            implements RoomCommand {}

    /// An invitation taken back.
    ///
    /// @param by a moderator
    /// @param room where to
    /// @param invite SHA-256 of the token in hex
    record RevokeInvite(By by, RoomId room, String invite) implements RoomCommand {}

    /// A message reported to the moderators.
    ///
    /// @param by who
    /// @param room where
    /// @param message its seq
    /// @param reason why
    record Report(By by, RoomId room, long message, String reason) implements RoomCommand {}

    /// A report dealt with.
    ///
    /// @param by a moderator
    /// @param room where
    /// @param report its id
    /// @param note what was done, for other moderators
    record SettleReport(By by, RoomId room, long report, Optional<String> note)
            implements RoomCommand {}

    /// Other words that only moderators may say.
    ///
    /// @param by an owner
    /// @param room where
    /// @param words all of them
    record SetFilter(By by, RoomId room, List<String> words) implements RoomCommand {}
}
