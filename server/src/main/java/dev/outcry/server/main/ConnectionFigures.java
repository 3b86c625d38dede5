package dev.outcry.server.main;

import dev.outcry.server.api.Metrics;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.socket.WebSockets;
import java.util.function.LongSupplier;

/// The figures of connections: how many, what they were refused, and how they ended.
final class ConnectionFigures {
    private ConnectionFigures() {}

    static void register(Metrics metrics, WebSockets sockets, Limits limits, Hub hub) {
        metrics.gauge(
                "outcry_connections",
                "Open WebSocket connections, those that are closing included",
                sockets::count);
        metrics.gauge(
                "outcry_connections_addresses",
                "Addresses from which connections are open",
                () -> limits.holders(Limits.Count.CONNECTIONS_BY_ADDRESS));
        metrics.gauge(
                "outcry_connections_address_max",
                "Open connections of the address that has most",
                () -> limits.highest(Limits.Count.CONNECTIONS_BY_ADDRESS));
        metrics.gauge(
                "outcry_connections_users",
                "Users of whom connections are open",
                () -> limits.holders(Limits.Count.CONNECTIONS_BY_USER));
        for (Limits.Kind kind : Limits.Kind.values()) {
            limited(metrics, kind.label(), () -> limits.refused(kind));
        }
        for (Limits.Count count : Limits.Count.values()) {
            limited(metrics, count.label(), () -> limits.refused(count));
        }
        limited(metrics, "subscriptions", () -> hub.stats().refusedSubscriptions());
        limited(metrics, "outbox_bytes", () -> hub.stats().tooSlow());
        sockets.closes()
                .forEach((code, sum) ->
                        metrics.labeledCounter(
                                "outcry_closed",
                                "code",
                                code,
                                "Connections that have ended, by close code",
                                sum));
    }

    private static void limited(Metrics metrics, String limit, LongSupplier refused) {
        metrics.labeledCounter(
                "outcry_limited", "limit", limit, "What was refused, by the limit", refused);
    }
}
