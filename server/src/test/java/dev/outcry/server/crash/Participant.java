package dev.outcry.server.crash;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One who speaks and trades, outlives the server, and remembers: what was answered, what was told,
/// and what is still unknown. For one thread at a time.
final class Participant {
    private static final String MARKET = "CRS-USD";
    private static final int OUTSTANDING = 16;
    private static final long PATIENCE_SECONDS = 20;
    private static final List<String> CHANNELS = List.of("room:lobby", "trades:" + MARKET, "me");

    private final String name;
    private final String token;
    private final Told told;
    private final SplittableRandom random;
    private final Map<String, JsonObject> positions = new TreeMap<>();
    private final Map<Integer, Sent> outstanding = new LinkedHashMap<>();
    private final List<Sent> unknown = new ArrayList<>();
    private final Map<String, Done> answered = new TreeMap<>();
    private final List<Long> said = new ArrayList<>(); // and not taken back
    private int ids;
    private int made;
    private @Nullable Wire wire;

    /// A command that was sent.
    ///
    /// @param key that makes it happen once
    /// @param command without an id
    private record Sent(String key, JsonObject command) {}

    /// A command that has happened.
    ///
    /// @param command what was asked
    /// @param ok what was answered
    record Done(JsonObject command, JsonObject ok) {
        String type() {
            return command.getString("type");
        }

        long seq() {
            return ok.getJsonNumber("seq").longValue();
        }
    }

    Participant(String name, String token, Told told, long seed) {
        this.name = name;
        this.token = token;
        this.told = told;
        this.random = new SplittableRandom(seed);
    }

    String name() {
        return name;
    }

    String token() {
        return token;
    }

    /// {@return all that was ever answered with `ok`, by key}
    Map<String, Done> answered() {
        return answered;
    }

    /// {@return what may have happened or not}
    int unknown() {
        return unknown.size();
    }

    /// Connects, resumes every channel, and sends again what is unknown.
    void come(HttpClient client, URI address) throws InterruptedException {
        Wire opened = Wire.open(client, address, token);
        wire = opened;
        expect(opened, "welcome");
        for (String channel : CHANNELS) {
            JsonObjectBuilder subscribe =
                    Json.createObjectBuilder()
                            .add("type", "subscribe")
                            .add("id", ++ids)
                            .add("channel", channel);
            JsonObject since = positions.get(channel);
            if (since != null) {
                subscribe.add("since", since);
            }
            opened.send(subscribe.build());
            JsonObject subscribed = expect(opened, "subscribed");
            if (subscribed.getBoolean("recovered") != (since != null)) {
                told.fault(name + " can't resume " + channel + ": " + subscribed);
            }
            if (since == null) {
                positions.put(channel, position(subscribed));
            } else if (!since.getString("epoch").equals(subscribed.getString("epoch"))) {
                told.fault(name + ": another epoch of " + channel);
            }
            expect(opened, "live");
        }
        List<Sent> again = List.copyOf(unknown);
        unknown.clear();
        for (Sent sent : again) {
            send(opened, sent);
        }
        while (!outstanding.isEmpty() && takeInTime(opened)) {}
    }

    /// Speaks and trades until the server is gone or it is told to end.
    void work(long untilNanos) throws InterruptedException {
        Wire on = connected();
        while (System.nanoTime() < untilNanos) {
            while (outstanding.size() < OUTSTANDING && !on.gone()) {
                send(on, made());
            }
            if (!take(on, 100)) {
                break;
            }
        }
    }

    /// Takes everything up to the end of the connection; what wasn't answered is unknown.
    void part() throws InterruptedException {
        Wire on = connected();
        while (takeInTime(on)) {}
        on.close();
        unknown.addAll(outstanding.values());
        outstanding.clear();
    }

    /// Waits until all that was sent is answered.
    void settle() throws InterruptedException {
        Wire on = connected();
        while (!outstanding.isEmpty() && takeInTime(on)) {}
        on.send(Json.createObjectBuilder().add("type", "ping").add("id", ++ids).build());
        expect(on, "pong");
    }

    /// {@return the newest events of a channel, as somebody who was away is told of them}
    List<JsonObject> missed(HttpClient client, URI address, String channel, long count)
            throws InterruptedException {
        JsonObject position = position(channel);
        long seq = position.getJsonNumber("seq").longValue();
        JsonObjectBuilder since =
                Json.createObjectBuilder(position).add("seq", Math.max(0, seq - count));
        Wire opened = Wire.open(client, address, token);
        opened.send(
                Json.createObjectBuilder()
                        .add("type", "subscribe")
                        .add("id", ++ids)
                        .add("channel", channel)
                        .add("since", since)
                        .build());
        List<JsonObject> events = new ArrayList<>();
        for (JsonObject next = opened.take(PATIENCE_SECONDS * 1_000);
                next != null && !next.getString("type").equals("live");
                next = opened.take(PATIENCE_SECONDS * 1_000)) {
            if (next.containsKey("pos")) {
                events.add(next);
            }
        }
        opened.close();
        return events;
    }

