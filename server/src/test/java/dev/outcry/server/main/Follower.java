package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// A client that follows channels through everything that befalls its connection, and checks all
/// that it is sent. Single-threaded.
final class Follower {
    static final String ROOM = "room:lobby";
    static final String BOOK = "book:PRP-USD";
    static final List<String> CHANNELS = List.of(ROOM, BOOK, "trades:PRP-USD", "me");

    private final Truth truth;
    private final String token;
    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, Integer> lives = new HashMap<>(); // of the server, when it was seen
    private final Map<String, String> epochs = new HashMap<>();
    private final Map<String, Optional<String>> expected = new HashMap<>();
    private Optional<RawSocket> socket = Optional.empty();
    private Optional<BookCopy> book = Optional.empty();
    private Set<Long> asGone = Set.of(); // messages taken back before it subscribed
    private Set<Long> gone = Set.of(); // and before what is told now was sent
    private boolean followsBook;
    private boolean stalled;
    private int life; // of the server, when this connected
    private int pings;

    /// What all are told.
    static final class Truth {
        final Set<Long> deleted = new HashSet<>();
        private final Map<String, Map<Long, String>> events = new HashMap<>();
        int port;
        int life;

        Map<Long, String> of(String channel) {
            return events.computeIfAbsent(channel, _ -> new TreeMap<>());
        }

        /// The same as everybody else was told, but for what was taken back.
        private void check(String channel, long seq, String text, boolean gone) {
            if (gone || text.contains("\"deleted\":true")) {
                assertThat(channel).as(text).isEqualTo(ROOM);
                assertThat(deleted).as(text).contains(seq);
                assertThat(Client.parse(text).keySet())
                        .doesNotContain("text", "mentions")
                        .contains("deleted");
            } else {
                String told = of(channel).computeIfAbsent(seq, _ -> text);
                assertThat(text).isEqualTo(told);
            }
        }
    }

    Follower(Truth truth, String token) {
        this.truth = truth;
        this.token = token;
    }

    /// Does something that clients do.
    void live(Random random) {
        if (stalled && random.nextInt(30) > 0) {
            return;
        }
        stalled = false;
        String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
        switch (random.nextInt(12)) {
            case 0 -> cut();
            case 1 -> stalled = true;
            case 2 -> {
                drain();
                subscribe(channel, "");
            }
            case 3 -> {
                drain();
                subscribe(channel, random.nextBoolean() ? "ahead" : "epoch_changed");
            }
            case 4, 5, 6 -> drain();
            default -> {}
        }
    }

    /// Loses its connection, and what was sent to it.
    void cut() {
        socket.ifPresent(RawSocket::reset);
        socket = Optional.empty();
    }

    /// Reads all that was sent to it, and reconnects first if need be.
    ///
    /// @return whether the connection lasted
    boolean drain() {
        try {
            if (socket.isEmpty()) {
                socket = Optional.of(connect());
                CHANNELS.forEach(channel -> subscribe(channel, ""));
            }
            int ping = ++pings;
            socket.get().text("{\"type\":\"ping\",\"id\":" + ping + "}");
            while (true) {
                RawSocket.Frame frame = socket.get().read();
                if (frame.head() == (RawSocket.FIN | RawSocket.TEXT)) {
                    if (see(frame.text(), ping)) {
                        return true;
                    }
                } else if (frame.head() == (RawSocket.FIN | RawSocket.CLOSE)) {
                    assertThat(frame.closeCode()).isIn(4008, 1001);
                    cut();
                    return false;
                }
            }
        } catch (UncheckedIOException e) { // the server went
            cut();
            return false;
        }
    }

    private RawSocket connect() {
        followsBook = false;
        RawSocket opened = RawSocket.narrow(truth.port, 16 << 10);
        life = truth.life;
        assertThat(opened.upgrade("/ws", "Authorization: Bearer " + token).status()).isEqualTo(101);
        return opened;
    }

