package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a connection, what its client has seen is the log without a hole, or it was
/// told why not.
class HubPropertyTest {
    private static final List<Channel> CHANNELS =
            List.of(new Channel.Room(LOBBY), new Channel.Trades(BTC), new Channel.Book(BTC));
    private static final int STEPS = 3_000;
    private static final int CLIENTS = 6;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    @Timeout(60)
    void nobodyMissesAnEventUnknowingly(long seed) {
        Random random = new Random(seed);
        ManualClock clock = new ManualClock();
        TestLog log = new TestLog(clock);
        try (Hub hub = new Hub(1 + random.nextInt(3), log, clock)) {
            log.publishTo(hub);
            log.open(LOBBY);
            log.list(BTC);
            ClientBook truth = new ClientBook();
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new Client(hub, log, i % 2 == 0));
            }

            for (int i = 0; i < STEPS; i++) {
                publish(log, truth, random);
                clients.get(random.nextInt(CLIENTS)).live(random);
                if (random.nextInt(500) == 0) {
                    Channel channel = CHANNELS.get(random.nextInt(2));
                    log.forget(channel, Math.max(0, log.newest(channel) - 1_200L));
                }
            }

            clients.forEach(client -> client.settle(truth));
        }
    }

    private static void publish(TestLog log, ClientBook truth, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> log.say("s".repeat(1 + random.nextInt(2_000)));
            case 1 -> log.trade(BTC, (90 + random.nextInt(20)) + ".00", "1");
            case 2 -> {
                for (int i = random.nextInt(40); i > 0; i--) {
                    log.say("burst");
                }
            }
            default ->
                    log.change(BTC, "bid " + (90 + random.nextInt(20)) + ".00 " + random.nextInt(3))
                            .changes()
                            .forEach(change -> truth.set(change.side(), change.level()));
        }
    }

    /// A client that checks all that it is sent.
    private static final class Client {
        private final Hub hub;
        private final TestLog log;
        private final boolean takesCompressed;
        private final Map<Channel, Long> seen = new HashMap<>();
        private final Map<Channel, Boolean> asked = new HashMap<>();
        private final Map<Channel, Boolean> live = new HashMap<>();
        private final ClientBook book = new ClientBook();
        private Peer peer;
        private boolean stalled;
        private long livePos;

        Client(Hub hub, TestLog log, boolean takesCompressed) {
            this.hub = hub;
            this.log = log;
            this.takesCompressed = takesCompressed;
            this.peer = new Peer(hub, takesCompressed);
        }

        void live(Random random) {
            if (stalled && random.nextInt(100) > 0) {
                return; // long enough to fall behind, sometimes for good
            }
            Channel channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
            switch (random.nextInt(40)) {
                case 0 -> subscribe(channel, false);
                case 1, 2, 3 -> subscribe(channel, true);
                case 4 -> cut(random);
                case 5, 6 -> {
                    peer.stall();
                    stalled = true;
                }
                case 7 -> unstall();
                case 8 -> drain();
                default -> {}
            }
        }

        private void subscribe(Channel channel, boolean resume) {
            drain();
            live.put(channel, false);
            asked.put(channel, resume && seen.containsKey(channel));
            if (asked.get(channel)) {
                peer.follow(channel, new Position(EPOCH, seen.get(channel)));
            } else {
                peer.follow(channel);
            }
        }

        private void cut(Random random) {
            if (random.nextBoolean()) {
                drain();
            }
            reconnect();
        }

        private void reconnect() {
            peer.seat().leave();
            unstall();
            peer = new Peer(hub, takesCompressed);
            live.clear();
            livePos = 0;
        }

        private void unstall() {
            peer.unstall();
            stalled = false;
        }

        private void drain() {
            unstall();
            peer.take().forEach(this::see);
            if (peer.outbox().isClosed()) { // too slow: what was queued is dropped
                reconnect();
            }
        }

        private void see(ServerMessage message) {
            switch (message) {
                case ServerMessage.Subscribed subscribed -> begin(subscribed);
                case ServerMessage.Live marker -> {
                    assertThat(marker.seq()).isEqualTo(seen.get(marker.channel()));
                    live.put(marker.channel(), true);
                }
                case Event.Sequenced event -> see(event);
                default -> throw new AssertionError("unexpected " + message);
            }
        }

        private void begin(ServerMessage.Subscribed subscribed) {
            Channel channel = subscribed.channel();
            boolean resuming = asked.get(channel);
            if (subscribed.recovered()) {
                assertThat(resuming).isTrue();
                assertThat(subscribed.position().seq()).isEqualTo(seen.get(channel));
                return;
            }
            assertThat(subscribed.reason().isPresent()).isEqualTo(resuming);
            seen.put(channel, subscribed.position().seq());
            switch (subscribed.snapshot().orElseThrow()) {
                case ServerMessage.Snapshot.One(Event event) -> book.begin((Event.Book) event);
                case ServerMessage.Snapshot.OfRoom room -> newest(subscribed, room.events());
                case ServerMessage.Snapshot.Items items -> newest(subscribed, items.items());
                case ServerMessage.Snapshot.OfMe me -> throw new AssertionError(me);
                case ServerMessage.Snapshot.OfPresence people -> throw new AssertionError(people);
            }
        }

        private void newest(ServerMessage.Subscribed subscribed, List<? extends Event> events) {
            int seq = (int) subscribed.position().seq();
            assertThat(events)
                    .isEqualTo(log.all(subscribed.channel()).subList(Math.max(0, seq - 50), seq));
        }

        private void see(Event.Sequenced event) {
            Channel channel = event.channel();
            if (Optional.ofNullable(live.get(channel)).orElse(false)) {
                assertThat(event.pos()).isGreaterThanOrEqualTo(livePos);
                livePos = event.pos();
            }
            if (channel instanceof Channel.Book) {
                book.apply(event);
                assertThat(book.seq()).isEqualTo(event.seq());
            } else {
                assertThat(event.seq()).isEqualTo(seen.get(channel) + 1);
                assertThat(event).isEqualTo(log.event(channel, event.seq()));
            }
            seen.put(channel, event.seq());
        }

        /// After all is told, the client has seen it all.
        void settle(ClientBook truth) {
            drain();
            drain(); // on the next connection, if that one was closed
            for (Channel channel : CHANNELS) {
                subscribe(channel, true);
                drain();
                assertThat(seen.get(channel)).isEqualTo(log.newest(channel));
            }
            assertThat(book.bids(1_000)).isEqualTo(truth.bids(1_000));
        }
    }
}
