package dev.outcry.server.main;

import dev.outcry.server.api.Metrics;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.apply.Snapshotter;
import dev.outcry.server.feed.DemoFeed;
import dev.outcry.server.feed.FeedStats;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.session.Sessions;
import dev.outcry.server.webhook.Webhooks;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Which figures of which part are shown under which name.
final class Figures {
    private Figures() {}

    static void register(
            Metrics metrics,
            Sequencer sequencer,
            FloorData data,
            Snapshotter snapshotter,
            Hub hub,
            Sessions sessions,
            Optional<DemoFeed> feed) {
        metrics.gauge("outcry_sessions", "Open WebSocket connections", sessions::count);
        metrics.gauge("outcry_log_position", "Newest applied log entry", sequencer::appliedPos);
        metrics.gauge(
                "outcry_log_first", "Oldest log entry that is kept", () -> data.journal().first());
        metrics.gauge("outcry_log_bytes", "Size of the log", () -> data.journal().sizeBytes());
        metrics.gauge(
                "outcry_store_position",
                "Newest log entry that can be queried",
                () -> data.store().position());
        metrics.gauge(
                "outcry_snapshot_position",
                "Log entry of the newest snapshot",
                snapshotter::newest);
        metrics.gauge(
                "outcry_snapshot_pause_nanos",
                "How long the newest snapshot kept the floor",
                snapshotter::pauseNanos);
        metrics.gauge("outcry_intake", "Commands that wait to be logged", sequencer::queued);
        metrics.gauge(
                "outcry_subscriptions",
                "Channels followed, over all connections",
                () -> hub.stats().subscriptions());
        metrics.counter("outcry_session_commands", "Commands read", sessions::commands);
        metrics.counter("outcry_deliveries", "Events sent", () -> hub.stats().deliveries());
        metrics.counter(
                "outcry_conflated",
                "Events merged into a later one",
                () -> hub.stats().conflated());
        metrics.counter(
                "outcry_too_slow", "Connections closed with 4008", () -> hub.stats().tooSlow());
        metrics.counter(
                "outcry_compressed_bytes",
                "Bytes of compressed messages sent",
                () -> hub.stats().compressedBytes());
        metrics.counter(
                "outcry_compression_saved_bytes",
                "Bytes that compression saved in them",
                () -> hub.stats().savedBytes());
        feed.ifPresent(demo -> {
            metrics.counter(
                    "outcry_feed_prints",
                    "Recorded prints played",
                    () -> sum(demo, FeedStats::prints));
            metrics.counter(
                    "outcry_feed_clamped",
                    "Recorded prints that a user took part in",
                    () -> sum(demo, FeedStats::clamped));
            metrics.counter(
                    "outcry_feed_refused",
                    "Orders of the feed that were refused",
                    () -> sum(demo, FeedStats::refused));
        });
    }

    static void register(Metrics metrics, Webhooks webhooks) {
        Map<String, ToLongFunction<Webhooks.Stats>> outcomes =
                Map.of(
                        "taken", Webhooks.Stats::taken,
                        "failed", Webhooks.Stats::failed,
                        "dead", Webhooks.Stats::dead);
        outcomes.forEach((outcome, figure) ->
                metrics.labeledCounter(
                        "outcry_webhooks",
                        "outcome",
                        outcome,
                        "Deliveries of webhooks that were taken, attempts that failed, and"
                                + " deliveries that were given up",
                        () -> figure.applyAsLong(webhooks.stats())));
    }

    private static long sum(DemoFeed feed, ToLongFunction<FeedStats> figure) {
        return feed.stats().stream().mapToLong(figure).sum();
    }
}
