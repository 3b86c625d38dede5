package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BookTest {
    private static final Channel BOOK = new Channel.Book(BTC);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);
    private final Peer peer = new Peer(hub);
    private final ClientBook client = new ClientBook();

    @BeforeEach
    void open() {
        log.publishTo(hub);
        log.open(LOBBY);
        log.list(BTC);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void sendsTheBookThenItsChangesWithTheChecksumOfTheTenBest() {
        log.change(BTC, "bid 100.00 5", "ask 101.00 2.5");
        peer.follow(BOOK);
        Event.Book book = book(peer.take());

        log.change(BTC, "bid 100.00 0", "bid 99.50 1");

        assertThat(book.checksum()).isEqualTo(crc("100.00:5|101.00:2.5"));
        assertThat(peer.takeEvents())
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.BookDelta.class,
                        delta -> {
                            assertThat(delta.seq()).isEqualTo(2);
                            assertThat(delta.prev()).isEmpty();
                            assertThat(delta.checksum()).isEqualTo(crc("99.50:1|101.00:2.5"));
                        });
    }

    @Test
    void saysOfAnEmptyBookThatItsChecksumIsZero() {
        peer.follow(BOOK);

        Event.Book book = book(peer.take());

        assertThat(book.bids()).isEmpty();
        assertThat(book.checksum()).isZero();
    }

    @Test
    void showsADepthTheLevelsThatComeIntoItsViewAndThoseThatLeaveIt() {
        for (int i = 0; i < 12; i++) {
            log.change(BTC, "bid " + (100 - i) + ".00 1");
        }
        peer.follow(Peer.following(BOOK, OptionalInt.empty(), OptionalInt.of(10)));
        peer.take();

        log.change(BTC, "bid 100.00 0"); // 90.00 comes into view
        log.change(BTC, "bid 99.50 2"); // and is pushed out again
        log.change(BTC, "bid 89.00 3"); // out of view
        log.change(BTC, "bid 99.00 4");

        List<Event> deltas = peer.takeEvents();
        assertThat(deltas).hasSize(3);
        assertThat(changes(deltas.get(0))).containsExactly("100.00 0", "90.00 1");
        assertThat(changes(deltas.get(1))).containsExactly("99.50 2", "90.00 0");
        assertThat(changes(deltas.get(2))).containsExactly("99.00 4");
        assertThat(((Event.BookDelta) deltas.get(2)).prev()).hasValue(14);
    }

    @Test
    void namesTheSeqOfWhatADepthShowsInItsSnapshot() {
        for (int i = 0; i < 12; i++) {
            log.change(BTC, "bid " + (100 - i) + ".00 1");
        }

        peer.follow(Peer.following(BOOK, OptionalInt.empty(), OptionalInt.of(10)));

        ServerMessage.Subscribed subscribed = Peer.subscribed(peer.take());
        assertThat(subscribed.position()).isEqualTo(new Position(EPOCH, 10));
        assertThat(hub.ask(view -> view.book(BTC, 10).orElseThrow()).join().seq()).isEqualTo(10);
        assertThat(hub.ask(view -> view.book(BTC, 50).orElseThrow()).join().seq()).isEqualTo(12);
    }

    @Test
    void recoversTheNewestThousandDeltas() {
        changeTimes(1_500);

        peer.follow(BOOK, new Position(EPOCH, 500));
        List<ServerMessage> recovered = peer.take();
        peer.follow(BOOK, new Position(EPOCH, 499));
        List<ServerMessage> older = peer.take();

        assertThat(Peer.subscribed(recovered).recovered()).isTrue();
        assertThat(Peer.events(recovered)).hasSize(1_000);
        assertThat(recovered.getLast()).isEqualTo(new ServerMessage.Live(BOOK, 1_500));
        assertThat(Peer.subscribed(older).reason()).contains(Reason.TOO_OLD);
    }

    @Test
    void saysWhyABookIsNotRecovered() {
        changeTimes(10_002);

        assertThat(reason(new Position("e0", 10_000))).contains(Reason.EPOCH_CHANGED);
        assertThat(reason(new Position(EPOCH, 10_003))).contains(Reason.AHEAD);
        assertThat(reason(new Position(EPOCH, 1))).contains(Reason.TOO_MANY);
        assertThat(reason(new Position(EPOCH, 2))).contains(Reason.TOO_OLD);
    }

    @Test
    void recoversADepthAsItWasTold() {
        for (int i = 0; i < 30; i++) {
            log.change(BTC, "bid " + (100 - i) + ".00 1");
        }
        Peer first = new Peer(hub);
        first.follow(Peer.following(BOOK, OptionalInt.empty(), OptionalInt.of(10)));
        first.take();
        for (int i = 0; i < 30; i++) {
            log.change(BTC, "bid " + (100 - i) + ".00 2");
            log.change(BTC, "ask " + (200 - i) + ".00 1");
        }

        peer.follow(
                new Command.Following(
                        BOOK,
                        Optional.of(new Position(EPOCH, 10)),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(10)));

        List<ServerMessage> messages = peer.take();
        assertThat(Peer.subscribed(messages).recovered()).isTrue();
        assertThat(Peer.events(messages)).isEqualTo(first.takeEvents()).isNotEmpty();
    }

    @Test
    void mergesDeltasForOneThatAskedForAnInterval() {
        log.change(BTC, "bid 100.00 1");
        peer.follow(Peer.following(BOOK, OptionalInt.of(100), OptionalInt.empty()));
        peer.take();

        log.change(BTC, "bid 99.00 1"); // at once
        log.change(BTC, "bid 98.00 1");
        log.change(BTC, "bid 98.00 0", "bid 97.00 3");
        log.change(BTC, "ask 101.00 4");
        List<Event> before = peer.takeEvents();
        long pos = log.pos();
        clock.advance(100);
        List<Event> after = peer.takeEvents();

        assertThat(before).hasSize(1);
        assertThat(after)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.BookDelta.class,
                        delta -> {
                            assertThat(delta.seq()).isEqualTo(5);
                            assertThat(delta.prev()).hasValue(2);
                            assertThat(delta.pos()).isEqualTo(pos);
                        });
        assertThat(changes(after.getFirst())).containsExactly("98.00 0", "97.00 3", "101.00 4");
    }

    @Test
    void givesAFreshBookToOneThatFellBehindTheWindow() {
        peer.follow(BOOK);
        client.begin(book(peer.take()));
        peer.follow(new Channel.Room(LOBBY));
        peer.take();
        peer.stall();
        for (int i = 0; i < 30; i++) {
            log.say("x".repeat(3_000)); // now it is behind
        }

        changeTimes(1_500);
        hub.ask(View::pos).join();
        hub.ask(View::pos).join();
        peer.unstall();

        List<Event> events = peer.takeEvents();
        assertThat(events.getLast()).isInstanceOf(Event.Book.class);
        assertThat(events).hasSize(31);
        client.apply(events.getLast());
        assertThat(client.seq()).isEqualTo(1_500);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void everyDepthFoldsToTheTruth(long seed) {
        Random random = new Random(seed);
        ClientBook truth = new ClientBook();
        List<Watcher> watchers = new ArrayList<>();
        for (int depth : new int[] {10, 50, 1_000}) {
            watchers.add(new Watcher(depth, OptionalInt.empty()));
            watchers.add(new Watcher(depth, OptionalInt.of(50)));
        }

        for (int i = 0; i < 2_000; i++) {
            Event.BookDelta delta = log.change(BTC, randomLevels(random));
            delta.changes().forEach(change -> truth.set(change.side(), change.level()));
            if (random.nextInt(20) == 0) {
                clock.advance(random.nextInt(60));
            }
            if (random.nextInt(200) == 0) {
                Watcher one = watchers.get(random.nextInt(watchers.size()));
                one.resume(random.nextBoolean());
            }
        }
        watchers.forEach(Watcher::watch); // both lanes are done before the time passes
        clock.advance(50);

        for (Watcher watcher : watchers) {
            watcher.watch();
            assertThat(watcher.book.bids(2_000)).isEqualTo(truth.bids(watcher.depth));
            assertThat(watcher.book.asks(2_000)).isEqualTo(truth.asks(watcher.depth));
        }
    }

    private String[] randomLevels(Random random) {
        String[] levels = new String[1 + random.nextInt(4)];
        for (int i = 0; i < levels.length; i++) {
            boolean bid = random.nextBoolean();
            // About 60 levels a side, the best ones busiest.
            int away = (int) Math.abs(random.nextGaussian() * 30);
            levels[i] =
                    (bid ? "bid " + (1_000 - away) : "ask " + (1_001 + away))
                            + ".00 "
                            + (random.nextInt(3) == 0 ? "0" : 1 + random.nextInt(99) + ".250");
        }
        return levels;
    }

    /// A client of some depth.
    private final class Watcher {
        private final int depth;
        private final OptionalInt interval;
        private final ClientBook book = new ClientBook();
        private Peer watching = new Peer(hub);

        Watcher(int depth, OptionalInt interval) {
            this.depth = depth;
            this.interval = interval;
            follow(Optional.empty());
        }

        void resume(boolean cut) {
            watch();
            if (cut) {
                watching.seat().leave();
                watching = new Peer(hub);
            }
            follow(Optional.of(new Position(EPOCH, book.seq())));
        }

        private void follow(Optional<Position> since) {
            watching.follow(
                    new Command.Following(
                            BOOK, since, OptionalInt.empty(), interval, OptionalInt.of(depth)));
            watch();
        }

        void watch() {
            for (ServerMessage message : watching.take()) {
                if (message instanceof ServerMessage.Subscribed subscribed
                        && !subscribed.recovered()) {
                    book.begin(book(List.of(subscribed)));
                } else if (message instanceof Event event) {
                    book.apply(event);
                }
            }
        }
    }

    private void changeTimes(int count) {
        for (int i = 0; i < count; i++) {
            log.change(BTC, "bid " + (100 + i % 40) + ".00 " + (1 + i % 7));
        }
    }

    private Optional<Reason> reason(Position since) {
        peer.follow(BOOK, since);
        return Peer.subscribed(peer.take()).reason();
    }

    private static Event.Book book(List<ServerMessage> messages) {
        return (Event.Book)
                ((ServerMessage.Snapshot.One) Peer.subscribed(messages).snapshot().orElseThrow())
                        .event();
    }

    private static List<String> changes(Event event) {
        return ((Event.BookDelta) event)
                .changes().stream()
                        .map(change -> change.level().price() + " " + change.level().qty())
                        .toList();
    }

    private static long crc(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(US_ASCII));
        return sum.getValue();
    }
}
