package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecoveryTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(1, log, clock);
    private final Peer peer = new Peer(hub);

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
    void sendsEveryMissedEventWithoutASnapshot() {
        log.sayTimes(10);

        peer.follow(ROOM, new Position(EPOCH, 4));

        List<ServerMessage> messages = peer.take();
        assertThat(messages.getFirst())
                .isEqualTo(
                        new ServerMessage.Subscribed(
                                OptionalLong.of(1),
                                ROOM,
                                new Position(EPOCH, 4),
                                true,
                                Optional.empty(),
                                Optional.empty()));
        assertThat(Peer.events(messages)).isEqualTo(log.all(ROOM).subList(4, 10));
        assertThat(messages.getLast()).isEqualTo(new ServerMessage.Live(ROOM, 10));
    }

    @Test
    void recoversNothingWhereNothingWasMissed() {
        log.sayTimes(3);

        peer.follow(ROOM, new Position(EPOCH, 3));

        List<ServerMessage> messages = peer.take();
        assertThat(messages).hasSize(2);
        assertThat(Peer.subscribed(messages).recovered()).isTrue();
        assertThat(messages.getLast()).isEqualTo(new ServerMessage.Live(ROOM, 3));
    }

    @Test
    void readsOlderEventsFromTheHistory() {
        log.sayTimes(2_500);

        peer.follow(ROOM, new Position(EPOCH, 100));

        List<ServerMessage> messages = peer.take();
        assertThat(Peer.subscribed(messages).recovered()).isTrue();
        assertThat(Peer.events(messages)).isEqualTo(log.all(ROOM).subList(100, 2_500));
        assertThat(log.reads()).isPositive();
    }

    @Test
    void doesNotReadTheHistoryForTheNewestThousand() {
        log.sayTimes(2_500);

        peer.follow(ROOM, new Position(EPOCH, 1_500));

        assertThat(Peer.events(peer.take())).hasSize(1_000);
        assertThat(log.reads()).isZero();
    }

    @Test
    void keepsNoMoreThanAMebibyteInTheLane() {
        String text = "x".repeat(4_000); // 12 KB at worst, so 87 of them
        for (int i = 0; i < 200; i++) {
            log.say(text);
        }

        peer.follow(ROOM, new Position(EPOCH, 150));
        int near = Peer.events(peer.take()).size();
        int readsNear = log.reads();
        peer.follow(ROOM, new Position(EPOCH, 50));

        assertThat(near).isEqualTo(50);
        assertThat(readsNear).isZero();
        assertThat(Peer.events(peer.take())).hasSize(150);
        assertThat(log.reads()).isPositive();
    }

    @Test
    void continuesWithEventsOfTheTimeOfTheReplay() {
        log.sayTimes(1_200);
        CountDownLatch readable = new CountDownLatch(1);
        log.readableAfter(readable);
        peer.follow(ROOM, new Position(EPOCH, 0));

        log.sayTimes(1_500);
        readable.countDown();
        List<ServerMessage> replay = peer.take();
        log.say("new");

        assertThat(Peer.events(replay)).isEqualTo(log.all(ROOM).subList(0, 2_700));
        assertThat(replay.getLast()).isEqualTo(new ServerMessage.Live(ROOM, 2_700));
        assertThat(peer.takeEvents()).hasSize(1);
    }

    @Test
    void saysThatTheEpochHasChanged() {
        log.sayTimes(3);

        assertThat(reason(ROOM, new Position("e0", 2))).contains(Reason.EPOCH_CHANGED);
    }

    @Test
    void saysThatThePositionIsAhead() {
        log.sayTimes(3);

        assertThat(reason(ROOM, new Position(EPOCH, 4))).contains(Reason.AHEAD);
    }

    @Test
    void saysThatEventsAreGone() {
        log.sayTimes(2_000);
        log.forget(ROOM, 501);

        assertThat(reason(ROOM, new Position(EPOCH, 500))).contains(Reason.TOO_OLD);
        assertThat(reason(ROOM, new Position(EPOCH, 501))).isEmpty();
    }

    @Test
    void saysThatTooManyWereMissed() {
        log.sayTimes(10_002);

        assertThat(reason(ROOM, new Position(EPOCH, 1))).contains(Reason.TOO_MANY);
        assertThat(reason(ROOM, new Position(EPOCH, 2))).isEmpty();
    }

    @Test
    void recoversTradesLikeRooms() {
        Channel trades = new Channel.Trades(BTC);
        for (int i = 0; i < 1_500; i++) {
            log.trade(BTC, "100.00", "1");
        }

        peer.follow(trades, new Position(EPOCH, 300));

        assertThat(peer.takeEvents()).isEqualTo(log.all(trades).subList(300, 1_500));
    }

    @Test
    void ignoresThePositionOfAnUncountedChannel() {
        peer.follow(new Channel.Ticker(BTC), new Position("e0", 77));

        ServerMessage.Subscribed subscribed = Peer.subscribed(peer.take());
        assertThat(subscribed.recovered()).isFalse();
        assertThat(subscribed.reason()).isEmpty();
        assertThat(subscribed.position()).isEqualTo(new Position(EPOCH, 0));
    }

    @Test
    void drawsAReplayAsTheSocketDrains() {
        for (int i = 0; i < 900; i++) {
            log.say("y".repeat(3_000)); // 2.7 MB in all, over twice the budget
        }
        peer.stall();
        peer.follow(ROOM, new Position(EPOCH, 0));
        hub.ask(View::pos).join();
        // The first read is done, and all that may be queued is.
        while (peer.outbox().queuedBytes() <= Outbox.BEHIND_BYTES) {
            Thread.onSpinWait();
        }
        long queued = peer.outbox().queuedBytes();

        peer.unstall();

        assertThat(queued).isLessThan(2 * Outbox.BEHIND_BYTES + 4_000);
        assertThat(peer.takeEvents()).isEqualTo(log.all(ROOM));
    }

    @Test
    void readsForEightAtOnce() {
        log.sayTimes(1_500);
        CountDownLatch readable = new CountDownLatch(1);
        log.readableAfter(readable);
        List<Peer> peers = IntStream.range(0, 12).mapToObj(_ -> new Peer(hub)).toList();
        peers.forEach(each -> each.follow(ROOM, new Position(EPOCH, 0)));
        hub.ask(View::pos).join();

        while (log.reads() < 8) {
            Thread.onSpinWait();
        }
        readable.countDown();

        peers.forEach(each -> assertThat(each.takeEvents()).hasSize(1_500));
        assertThat(log.mostReading()).isEqualTo(8);
    }

    @Test
    void keepsNothingOfAConnectionThatLeavesDuringItsReplay() {
        log.sayTimes(1_500);
        CountDownLatch readable = new CountDownLatch(1);
        log.readableAfter(readable);
        Peer leaving = new Peer(hub, "ada");
        leaving.follow(ROOM, new Position(EPOCH, 0));
        while (log.reads() == 0) {
            Thread.onSpinWait();
        }

        leaving.seat().leave();
        hub.ask(View::pos).join();
        readable.countDown();
        peer.follow(ROOM, new Position(EPOCH, 0)); // read after the one that nobody waits for
        peer.take();

        assertThat(hub.stats().sessions()).isEqualTo(1);
        assertThat(hub.stats().subscriptions()).isEqualTo(1);
        assertThat(hub.presence(LOBBY).count()).isZero();
    }

    @Test
    void endsAConnectionWhoseHistoryHasAHole() {
        log.sayTimes(1_500);
        History holed =
                new History() {
                    @Override
                    public long oldest(Channel channel) {
                        return 1;
                    }

                    @Override
                    public List<Event.Sequenced> read(Channel channel, long after, int limit) {
                        return log.read(channel, after, limit).stream()
                                .filter(event -> event.seq() != 5)
                                .toList();
                    }
                };
        try (Hub other = new Hub(1, holed, clock)) {
            TestLog otherLog = new TestLog(clock);
            otherLog.publishTo(other);
            otherLog.open(LOBBY);
            otherLog.sayTimes(1_500);
            Peer unlucky = new Peer(other);

            unlucky.follow(ROOM, new Position(EPOCH, 0));

            assertThat(unlucky.awaitClose()).isEqualTo(CloseCode.INTERNAL.code());
        }
    }

    private Optional<Reason> reason(Channel channel, Position since) {
        peer.follow(channel, since);
        List<ServerMessage> messages = peer.take();
        ServerMessage.Subscribed subscribed = Peer.subscribed(messages);
        assertThat(subscribed.recovered()).isEqualTo(subscribed.reason().isEmpty());
        assertThat(subscribed.snapshot().isPresent()).isEqualTo(!subscribed.recovered());
        return subscribed.reason();
    }
}
