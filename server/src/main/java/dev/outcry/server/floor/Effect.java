package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// What one command did, for those who tell others or keep records. In the order it happened.
public sealed interface Effect
        permits Effect.Told,
                Effect.RoomOpened,
                Effect.MarketOpened,
                Effect.MeOpened,
                Effect.TextGone,
                Effect.MarketChanged,
                Effect.Began,
                Effect.RoomClosed,
                Effect.RoomDescribed,
                Effect.MemberChanged,
                Effect.Invited,
                Effect.InviteEnded,
                Effect.Reported,
                Effect.FilterChanged,
                Effect.HookChanged,
                Effect.HookEnded,
                Effect.Moderated,
                PeopleEffect {
    /// Something to tell the subscribers of a channel.
    ///
    /// Sequenced ones come numbered, but for the checksum of a `book` or `book.delta`, which is 0
    /// here: who folds the book works it out. Tickers come on `ticker:{symbol}`; `ticker:*` carries
    /// the same.
    ///
    /// @param event as on the wire
    record Told(Event event) implements Effect {}

    /// A room exists from here on: `room:` and `presence:` of it can be followed.
    ///
    /// @param room as it begins
    /// @param epoch of its channels
    record RoomOpened(RoomInfo room, String epoch) implements Effect {}

    /// A room exists no longer, nor may anything that was said there be found.
    ///
    /// @param room which
    record RoomClosed(RoomId room) implements Effect {}

    /// What a room's events have told before, and aren't told again: of a restored floor, right
    /// behind its [RoomOpened].
    ///
    /// @param room which
    /// @param members all who stand there otherwise than a stranger, by id
    /// @param pins seqs of the pinned messages, the oldest pin first
    /// @param reads how far each user has read, by id
    /// @param invites oldest first
    /// @param reports oldest first
    /// @param filter words that only moderators may say
    /// @param hooks oldest first
    record RoomDescribed(
            RoomId room,
            List<RoomMember> members,
            List<Long> pins,
            SequencedMap<String, Long> reads,
            List<RoomInvite> invites,
            List<RoomReport> reports,
            List<String> filter,
            List<RoomHook> hooks)
            implements Effect {
        /// {@return whether the room is as [RoomOpened] tells it, and nothing more}
        public boolean isEmpty() {
            return members.isEmpty()
                    && pins.isEmpty()
                    && reads.isEmpty()
                    && invites.isEmpty()
                    && reports.isEmpty()
                    && filter.isEmpty()
                    && hooks.isEmpty();
        }
    }

    /// Somebody stands otherwise in a room: a member now, or no longer, or another name, role, mute
    /// or ban. Comes before the event that tells of it.
    ///
    /// @param room where
    /// @param member as they stand now
    record MemberChanged(RoomId room, RoomMember member) implements Effect {}

    /// An invitation was made, or used.
    ///
    /// @param room where to
    /// @param invite as it is now
    record Invited(RoomId room, RoomInvite invite) implements Effect {}

    /// An invitation is no longer good: revoked, used up, or forgotten long after its end.
    ///
    /// @param room where to
    /// @param invite SHA-256 of its token in hex
    record InviteEnded(RoomId room, String invite) implements Effect {}

    /// A message was reported, or a report was dealt with. Of more than 1,000 the oldest is
    /// forgotten.
    ///
    /// @param room where
    /// @param report as it is now
    record Reported(RoomId room, RoomReport report) implements Effect {}

    /// A room has another filter.
    ///
    /// @param room where
    /// @param words that only moderators may say
    record FilterChanged(RoomId room, List<String> words) implements Effect {}

    /// A webhook was made, or has come further.
    ///
    /// @param room whose
    /// @param hook as it is now
    record HookChanged(RoomId room, RoomHook hook) implements Effect {}

    /// A webhook was taken away.
    ///
    /// @param room whose
    /// @param hook its id
    record HookEnded(RoomId room, String hook) implements Effect {}

    /// Somebody who keeps order did something that members can't do: for the moderators' record.
    ///
    /// @param room where
    /// @param pos of the command in the log
    /// @param at log time, Unix epoch milliseconds
    /// @param by who
    /// @param deed what
    /// @param user to whom, by id
    /// @param message to which message
    record Moderated(
            RoomId room,
            long pos,
            long at,
            Person by,
            Deed deed,
            Optional<String> user,
            OptionalLong message)
            implements Effect {}

    /// What is done to keep order.
    enum Deed {
        /// Another's message was taken back.
        DELETE,
        /// A message was pinned.
        PIN,
        /// A pin was taken away.
        UNPIN,
        /// The topic was changed.
        TOPIC,
        /// Settings were changed.
        SETTINGS,
        /// Somebody was made a member.
        ADD,
        /// A member's role was changed.
        ROLE,
        /// Somebody was muted.
        MUTE,
        /// A mute was lifted.
        UNMUTE,
        /// Somebody was banned.
        BAN,
        /// A ban was lifted.
        UNBAN,
        /// A member was removed.
        KICK,
        /// An invitation was made.
        INVITE,
        /// An invitation was taken back.
        REVOKE,
        /// The filter was changed.
        FILTER,
        /// A report was dealt with.
        SETTLE,
        /// A webhook was made.
        HOOK,
        /// A webhook was taken away.
        UNHOOK
    }

    /// A market exists from here on: `ticker:`, `trades:`, `book:` and `candles:` of it can be
    /// followed.
    ///
    /// @param market its rules
    /// @param epoch of its channels
    /// @param trades seq of the newest event of `trades:`, 0 in a new market
    record MarketOpened(MarketInfo market, String epoch, long trades) implements Effect {}

    /// A user's `me` as it is: told of a restored floor, where its events aren't told again.
    ///
    /// @param user whose
    /// @param seq of its newest event
    /// @param orders that live, by id
    /// @param balances all, by the order in which the assets came
    record MeOpened(String user, long seq, List<OrderInfo> orders, List<BalanceInfo> balances)
            implements Effect {}

    /// A message was taken back: its text is to be forgotten wherever it lies.
    ///
    /// @param room where it was said
    /// @param message its seq
    /// @param pos of the entry that said it; those that edited it are not told, for the store has
    ///   their events
    record TextGone(RoomId room, long message, long pos) implements Effect {}

    /// A market's terms have changed.
    ///
    /// @param market as it is now
    record MarketChanged(MarketInfo market) implements Effect {}

    /// The log has begun.
    ///
    /// @param epoch of every `me` channel
    record Began(String epoch) implements Effect {}
}
