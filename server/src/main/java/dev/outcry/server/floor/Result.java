package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of one command.
public sealed interface Result {
    /// It happened.
    sealed interface Done extends Result {}

    /// Nothing to add.
    record Applied() implements Done {}

    /// An event of one channel tells of it.
    ///
    /// @param seq of that event
    /// @param pos of the command that made it
    record Placed(long seq, long pos) implements Done {}

    /// An order was taken.
    ///
    /// @param order its id
    /// @param filledLots what traded at once
    /// @param restingLots what rests in the book now; the remainder was canceled
    record Ordered(long order, long filledLots, long restingLots) implements Done {}

    /// A user's order was taken, amended, or would be taken.
    ///
    /// @param order as it is now
    /// @param fills what traded at once
    record Taken(OrderInfo order, List<FillInfo> fills) implements Done {}

    /// Orders were canceled.
    ///
    /// @param count how many
    record Canceled(int count) implements Done {}

    /// It had happened before under the same key.
    ///
    /// @param first what became of it then
    /// @param pos of the command that did it
    record Repeated(Done first, long pos) implements Done {}

    /// Nothing happened.
    ///
    /// @param code why
    /// @param message for people
    /// @param retryAfterMillis when it may succeed, if known
    /// @param order with `order.duplicate`: the first one
    record Refused(
            ErrorCode code,
            String message,
            OptionalLong retryAfterMillis,
            Optional<OrderInfo> order)
            implements Result {
        /// Without a time to try again.
        ///
        /// @param code why
        /// @param message for people
        public Refused(ErrorCode code, String message) {
            this(code, message, OptionalLong.empty(), Optional.empty());
        }
    }
}
