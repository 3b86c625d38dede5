package dev.outcry.client;

import dev.outcry.protocol.ServerMessage;
import java.time.Duration;
import java.util.Optional;

/// How the connection stands. Begins as [Connecting], then goes between [Live] and [Reconnecting];
/// [Closed] is the last.
public sealed interface ConnectionState {
    /// The first connection is being made.
    record Connecting() implements ConnectionState {}

    /// The server has welcomed this client.
    ///
    /// @param session the server's name for this connection, good to quote to its operators
    /// @param user who one is, empty when anonymous
    record Live(String session, Optional<ServerMessage.User> user) implements ConnectionState {}

    /// The connection is lost, and will be made again.
    ///
    /// @param attempt 1 for the first since the last [Live]
    /// @param delay how long the client waits before it
    /// @param cause why the last one ended, or could not be made
    record Reconnecting(int attempt, Duration delay, OutcryException cause)
            implements ConnectionState {}

    /// It is over.
    ///
    /// @param cause why; empty if by [Outcry#close()]
    record Closed(Optional<OutcryException> cause) implements ConnectionState {}
}
