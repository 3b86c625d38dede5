package dev.outcry.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The answer to one command.
public sealed interface Reply extends ServerMessage permits ServerMessage.Subscribed, Reply.Plain {
    /// {@return the command's id; empty for an error to a command without one}
    OptionalLong id();

    /// All but `subscribed`.
    sealed interface Plain extends Reply {}

    /// Done, and there is nothing more to say.
    ///
    /// @param id see [Reply#id()]
    record Ok(OptionalLong id) implements Plain {}

    /// Done, durable, and seen as an event.
    ///
    /// @param id see [Reply#id()]
    /// @param seq of the event on its channel
    /// @param pos of the command in the log
    record Placed(OptionalLong id, long seq, long pos) implements Plain {}

    /// A slash command was done.
    ///
    /// @param done what its command is answered with, which has the id
    /// @param text what became of it, for people
    record Noted(Plain done, String text) implements Plain {
        @Override
        public OptionalLong id() {
            return done.id();
        }
    }

    /// An order was placed or amended.
    ///
    /// @param id see [Reply#id()]
    /// @param order as it is now
    /// @param fills what traded at once, oldest first
    /// @param pos of the command in the log; 0 where it was only validated
    record Ordered(OptionalLong id, OrderInfo order, List<FillInfo> fills, long pos)
            implements Plain {
        /// Copies the list.
        public Ordered {
            fills = List.copyOf(fills);
        }
    }

    /// Orders were canceled.
    ///
    /// @param id see [Reply#id()]
    /// @param count how many
    /// @param pos of the command in the log
    record Canceled(OptionalLong id, int count, long pos) implements Plain {}

    /// The connection has a user now.
    ///
    /// @param id see [Reply#id()]
    /// @param user who
    /// @param expiresAt Unix epoch milliseconds; empty for an API key, which doesn't expire
    record Authenticated(OptionalLong id, ServerMessage.User user, OptionalLong expiresAt)
            implements Plain {}

    /// The answer to `ping`.
    ///
    /// @param id see [Reply#id()]
    /// @param at Unix epoch milliseconds
    /// @param positions the newest of each subscribed channel, if asked for
    record Pong(OptionalLong id, long at, Optional<Map<Channel, Position>> positions)
            implements Plain {}

    /// Refused or failed. Nothing happened, but with `outcome_unknown`.
    ///
    /// @param id see [Reply#id()]
    /// @param code why; `internal` where the server is newer than this library and has another
    /// @param message for people
    /// @param retryAfterMillis when it may succeed, if known
    /// @param order with `order.duplicate`: the first one
    record Error(
            OptionalLong id,
            ErrorCode code,
            String message,
            OptionalLong retryAfterMillis,
            Optional<OrderInfo> order)
            implements Plain {
        /// Without an order.
        ///
        /// @param id see [Reply#id()]
        /// @param code why
        /// @param message for people
        /// @param retryAfterMillis when it may succeed, if known
        public Error(
                OptionalLong id, ErrorCode code, String message, OptionalLong retryAfterMillis) {
            this(id, code, message, retryAfterMillis, Optional.empty());
        }

        /// Without a time to try again.
        ///
        /// @param id see [Reply#id()]
        /// @param code why
        /// @param message for people
        public Error(OptionalLong id, ErrorCode code, String message) {
            this(id, code, message, OptionalLong.empty());
        }
    }
}
