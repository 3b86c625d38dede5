package dev.outcry.tests.raw;

/// What a server holds at one moment.
///
/// @param sessions open WebSocket connections
/// @param subscriptions channels followed, over all connections
/// @param descriptors open files and sockets; 0 where the system doesn't tell
/// @param threads of both kinds, but those that carry virtual ones
/// @param heapBytes what is left after a full collection
record Vitals(long sessions, long subscriptions, long descriptors, long threads, long heapBytes) {}
