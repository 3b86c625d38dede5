package dev.outcry.server.hub;

/// What the hub has done since it was made, and what it holds. Figures of different lanes are not
/// of the same instant.
///
/// @param sessions connections attached now
/// @param subscriptions channels followed now, over all connections
/// @param deliveries events handed to outboxes
/// @param conflated events that were merged into a later one instead
/// @param tooSlow connections closed because more than the outbound budget waited
/// @param compressedBytes bytes of the compressed frames handed to outboxes
/// @param savedBytes how many more bytes they would have been uncompressed
/// @param refusedSubscriptions commands refused because their connection would follow too much
public record HubStats(
        long sessions,
        long subscriptions,
        long deliveries,
        long conflated,
        long tooSlow,
        long compressedBytes,
        long savedBytes,
        long refusedSubscriptions) {
    static final HubStats NONE = new HubStats(0, 0, 0, 0, 0, 0, 0, 0);

    HubStats plus(HubStats other) {
        return new HubStats(
                sessions + other.sessions,
                subscriptions + other.subscriptions,
                deliveries + other.deliveries,
                conflated + other.conflated,
                tooSlow + other.tooSlow,
                compressedBytes + other.compressedBytes,
                savedBytes + other.savedBytes,
                refusedSubscriptions + other.refusedSubscriptions);
    }
}