    private JsonObject position(String channel) {
        JsonObject position = positions.get(channel);
        if (position == null) {
            throw new IllegalStateException(name + " doesn't know " + channel);
        }
        return position;
    }

    private Sent made() {
        String key = name + "-" + ++made;
        JsonObjectBuilder command = Json.createObjectBuilder();
        if (!said.isEmpty() && random.nextInt(20) == 0) {
            long message = said.remove(random.nextInt(said.size()));
            command.add("type", "delete").add("room", "lobby").add("message", message);
        } else if (random.nextInt(3) > 0) {
            command.add("type", "say").add("room", "lobby").add("text", key + " " + word());
        } else {
            command.add("type", "order")
                    .add("symbol", MARKET)
                    .add("side", random.nextBoolean() ? "buy" : "sell")
                    .add("kind", "limit")
                    .add("price", (95 + random.nextInt(11)) + ".00")
                    .add("qty", "0." + (1 + random.nextInt(9)))
                    .add("tif", random.nextBoolean() ? "ioc" : "gtc")
                    .add("client", key);
        }
        return new Sent(key, command.add("key", key).build());
    }

    /// A word that nobody else says.
    private String word() {
        return Long.toString(random.nextLong(1L << 61, 1L << 62), 36);
    }

    private void send(Wire on, Sent sent) {
        int id = ++ids;
        outstanding.put(id, sent);
        on.send(Json.createObjectBuilder(sent.command()).add("id", id).build());
    }

    private JsonObject expect(Wire on, String type) throws InterruptedException {
        while (true) {
            JsonObject message = on.take(PATIENCE_SECONDS * 1_000);
            if (message == null && on.gone()) {
                throw new Wire.GoneException(name + " can't wait for " + type);
            }
            if (message == null) {
                throw new IllegalStateException(name + " waits in vain for " + type);
            }
            if (message.getString("type").equals(type)) {
                return message;
            }
            hear(message);
        }
    }

    /// {@return whether something came; else the connection is gone, or it is a fault}
    private boolean takeInTime(Wire on) throws InterruptedException {
        JsonObject message = on.take(PATIENCE_SECONDS * 1_000);
        if (message != null) {
            hear(message);
        } else if (!on.gone()) {
            told.fault(name + " hears nothing, and waits for " + outstanding);
        }
        return message != null;
    }

    /// {@return whether the connection goes on}
    private boolean take(Wire on, long millis) throws InterruptedException {
        JsonObject message = on.take(millis);
        if (message != null) {
            hear(message);
        }
        return message != null || !on.gone();
    }

    private void hear(JsonObject message) {
        if (message.containsKey("channel") && message.containsKey("pos")) {
            event(message);
        } else if (message.containsKey("id")) {
            Sent sent = outstanding.remove(message.getInt("id"));
            if (sent == null) {
                told.fault(name + " was answered what it didn't ask: " + message);
            } else if (message.getString("type").equals("ok")) {
                Done done = new Done(sent.command(), message);
                answered.put(sent.key(), done);
                if (done.type().equals("say")) {
                    said.add(done.seq());
                }
                told.answer();
            } else if (!message.getString("code", "").equals("order.insufficient_funds")
                    && !message.getString("code", "").equals("order.limit")) {
                told.fault(name + ": " + sent + " failed: " + message);
            }
        }
    }

    private void event(JsonObject event) {
        String channel = event.getString("channel");
        JsonObject before = positions.get(channel);
        long seq = event.getJsonNumber("seq").longValue();
        if (before == null || seq != before.getJsonNumber("seq").longValue() + 1) {
            told.fault(name + " was told " + event + " after " + before);
            return;
        }
        positions.put(channel, Json.createObjectBuilder(before).add("seq", seq).build());
        told.tell(channel.equals("me") ? "me " + name : channel, event);
    }

    private static JsonObject position(JsonObject subscribed) {
        return Json.createObjectBuilder()
                .add("epoch", subscribed.getString("epoch"))
                .add("seq", subscribed.getJsonNumber("seq"))
                .build();
    }

    private Wire connected() {
        Wire on = wire;
        if (on == null) {
            throw new IllegalStateException(name + " hasn't come");
        }
        return on;
    }
}
