package dev.outcry.client;

/// Told of the connection itself, on the client's callback thread.
@FunctionalInterface
public interface ConnectionListener {
    /// The state has changed.
    ///
    /// @param state as it is now
    void onState(ConnectionState state);

    /// The server's operators say something to everybody.
    ///
    /// @param text plain, never markup
    default void onNotice(String text) {}
}
