package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who reads 1 KB a second among fast ones costs the server no more than its outbox, and loses
/// nothing that counts: what can't be left out is closed 4008 and resumed without a hole, the rest
/// is merged.
@Timeout(120)
final class SlowReaderIT {
    private static final int SLOW = 1_024;
    private static final int RECEIVE_BYTES = 4 << 10;

    /// An outbox, what is kept of a channel to be resumed, and what all that is spoken about takes.
    private static final long HEAP_MORE = 16 << 20;

    private static final String SYMBOL = "FZZ-USD";

    private RunningServer server;
    private Vitals base;

    @BeforeEach
    void start() throws IOException {
        server = RunningServer.start(Map.of("OUTCRY_FEED", "none", "OUTCRY_LIMITS", "off"));
        base = server.baseLine();
    }

    @AfterEach
    void stop() throws IOException {
        try (RunningServer ending = server) {
            assertThat(ending.awaitBackTo(base, HEAP_MORE, Duration.ofSeconds(20))).isNotNull();
            assertThat(ending.complaints()).isEmpty();
        }
    }

    /// {@return a connection with little room for what isn't read}
    private Peer narrow(String path) throws IOException {
        Peer peer = Peer.plain(server.port(), InetAddress.getLoopbackAddress(), RECEIVE_BYTES);
        assertThat(peer.upgrade(path)).startsWith("HTTP/1.1 101 ");
        return peer;
    }

    private Peer guest(String path, String token) throws IOException {
        return Peer.upgraded(server.port(), path, "Authorization: Bearer " + token);
    }

    @Test
    void closesWhoIsTooSlowForARoomAndLetsItResumeWithoutAHole() throws Exception {
        List<String> said = new ArrayList<>();
        List<JsonObject> seen;
        String epoch;
        try (Peer slow = narrow("/ws/rooms/lobby");
                Peer ada = guest("/ws/rooms/lobby", server.guest("Ada"))) {
            epoch = slow.await("subscribed").getString("epoch");
            slow.await("live");
            ada.await("live");
            slow.readAt(SLOW);
            Reading reading = new Reading(slow);
            while (server.metric("outcry_too_slow_total") == 0) {
                assertThat(said).as("messages that fit").hasSizeLessThan(1_000);
                for (int i = 0; i < 10; i++) {
                    said.add("\uD83D\uDCC8".repeat(3_900) + said.size());
                    ada.send(Frame.text(Talker.say(said.size(), said.getLast())));
                    assertThat(ada.await("message").getString("text")).isEqualTo(said.getLast());
                }
            }
            assertThat(server.vitals().heapBytes()).isLessThan(base.heapBytes() + HEAP_MORE);
            slow.readAt(0);

            seen = reading.seen();
        }

        assertThat(seen).hasSizeLessThan(said.size());
        expectTold(seen, said, 0);
        String since = "?epoch=" + epoch + "&seq=" + seen.size();
        try (Peer again = narrow("/ws/rooms/lobby" + since)) {
            assertThat(again.await("subscribed").getBoolean("recovered")).isTrue();
            List<JsonObject> missed = new ArrayList<>();
            for (JsonObject next = again.next(); !isLive(next); next = again.next()) {
                missed.add(next);
            }
            assertThat(missed).hasSize(said.size() - seen.size());
            expectTold(missed, said, seen.size());
        }
    }

    private static boolean isLive(JsonObject message) {
        return message.getString("type").equals("live");
    }

