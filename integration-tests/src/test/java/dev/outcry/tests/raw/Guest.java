package dev.outcry.tests.raw;

import jakarta.json.JsonObject;
import java.time.Duration;

/// A guest who stays for longer than a token does: it is renewed in time. Any thread.
final class Guest {
    private static final long RENEW_NANOS = Duration.ofMinutes(20).toNanos();

    private final RunningServer server;
    private JsonObject tokens;
    private long since;

    Guest(RunningServer server, String name) {
        this.server = server;
        this.tokens = server.newGuest(name);
        this.since = System.nanoTime();
    }

    /// {@return a token that is good for half an hour at least}
    synchronized String token() {
        if (System.nanoTime() - since > RENEW_NANOS) {
            tokens = server.refreshed(tokens.getString("refresh"));
            since = System.nanoTime();
        }
        return tokens.getString("token");
    }
}
