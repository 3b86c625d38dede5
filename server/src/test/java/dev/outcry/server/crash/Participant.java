package dev.outcry.server.crash;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    private final Map<String, JsonObject> answered = new TreeMap<>();
    private int ids;
    private int made;
    private @Nullable Wire wire;

    /// A command that was sent.
    ///
    /// @param key that makes it happen once
    /// @param command without an id
    private record Sent(String key, JsonObject command) {}

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

    /// {@return the answers to all that was ever sent, by key; each an `ok`}
    Map<String, JsonObject> answered() {
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

    private Sent made() {
        String key = name + "-" + ++made;
        JsonObjectBuilder command = Json.createObjectBuilder();
        if (random.nextInt(3) > 0) {
            command.add("type", "say").add("room", "lobby").add("text", "said " + key);
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

    private void send(Wire on, Sent sent) {
        int id = ++ids;
        outstanding.put(id, sent);
        on.send(Json.createObjectBuilder(sent.command()).add("id", id).build());
    }

    private JsonObject expect(Wire on, String type) throws InterruptedException {
        while (true) {
            JsonObject message = on.take(PATIENCE_SECONDS * 1_000);
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
                answered.put(sent.key(), message);
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

    /// One WebSocket connection.
    private static final class Wire implements WebSocket.Listener {
        private final BlockingQueue<Optional<JsonObject>> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private @Nullable WebSocket socket;
        private volatile boolean gone;

        static Wire open(HttpClient client, URI address, String token) {
            Wire wire = new Wire();
            wire.socket =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(URI.create("ws://" + address.getAuthority() + "/ws"), wire)
                            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join();
            return wire;
        }

        void send(JsonObject command) {
            WebSocket to = socket;
            if (to != null && !gone) {
                try {
                    to.sendText(command.toString(), true)
                            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join();
                } catch (RuntimeException e) { // it has gone, and nobody else may say so
                    end();
                }
            }
        }

        boolean gone() {
            return gone && heard.isEmpty();
        }

        /// {@return the next message; null if there is none in time, or no more}
        @Nullable JsonObject take(long millis) throws InterruptedException {
            if (gone()) {
                return null;
            }
            Optional<JsonObject> next = heard.poll(millis, TimeUnit.MILLISECONDS);
            return next == null ? null : next.orElse(null);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try (JsonReader reader = Json.createReader(new StringReader(part.toString()))) {
                    heard.add(Optional.of(reader.readObject()));
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end();
        }

        private void end() {
            gone = true;
            heard.add(Optional.empty());
        }
    }
}
