package dev.outcry.tests.raw;

/// What a server holds at one moment.
///
/// @param connections open WebSocket connections, those that are closing included
/// @param sessions of these, the ones that can be spoken to
/// @param subscriptions channels followed, over all connections
/// @param descriptors open files and sockets; 0 where the system doesn't tell
/// @param threads of both kinds, but those that carry virtual ones
/// @param heapBytes what is left after a full collection
record Vitals(
        long connections,
        long sessions,
        long subscriptions,
        long descriptors,
        long threads,
        long heapBytes) {
    /// A pool of the database's readers that fills, a keep-alive connection of the test's own: the
    /// hundreds that a leak would leave are far beyond.
    private static final long FEW = 20;

    /// {@return whether everything is gone that came after a base line}
    ///
    /// @param base when nobody was there yet
    /// @param heapMore bytes by which what is kept on purpose may have grown
    boolean isBackTo(Vitals base, long heapMore) {
        return connections == base.connections
                && sessions == base.sessions
                && subscriptions == base.subscriptions
                && descriptors <= base.descriptors + FEW
                && threads <= base.threads + FEW
                && heapBytes <= base.heapBytes + heapMore;
    }
}
