package dev.outcry.protocol;

/// Which of a user's orders is meant.
public sealed interface OrderRef {
    /// By its id.
    ///
    /// @param order the server's
    record ById(long order) implements OrderRef {}

    /// By the owner's own id.
    ///
    /// @param client at most 36 printable ASCII characters
    record ByClient(String client) implements OrderRef {}
}
