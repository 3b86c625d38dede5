package dev.outcry.client;

/// Told a market's book, on the client's callback thread. What it throws is logged.
@FunctionalInterface
public interface BookListener extends FollowListener {
    /// The book changed, or is known for the first time.
    ///
    /// @param book as it is now; it goes on changing after this call, so copy what is to be kept
    void onBook(OrderBook book);

    /// The book didn't agree with the server's checksum, and is asked for anew. What was told last
    /// may be wrong; [#onBook] comes when it is right again.
    default void onStale() {}
}