    private static void expectTold(List<JsonObject> events, List<String> said, int from) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getInt("seq")).isEqualTo(from + i + 1);
            assertThat(events.get(i).getString("text")).isEqualTo(said.get(from + i));
        }
    }

    @Test
    void mergesBookAndTickerForWhoIsTooSlowForThem() throws Exception {
        server.market(SYMBOL);
        JsonObject guest = server.newGuest("Bob");
        server.deposit(guest.getJsonObject("user").getString("id"), "FZZ", "1000000");
        String book = "{\"type\":\"subscribe\",\"id\":1,\"channel\":\"book:FZZ-USD\"}";
        try (Peer slow = narrow("/ws/tickers/" + SYMBOL);
                Peer bob = guest("/ws", guest.getString("token"));
                Peer fast = Peer.upgraded(server.port(), "/ws")) {
            bob.await("welcome");
            BookCopy slowly = follow(slow, book);
            BookCopy quickly = follow(fast, book);
            slow.readAt(SLOW);
            Reading reading = new Reading(slow);
            int orders = 0;
            while (server.metric("outcry_conflated_total") < 1_000) {
                assertThat(orders).as("orders without merging").isLessThan(40_000);
                trade(bob, orders, 500);
                orders += 500;
            }
            assertThat(server.vitals().heapBytes()).isLessThan(base.heapBytes() + HEAP_MORE);
            assertThat(server.metric("outcry_too_slow_total")).isZero();
            fast.send(Frame.text(Talker.ping(2)));
            int all = take(quickly, fast);
            slow.readAt(0);
            slow.send(Frame.text(Talker.ping(2)));

            List<JsonObject> seen = reading.seen();

            assertThat(seen.getLast().getString("type")).isEqualTo("pong");
            seen.stream().filter(BookCopy::isOne).forEach(slowly::take);
            assertThat(slowly).hasToString(quickly.toString());
            assertThat(seen.stream().filter(BookCopy::isOne).count()).isLessThan(all);
            assertThat(figures(last(seen, "ticker"))).isEqualTo(figures(ticker()));
        }
    }

    /// Subscribes to the book, and takes its first state.
    private static BookCopy follow(Peer peer, String subscribe) throws IOException {
        BookCopy copy = new BookCopy();
        peer.send(Frame.text(subscribe));
        copy.take(peer.await(m -> m.containsKey("id")).getJsonObject("snapshot"));
        peer.await("live");
        return copy;
    }

    /// Takes what comes up to the pong.
    ///
    /// @return how many events there were of the book
    private static int take(BookCopy copy, Peer peer) throws IOException {
        int count = 0;
        for (JsonObject next = peer.next();
                !next.getString("type").equals("pong");
                next = peer.next()) {
            copy.take(next);
            count++;
        }
        return count;
    }

    /// Places orders on both sides, cancels half of them, and waits until all has happened.
    private static void trade(Peer bob, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            boolean buy = i % 2 == 0;
            boolean last = i == from + count - 1;
            bob.send(
                    Frame.text(
                            """
                            {"type":"order","symbol":"%s","side":"%s","kind":"limit",\
                            "qty":"0.1","price":"%d.%02d"%s}\
                            """
                                    .formatted(
                                            SYMBOL,
                                            buy ? "buy" : "sell",
                                            buy ? 1 : 2,
                                            i * 7919L % 100,
                                            last ? ",\"id\":" + i : "")));
            if (i % 100 == 50) {
                bob.send(Frame.text("{\"type\":\"cancelAll\"}"));
            }
        }
        JsonObject reply = bob.next(); // without an id only errors are answered
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo("ok");
    }

    private JsonObject ticker() {
        return Peer.parse(server.get("/api/v1/markets/" + SYMBOL + "/ticker"));
    }

    private static JsonObject last(List<JsonObject> messages, String type) {
        return messages.stream()
                .filter(message -> message.getString("type").equals(type))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /// {@return what a ticker says, without what belongs to its delivery}
    private static JsonObject figures(JsonObject ticker) {
        var figures = Json.createObjectBuilder();
        for (String name : List.of("symbol", "last", "bid", "bidQty", "ask", "askQty")) {
            figures.add(name, ticker.get(name));
        }
        return figures.build();
    }

    /// What a peer hears up to a pong or the end, read by a thread of its own.
    private static final class Reading {
        private final FutureTask<List<JsonObject>> seen;

        Reading(Peer peer) {
            seen = new FutureTask<>(() -> read(peer));
            Thread.startVirtualThread(seen);
        }

        private static List<JsonObject> read(Peer peer) throws IOException {
            List<JsonObject> seen = new ArrayList<>();
            try {
                Frame frame = peer.readPastPings();
                while (frame.head() == (Frame.FIN | Frame.TEXT)) {
                    seen.add(Contract.checked(Peer.parse(frame.text())));
                    if (seen.getLast().getString("type").equals("pong")) {
                        return seen;
                    }
                    frame = peer.readPastPings();
                }
                assertThat(frame.closeCode()).isEqualTo(4008);
            } catch (EOFException | SocketException _) {
                // Ended before the close could be written.
            }
            return seen;
        }

        List<JsonObject> seen() throws Exception {
            return seen.get(20, TimeUnit.SECONDS);
        }
    }
}
