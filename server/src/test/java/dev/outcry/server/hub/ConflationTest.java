package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static dev.outcry.server.hub.TestLog.SPY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConflationTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);
    private static final int FILLERS = 30;

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(1, log, clock);
    private final Peer peer = new Peer(hub);

    @BeforeEach
    void open() {
        log.publishTo(hub);
        log.open(LOBBY);
        log.list(BTC);
        log.list(SPY);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void givesASlowReaderTheLatestTicker() {
        follow(new Channel.Ticker(BTC));
        fallBehind();

        for (int i = 0; i < 5_000; i++) {
            log.tick(BTC, i + ".00");
        }
        List<Event> events = catchUp();

        assertThat(events).hasSize(1);
        assertThat(last(events.getFirst())).isEqualTo("4999.00");
        assertThat(hub.stats().conflated()).isEqualTo(5_000);
    }

    @Test
    void givesASlowReaderTheLatestTickerOfEachMarket() {
        follow(new Channel.Tickers());
        fallBehind();

        log.tick(BTC, "1.00");
        log.tick(SPY, "2.00");
        log.tick(BTC, "3.00");
        List<Event> events = catchUp();

        assertThat(events).extracting(ConflationTest::last).containsExactly("3.00", "2.00");
        assertThat(events).allMatch(event -> event.channel().equals(new Channel.Tickers()));
    }

    @Test
    void givesASlowReaderTheLatestOfEachCandle() {
        follow(new Channel.Candles(BTC, Interval.S1));
        fallBehind();

        for (int i = 0; i < 30; i++) {
            log.trade(BTC, (100 + i) + ".00", "1");
            clock.advance(100);
        }
        List<Event> events = catchUp();

        assertThat(events)
                .extracting(event -> ((Event.Candle) event).trades())
                .containsExactly(10L, 10L, 10L);
        assertThat(events)
                .extracting(event -> ((Event.Candle) event).closed())
                .containsExactly(true, true, false);
    }

    @Test
    void givesASlowReaderOneMergedDelta() {
        follow(new Channel.Book(BTC));
        fallBehind();

        for (int i = 1; i <= 500; i++) {
            log.change(BTC, "bid 100.00 " + i);
        }
        List<Event> events = catchUp();

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.BookDelta.class,
                        delta -> {
                            assertThat(delta.prev()).hasValue(0);
                            assertThat(delta.seq()).isEqualTo(500);
                            assertThat(delta.changes()).hasSize(1);
                        });
    }

    @Test
    void buildsSnapshotsOnlyWhereThereIsRoom() {
        fallBehind();
        Channel ticker = new Channel.Ticker(BTC);
        peer.follow(ticker);
        log.tick(BTC, "1.00");
        log.tick(BTC, "2.00");
        hub.ask(View::pos).join();

        peer.unstall();

        List<ServerMessage> messages = peer.take();
        ServerMessage.Snapshot snapshot = Peer.subscribed(messages).snapshot().orElseThrow();
        assertThat(last(((ServerMessage.Snapshot.One) snapshot).event())).isEqualTo("2.00");
        assertThat(messages.getLast()).isEqualTo(new ServerMessage.Live(ticker, 0));
    }

    @Test
    void keepsASlowReaderOfTickersWithinBounds() {
        follow(new Channel.Ticker(BTC));
        peer.stall();

        for (int i = 0; i < 20_000; i++) {
            log.tick(BTC, "1.00");
        }
        hub.ask(View::pos).join();

        assertThat(peer.outbox().queuedBytes()).isLessThan(2 * Outbox.BEHIND_BYTES);
        assertThat(peer.outbox().isClosed()).isFalse();
        peer.unstall();
    }

    @Test
    void sendsAtMostOneEventInAnInterval() {
        peer.follow(Peer.following(new Channel.Ticker(BTC), OptionalInt.of(100), none()));
        peer.take();

        log.tick(BTC, "1.00");
        log.tick(BTC, "2.00");
        log.tick(BTC, "3.00");
        List<Event> atOnce = peer.takeEvents();
        clock.advance(99);
        List<Event> early = peer.takeEvents();
        clock.advance(1);
        List<Event> due = peer.takeEvents();
        clock.advance(500);
        List<Event> quiet = peer.takeEvents();
        log.tick(BTC, "4.00");

        assertThat(atOnce).extracting(ConflationTest::last).containsExactly("1.00");
        assertThat(early).isEmpty();
        assertThat(due).extracting(ConflationTest::last).containsExactly("3.00");
        assertThat(quiet).isEmpty();
        assertThat(peer.takeEvents()).extracting(ConflationTest::last).containsExactly("4.00");
    }

    @ParameterizedTest(name = "interval {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void losesNothingWhenAnIntervalEndsBetweenTwoLooksAtTheClock(int interval) {
        peer.follow(Peer.following(new Channel.Ticker(BTC), OptionalInt.of(interval), none()));
        peer.take();
        clock.stepEachRead(1);

        for (int i = 1; i <= 100; i++) {
            log.tick(BTC, i + ".00");
        }
        List<Event> events = new ArrayList<>(peer.takeEvents());
        clock.stepEachRead(0);
        clock.advance(interval);
        events.addAll(peer.takeEvents());

        assertThat(last(events.getLast())).isEqualTo("100.00");
    }

    @Test
    void appliesAnIntervalToEachMarketOfAllTickers() {
        peer.follow(Peer.following(new Channel.Tickers(), OptionalInt.of(100), none()));
        peer.take();

        log.tick(BTC, "1.00");
        log.tick(SPY, "2.00");
        log.tick(BTC, "3.00");
        List<Event> atOnce = peer.takeEvents();
        clock.advance(100);

        assertThat(atOnce).extracting(ConflationTest::last).containsExactly("1.00");
        assertThat(peer.takeEvents())
                .extracting(ConflationTest::last)
                .containsExactly("2.00", "3.00");
    }

    @Test
    void forgetsWhatWasKeptForOneThatUnsubscribes() {
        peer.follow(Peer.following(new Channel.Ticker(BTC), OptionalInt.of(100), none()));
        peer.take();
        log.tick(BTC, "1.00");
        log.tick(BTC, "2.00");
        peer.seat()
                .unsubscribe(
                        new Command.Unsubscribe(OptionalLong.empty(), new Channel.Ticker(BTC)));
        peer.take();

        clock.advance(100);

        assertThat(peer.take()).isEmpty();
    }

    private void follow(Channel channel) {
        peer.follow(channel);
        peer.take();
    }

    /// Fills the outbox beyond what may wait, without reading.
    private void fallBehind() {
        peer.follow(ROOM);
        peer.take();
        peer.stall();
        for (int i = 0; i < FILLERS; i++) {
            log.say("x".repeat(3_000));
        }
    }

    /// Reads again, and takes what is not of the room.
    private List<Event> catchUp() {
        hub.ask(View::pos).join();
        peer.unstall();
        List<Event> events = peer.takeEvents();
        assertThat(events).filteredOn(Event.Message.class::isInstance).hasSize(FILLERS);
        return events.stream().filter(event -> !(event instanceof Event.Message)).toList();
    }

    private static OptionalInt none() {
        return OptionalInt.empty();
    }

    private static String last(Event ticker) {
        return ((Event.Ticker) ticker).last().orElseThrow().toString();
    }
}
