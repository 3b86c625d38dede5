package dev.outcry.server.hub;

import dev.outcry.server.floor.Result;
import java.util.OptionalLong;

/// Who waits for the answer to a command.
public sealed interface Origin {
    /// Nobody.
    record None() implements Origin {}

    /// A connection: told by its lane, in log order, before the command's own events.
    ///
    /// @param subscriber which
    /// @param id of its command
    record Connection(Subscriber subscriber, OptionalLong id) implements Origin {}

    /// A caller of the server's own: an HTTP request, or a feed.
    non-sealed interface Caller extends Origin {
        /// Tells the answer. Called by the apply thread once every lane has the batch: never
        /// blocks.
        ///
        /// @param result the answer
        /// @param pos the command's place in the log, 0 if it wasn't logged
        void answer(Result result, long pos);
    }
}
