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

    /// Does something in a room that everybody there sees, or that says how far one has read.
    sealed interface InRoom extends Command {
        /// {@return where}
        RoomId room();

        /// {@return the idempotency key}
        Optional<String> key();
    }

    /// Says something in a room.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param text trimmed, 1 to 4,000 code points, nothing forbidden in it
    /// @param replyTo seq of the message it answers
    /// @param card what to show along with it
    /// @param key idempotency key
    record Say(
            OptionalLong id,
            RoomId room,
            String text,
            OptionalLong replyTo,
            Optional<CardRef> card,
            Optional<String> key)
            implements InRoom {
        /// Without a card.
        ///
        /// @param id see [#id()]
        /// @param room where
        /// @param text trimmed, 1 to 4,000 code points, nothing forbidden in it
        /// @param replyTo seq of the message it answers
        /// @param key idempotency key
        public Say(
                OptionalLong id,
                RoomId room,
                String text,
                OptionalLong replyTo,
                Optional<String> key) {
            this(id, room, text, replyTo, Optional.empty(), key);
        }
    }

    /// Gives one's own message another text.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param text as that of `say`
    /// @param key idempotency key
    record Edit(OptionalLong id, RoomId room, long message, String text, Optional<String> key)
            implements InRoom {}

    /// Takes a message back.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param key idempotency key
    record Delete(OptionalLong id, RoomId room, long message, Optional<String> key)
            implements InRoom {}

    /// Reacts to a message.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param emoji 1 to 64 characters
    /// @param key idempotency key
    record React(OptionalLong id, RoomId room, long message, String emoji, Optional<String> key)
            implements InRoom {}

    /// Takes a reaction back.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param emoji which
    /// @param key idempotency key
    record Unreact(OptionalLong id, RoomId room, long message, String emoji, Optional<String> key)
            implements InRoom {}

    /// Pins a message.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param key idempotency key
    record Pin(OptionalLong id, RoomId room, long message, Optional<String> key)
            implements InRoom {}

    /// Takes a pin away.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param message its seq
    /// @param key idempotency key
    record Unpin(OptionalLong id, RoomId room, long message, Optional<String> key)
            implements InRoom {}

    /// Becomes a member.
    ///
    /// @param id see [#id()]
    /// @param room which
    /// @param invite what lets one into a private room
    /// @param key idempotency key
    record Join(OptionalLong id, RoomId room, Optional<String> invite, Optional<String> key)
            implements InRoom {
        /// Keeps the invitation out of logs.
        @Override
        public String toString() {
            return "Join[id=" + id + ", room=" + room + "]";
        }
    }

    /// Is a member no longer.
    ///
    /// @param id see [#id()]
    /// @param room which
    /// @param key idempotency key
    record Leave(OptionalLong id, RoomId room, Optional<String> key) implements InRoom {}

    /// Tells how far one has read. What was read once stays read.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param seq of the newest event that was read
    record Read(OptionalLong id, RoomId room, long seq) implements InRoom {
        /// {@return none: to say it again changes nothing}
        @Override
        public Optional<String> key() {
            return Optional.empty();
        }
    }

    /// Places an order.
    ///
    /// @param id see [#id()]
    /// @param order what is wanted
    /// @param validate only says what would be answered
    /// @param key idempotency key
    record Order(OptionalLong id, OrderSpec order, boolean validate, Optional<String> key)
            implements Command {}

    /// Changes an order. Down keeps its place in the queue; price or up loses it.
    ///
    /// @param id see [#id()]
    /// @param order which
    /// @param qty its new total, filled part included
    /// @param price its new limit
    /// @param key idempotency key
    record Amend(
            OptionalLong id,
            OrderRef order,
            Optional<Decimal> qty,
            Optional<Decimal> price,
            Optional<String> key)
            implements Command {}

    /// Cancels an order.
    ///
    /// @param id see [#id()]
    /// @param order which
    /// @param key idempotency key
    record Cancel(OptionalLong id, OrderRef order, Optional<String> key) implements Command {}

    /// Cancels all orders.
    ///
    /// @param id see [#id()]
    /// @param symbol only of this market
    /// @param side only of this side
    /// @param key idempotency key
    record CancelAll(
            OptionalLong id, Optional<Symbol> symbol, Optional<Side> side, Optional<String> key)
            implements Command {}

    /// Has the orders placed on this connection from now on canceled when it ends.
    ///
    /// @param id see [#id()]
    /// @param on whether
    /// @param graceMillis how long after the end, 0 to 60,000
    record CancelOnDisconnect(OptionalLong id, boolean on, int graceMillis) implements Command {}

    /// Has all orders canceled unless it is sent again in time: a dead man's switch.
    ///
    /// @param id see [#id()]
    /// @param millis when; 0 disarms
    record CancelAllAfter(OptionalLong id, long millis) implements Command {}

    /// Tells that one types, or stopped.
    ///
    /// @param id see [#id()]
    /// @param room where
    /// @param on whether they type now
    record Typing(OptionalLong id, RoomId room, boolean on) implements Command {}
}
