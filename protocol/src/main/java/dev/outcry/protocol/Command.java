package dev.outcry.protocol;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A command a client may send: one JSON object per WebSocket text message.
public sealed interface Command {
    /// {@return the correlation id, chosen by the client and echoed in the one reply; empty if it
    /// wants none}
    OptionalLong id();

    /// Asks for a sign of life, after everything durable now.
    ///
    /// @param id see [#id()]
    /// @param positions whether to tell the newest position of each subscribed channel
    record Ping(OptionalLong id, boolean positions) implements Command {}

    /// Becomes a user, or refreshes one's token.
    ///
    /// @param id see [#id()]
    /// @param token a token or API key
    record Authenticate(OptionalLong id, String token) implements Command {
        /// Keeps the token out of logs.
        @Override
        public String toString() {
            return "Authenticate[id=" + id + "]";
        }
    }

    /// How to follow one channel.
    ///
    /// @param channel which
    /// @param since last position already seen, or empty to start with a snapshot
    /// @param history how many events of a room the snapshot holds, 0 to 300
    /// @param intervalMillis at most one event per key in this time; empty for all
    /// @param depth levels of a book, 10, 50 or 1000
    record Following(
            Channel channel,
            Optional<Position> since,
            OptionalInt history,
            OptionalInt intervalMillis,
            OptionalInt depth) {}

    /// Starts delivery.
    ///
    /// @param id see [#id()]
    /// @param followings what to follow, at least one
    /// @param many whether they came as `channels`, and a closing `ok` is due
    record Subscribe(OptionalLong id, List<Following> followings, boolean many) implements Command {
        /// Copies the list.
        public Subscribe {
            followings = List.copyOf(followings);
        }
    }

    /// Ends delivery of one channel.
    ///
    /// @param id see [#id()]
    /// @param channel which
    record Unsubscribe(OptionalLong id, Channel channel) implements Command {}

    /// Says something in a room.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param text trimmed, 1 to 4,000 code points, nothing forbidden in it
    /// @param replyTo seq of the message it answers
    /// @param key idempotency key
    record Say(
            OptionalLong id, RoomId room, String text, OptionalLong replyTo, Optional<String> key)
            implements Command {}

    /// Tells that one types, or stopped.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param on whether they type now
    record Typing(OptionalLong id, RoomId room, boolean on) implements Command {}
}
