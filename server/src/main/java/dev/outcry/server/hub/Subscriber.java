package dev.outcry.server.hub;

import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.Result;
import java.util.Optional;
import java.util.OptionalLong;

/// One connection, as its lane sees it. The lane's thread calls it, and never waits in it.
public interface Subscriber {
    /// {@return where frames for it go}
    Outbox outbox();

    /// {@return who is behind it now; empty when anonymous}
    Optional<ServerMessage.User> user();

    /// Answers a command that went through the log.
    ///
    /// @param id of the command
    /// @param result what became of it
    /// @param pos its place in the log
    void answer(OptionalLong id, Result result, long pos);
}