    /// @param refusal how `since` is to be refused; empty for the true one
    private void subscribe(String channel, String refusal) {
        if (socket.isEmpty()) {
            return;
        }
        if (channel.equals(BOOK) && followsBook) {
            unsubscribe();
        }
        followsBook |= channel.equals(BOOK);
        if (socket.isEmpty()) {
            return;
        }
        asGone = channel.equals(ROOM) ? Set.copyOf(truth.deleted) : asGone;
        var command = Json.createObjectBuilder().add("type", "subscribe").add("channel", channel);
        if (seen.containsKey(channel)) {
            command.add(
                    "since",
                    Json.createObjectBuilder()
                            .add(
                                    "epoch",
                                    refusal.equals("epoch_changed") ? "other" : epochs.get(channel))
                            .add("seq", refusal.equals("ahead") ? 1L << 40 : seen.get(channel)));
            expected.put(channel, Optional.of(refusal));
        } else {
            expected.put(channel, Optional.empty());
        }
        try {
            socket.get().text(command.build().toString());
        } catch (UncheckedIOException e) {
            cut();
        }
    }

    /// A merged delta of the book may come behind the answer to a ping. So that none comes behind
    /// what is asked next, it is no longer followed first.
    private void unsubscribe() {
        try {
            socket.orElseThrow().text("{\"type\":\"unsubscribe\",\"channel\":\"" + BOOK + "\"}");
            followsBook = false;
            drain();
        } catch (UncheckedIOException e) {
            cut();
        }
    }

    private boolean see(String text, int ping) {
        JsonObject message = Client.parse(text);
        switch (message.getString("type")) {
            case "pong" -> {
                return message.getInt("id") == ping;
            }
            case "subscribed" -> begin(message);
            case "live" ->
                    assertThat(seq(message)).isEqualTo(seen.get(message.getString("channel")));
            case "welcome", "goodbye" -> {}
            default -> event(message, text);
        }
        return false;
    }

    private static long seq(JsonObject message) {
        return message.getJsonNumber("seq").longValue();
    }

    private void begin(JsonObject subscribed) {
        String channel = subscribed.getString("channel");
        Optional<String> asked = expected.get(channel);
        long newest = seq(subscribed);
        gone = channel.equals(ROOM) ? asGone : gone;
        String epoch = subscribed.getString("epoch");
        assertThat(epoch).isEqualTo(epochs.computeIfAbsent(channel, _ -> epoch));
        if (subscribed.getBoolean("recovered")) {
            assertThat(asked).as("%s", subscribed).contains("");
            assertThat(newest).as("%s", subscribed).isEqualTo(seen.get(channel));
            assertThat(subscribed.containsKey("snapshot")).isFalse();
            lives.put(channel, life);
            return;
        }
        String reason = subscribed.getString("reason", "none");
        assertThat(reason).as("%s", subscribed).isEqualTo(reason(channel, asked, newest));
        seen.put(channel, newest);
        lives.put(channel, life);
        JsonObject snapshot = subscribed.getJsonObject("snapshot");
        if (channel.equals(BOOK)) {
            book = Optional.of(new BookCopy(snapshot));
        }
    }

    /// What must have been the matter.
    private String reason(String channel, Optional<String> asked, long newest) {
        if (asked.isEmpty() || !asked.get().isEmpty()) {
            return asked.orElse("none");
        }
        long missed = newest - seen.get(channel);
        if (channel.equals(BOOK)) {
            boolean old = missed > 1_000 || (missed > 0 && lives.get(channel) < life);
            return old ? "too_old" : "nothing";
        }
        return missed > 10_000 ? "too_many" : "nothing";
    }

    private void event(JsonObject event, String text) {
        String channel = event.getString("channel");
        if (channel.equals(BOOK)) {
            book.orElseThrow().take(event);
        } else {
            assertThat(seq(event)).as(text).isEqualTo(seen.get(channel) + 1);
            truth.check(
                    channel, seq(event), text, channel.equals(ROOM) && gone.contains(seq(event)));
        }
        seen.put(channel, seq(event));
        lives.put(channel, life);
    }

    /// {@return the newest seq of a channel that it has seen, when nothing more comes}
    long settled(String channel) {
        for (int i = 0; i < 3 && !drain(); i++) {}
        subscribe(channel, "");
        assertThat(drain()).isTrue();
        return seen.get(channel);
    }
}
