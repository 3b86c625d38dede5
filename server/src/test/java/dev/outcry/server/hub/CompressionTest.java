package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Result;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which frames are compressed, for whom, and how often.
@Timeout(30)
class CompressionTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);
    private static final Channel CANDLES = new Channel.Candles(BTC, Interval.M1);
    private static final String LONG = "selling into strength, buying into weakness, ".repeat(10);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);
    private final Peer plain = new Peer(hub, false);
    private final Peer first = new Peer(hub, true);
    private final Peer second = new Peer(hub, true); // on the other lane
    private final Peer third = new Peer(hub, true);

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

    private void follow(Channel channel) {
        for (Peer peer : List.of(plain, first, second, third)) {
            peer.follow(channel);
            peer.take();
        }
    }

    @Test
    void givesEverybodyTheSameEventsCompressedOrNot() {
        follow(ROOM);
        for (int i = 0; i < 20; i++) {
            log.say(i % 2 == 0 ? LONG + i : "short");
        }

        List<ServerMessage> events = plain.take();
        assertThat(events).hasSize(20);
        assertThat(first.take()).isEqualTo(events);
        assertThat(second.take()).isEqualTo(events);
        assertThat(plain.compressed()).isEmpty();
        assertThat(first.compressed()).hasSize(10);
    }

    @Test
    void compressesAnEventOnceForAllLanes() {
        follow(ROOM);
        log.say(LONG);
        List.of(first, second, third).forEach(Peer::take);

        byte[] frame = first.compressed().getFirst();
        assertThat(second.compressed().getFirst()).isSameAs(frame);
        assertThat(third.compressed().getFirst()).isSameAs(frame);
    }

    @Test
    void replaysTheSameFrame() {
        follow(ROOM);
        log.say(LONG);
        first.take();

        third.follow(ROOM, new Position(EPOCH, 0));
        third.take();

        assertThat(third.compressed().getLast()).isSameAs(first.compressed().getFirst());
    }

    @Test
    void leavesWhatWouldHardlyBecomeSmaller() {
        Random random = new Random(1);
        StringBuilder noise = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            noise.appendCodePoint(0x4E00 + random.nextInt(20_000));
        }
        follow(ROOM);
        Event.Message said = log.say(noise.toString());

        assertThat(first.take()).containsExactly(said);
        assertThat(first.compressed()).isEmpty();
    }

    @Test
    void compressesLargeSnapshotsOfRoomsAndMarkets() {
        for (int i = 0; i < 100; i++) {
            log.say("no " + i);
            log.change(BTC, "bid " + (100 + i) + ".00 1");
        }
        log.trade(BTC, "200.00", "1");
        clock.advance(Interval.H1.millis());

        for (Channel channel : List.of(ROOM, new Channel.Book(BTC), CANDLES)) {
            int before = first.compressed().size();
            plain.follow(channel);
            first.follow(channel);

            assertThat(first.take()).isEqualTo(plain.take());
            assertThat(first.compressed()).as(channel.toString()).hasSize(before + 1);
        }
        assertThat(plain.compressed()).isEmpty();
    }

    @Test
    void leavesTheSnapshotOfASmallRoom() {
        log.say("one");

        first.follow(ROOM);
        first.take();

        assertThat(first.compressed()).isEmpty();
    }

    @Test
    void leavesMarketEventsAsTheyAre() {
        for (Channel channel :
                List.of(
                        new Channel.Ticker(BTC),
                        new Channel.Tickers(),
                        new Channel.Trades(BTC),
                        new Channel.Book(BTC),
                        CANDLES)) {
            first.follow(channel);
        }
        first.take();
        int before = first.compressed().size();
        log.change(
                BTC,
                IntStream.range(10, 110).mapToObj("bid %d.00 1"::formatted).toArray(String[]::new));
        log.trade(BTC, "60.00", "1");

        assertThat(first.take()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(first.compressed()).hasSize(before);
    }

    @Test
    void leavesTheSnapshotOfAUserAsItIs() {
        List<BalanceInfo> balances =
                IntStream.range(0, 100)
                        .mapToObj(i -> new BalanceInfo("A" + i, Decimal.parse("1"), Decimal.ZERO))
                        .toList();
        hub.publish(
                List.of(
                        new Applied(
                                log.pos(),
                                clock.millis(),
                                new Origin.None(),
                                new Result.Applied(),
                                List.of(new Effect.MeOpened("ada", 0, List.of(), balances)))));
        Peer ada = new Peer(hub, "ada", true);

        ada.follow(new Channel.Me("ada"));

        assertThat(Peer.subscribed(ada.take()).snapshot())
                .contains(new ServerMessage.Snapshot.OfMe(List.of(), balances));
        assertThat(ada.compressed()).isEmpty();
    }

    @Test
    void countsWhatItSent() {
        follow(ROOM);
        HubStats before = hub.stats();
        Event.Message said = log.say(LONG);
        List.of(plain, first, second, third).forEach(Peer::take);

        int frame = first.compressed().getLast().length;
        int text = Frames.text(Codec.encode(said)).length;
        HubStats after = hub.stats();
        assertThat(after.compressedBytes() - before.compressedBytes()).isEqualTo(3L * frame);
        assertThat(after.savedBytes() - before.savedBytes()).isEqualTo(3L * (text - frame));
    }
}
