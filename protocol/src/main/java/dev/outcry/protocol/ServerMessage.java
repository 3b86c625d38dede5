package dev.outcry.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the server sends: one JSON object per WebSocket text message.
public sealed interface ServerMessage permits Event, Reply, ServerMessage.Unprompted {
    /// What the server says of itself.
    sealed interface Unprompted extends ServerMessage {}

    /// The user of a connection.
    ///
    /// @param id unique
    /// @param name for display
    /// @param role `guest`, `member`, `publisher` or `admin`
    record User(String id, String name, String role) {
        /// {@return whether it is a guest}
        public boolean guest() {
            return role.equals("guest");
        }
    }

    /// The first message on every connection.
    ///
    /// @param session the connection's name, for support and logs
    /// @param server name and version
    /// @param at Unix epoch milliseconds
    /// @param heartbeatMillis silence after which the server pings
    /// @param user who one is, empty when anonymous
    /// @param limits by name: `message` bytes, `text` code points, `channels`
    record Welcome(
            String session,
            String server,
            long at,
            long heartbeatMillis,
            Optional<User> user,
            Map<String, Long> limits)
            implements Unprompted {}

    /// The server goes away.
    ///
    /// @param retryAfterMillis when to come back
    record Goodbye(long retryAfterMillis) implements Unprompted {}

    /// A word to everybody.
    ///
    /// @param text plain
    record Notice(String text) implements Unprompted {}

    /// The replay is over: what follows is new.
    ///
    /// @param channel which
    /// @param seq the newest seq that was replayed or is in the snapshot
    record Live(Channel channel, long seq) implements Unprompted {}

    /// The server ended a subscription.
    ///
    /// @param channel which
    /// @param code why
    record Unsubscribed(Channel channel, ErrorCode code) implements Unprompted {}

    /// What a channel is now.
    sealed interface Snapshot {
        /// The whole state is one event.
        ///
        /// @param event of the channel
        record One(Event event) implements Snapshot {}

        /// The newest events, or the state of each key.
        ///
        /// @param items oldest first
        record Items(List<? extends Event> items) implements Snapshot {
            /// Copies the list.
            public Items {
                items = List.copyOf(items);
            }
        }

        /// A room.
        ///
        /// @param room as it is
        /// @param events the newest, oldest first
        /// @param pins messages pinned, in the order in which they were, with their texts as last
        ///   edited
        /// @param you how the user stands there; empty for who is anonymous
        record OfRoom(
                RoomInfo room,
                List<? extends Event> events,
                List<? extends Event> pins,
                Optional<You> you)
                implements Snapshot {
            /// For who is anonymous.
            ///
            /// @param room as it is
            /// @param events the newest, oldest first
            /// @param pins messages pinned
            public OfRoom(RoomInfo room, List<? extends Event> events, List<? extends Event> pins) {
                this(room, events, pins, Optional.empty());
            }

            /// Copies the lists.
            public OfRoom {
                events = List.copyOf(events);
                pins = List.copyOf(pins);
            }
        }

        /// How a user stands in a room.
        ///
        /// @param role empty for who isn't a member
        /// @param mutedUntil Unix epoch milliseconds, [RoomEvent#FOREVER] for ever; empty for who
        ///   isn't muted
        /// @param read seq of the newest event that was read, 0 for none
        record You(Optional<RoomRole> role, OptionalLong mutedUntil, long read) {}

        /// A user's orders and money.
        ///
        /// @param orders every live one, oldest first
        /// @param balances of each asset ever held
        record OfMe(List<OrderInfo> orders, List<BalanceInfo> balances) implements Snapshot {
            /// Copies the lists.
            public OfMe {
                orders = List.copyOf(orders);
                balances = List.copyOf(balances);
            }
        }

        /// Who is in a room.
        ///
        /// @param count how many
        /// @param people at most 100 of them
        record OfPresence(int count, List<Person> people) implements Snapshot {
            /// Copies the list.
            public OfPresence {
                people = List.copyOf(people);
            }
        }
    }

    /// Why a resume wasn't possible.
    enum Reason {
        /// The channel was made anew.
        EPOCH_CHANGED,
        /// Events behind the position are gone.
        TOO_OLD,
        /// More than 10,000 were missed.
        TOO_MANY,
        /// The position lies in the future.
        AHEAD
    }

    /// The answer to a subscription.
    ///
    /// @param id of the command, empty on the short routes
    /// @param channel which
    /// @param position where the snapshot stands, or the replay begins
    /// @param recovered whether everything missed follows
    /// @param reason why not, when `since` was given
    /// @param snapshot unless recovered
    record Subscribed(
            OptionalLong id,
            Channel channel,
            Position position,
            boolean recovered,
            Optional<Reason> reason,
            Optional<Snapshot> snapshot)
            implements Reply {}
}
