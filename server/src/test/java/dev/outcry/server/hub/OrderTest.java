package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.BTC;
import static dev.outcry.server.hub.TestLog.EPOCH;
import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.Reply;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OrderTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);
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
    void answersACommandBeforeItsOwnEvent() {
        peer.follow(ROOM);
        peer.take();

        peer.seat().submitted();
        Event.Message message = log.say(LOBBY, "hello", connection(2));

        assertThat(peer.take())
                .containsExactly(
                        new Reply.Placed(OptionalLong.of(2), message.seq(), message.pos()),
                        message);
    }

    @Test
    void carriesOutASubscribeAfterTheCommandSentBeforeIt() {
        peer.seat().submitted();
        peer.follow(ROOM);
        hub.ask(View::pos).join();
        hub.ask(View::pos).join(); // each lane has seen the subscribe by now
        Event.Message message = log.say(LOBBY, "first", connection(2));

        List<ServerMessage> messages = peer.take();
        assertThat(messages.getFirst()).isInstanceOf(Reply.Placed.class);
        assertThat(Peer.subscribed(messages).position())
                .isEqualTo(new Position(EPOCH, message.seq()));
        assertThat(Peer.events(messages)).isEmpty();
    }

    @Test
    void doesNotWaitForACommandThatTheLogDidNotTake() {
        peer.seat().submitted();
        peer.seat().withdrawn();
        peer.seat().reply(new Reply.Error(OptionalLong.of(2), ErrorCode.BUSY, "later"));

        assertThat(peer.take()).hasSize(1);
        hub.ask(View::pos).join();
        hub.ask(View::pos).join(); // the lane is done with that ping as well
        assertThat(peer.seat().outstanding()).isZero();
    }

    @Test
    void tellsARefusalToItsConnectionAlone() {
        Peer other = new Peer(hub);
        peer.follow(ROOM);
        other.follow(ROOM);
        peer.take();
        other.take();

        peer.seat().submitted();
        log.refuse(connection(2), new Result.Refused(ErrorCode.MESSAGE_EMPTY, "text: is empty"));

        assertThat(peer.take())
                .containsExactly(
                        new Reply.Error(
                                OptionalLong.of(2), ErrorCode.MESSAGE_EMPTY, "text: is empty"));
        assertThat(other.take()).isEmpty();
    }

    @Test
    void tellsWhatWasNotLoggedInItsPlaceAmongTheAnswers() {
        Result.Refused down = new Result.Refused(ErrorCode.UNAVAILABLE, "the disk is full");
        peer.follow(ROOM);
        peer.take();
        for (int i = 0; i < 3; i++) {
            peer.seat().submitted();
        }
        peer.seat().reply(new Reply.Ok(OptionalLong.of(5)));

        Event.Message first = log.say(LOBBY, "first", connection(2));
        hub.refuse(List.of(connection(3), new Origin.None(), connection(4)), down);

        assertThat(peer.take())
                .containsExactly(
                        new Reply.Placed(OptionalLong.of(2), first.seq(), first.pos()),
                        first,
                        new Reply.Error(OptionalLong.of(3), down.code(), down.message()),
                        new Reply.Error(OptionalLong.of(4), down.code(), down.message()),
                        new Reply.Ok(OptionalLong.of(5)));
    }

    @Test
    void answersAPingAfterTheLogPositionThatItNames() {
        peer.follow(ROOM);
        peer.take();
        peer.seat().ping(new Command.Ping(OptionalLong.of(5), true), log.pos() + 2);

        log.say("one");
        log.say("two");

        List<ServerMessage> messages = peer.take();
        assertThat(messages).hasSize(3);
        assertThat(messages.getLast())
                .isEqualTo(
                        new Reply.Pong(
                                OptionalLong.of(5),
                                ManualClock.START,
                                Optional.of(Map.of(ROOM, new Position(EPOCH, 2)))));
    }

    @Test
    void answersOnlyWhatHasAnId() {
        peer.seat().ping(new Command.Ping(OptionalLong.empty(), false), 0);
        peer.seat().unsubscribe(new Command.Unsubscribe(OptionalLong.empty(), ROOM));

        assertThat(peer.take()).isEmpty();
    }

    @Test
    void sendsCountedEventsOfAllChannelsInTheOrderOfTheLog() {
        peer.follow(ROOM);
        peer.follow(new Channel.Trades(BTC));
        peer.follow(new Channel.Book(BTC));
        peer.take();

        for (int i = 0; i < 50; i++) {
            log.say("m");
            log.trade(BTC, "100.00", "1");
            log.change(BTC, "bid 99.00 " + (i + 1));
        }

        List<Long> positions =
                peer.takeEvents().stream().map(event -> ((Event.Sequenced) event).pos()).toList();
        assertThat(positions).hasSize(150).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void closesAPeerThatDoesNotReadARoomAndNobodyElse() {
        Peer slow = new Peer(hub);
        slow.follow(ROOM);
        peer.follow(ROOM);
        slow.take();
        peer.take();
        slow.stall();

        for (int i = 0; i < 400; i++) {
            log.say("z".repeat(3_000));
            if (i % 50 == 49) {
                assertThat(peer.takeEvents()).hasSize(50);
            }
        }
        slow.unstall();

        assertThat(slow.awaitClose()).isEqualTo(CloseCode.TOO_SLOW.code());
        assertThat(hub.stats().tooSlow()).isEqualTo(1);
    }

    @Test
    void showsAQuestionEverythingPublishedBefore() {
        Event.Message message = log.say("seen");

        assertThat(hub.ask(view -> view.room(LOBBY).orElseThrow().seq()).join())
                .isEqualTo(message.seq());
        assertThat(hub.ask(view -> view.market(BTC)).join()).isPresent();
    }

    @Test
    void tellsAQuestionsFailure() {
        CompletableFuture<Integer> answer =
                hub.ask(_ -> {
                    throw new IllegalStateException("asked too much");
                });

        assertThat(answer).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void letsAReaderWaitWhileTooMuchIsOutstanding() throws InterruptedException {
        for (int i = 0; i < Seat.MAX_OUTSTANDING; i++) {
            peer.seat().submitted();
        }
        Thread reader =
                Thread.startVirtualThread(() -> {
                    try {
                        peer.seat().awaitRoom();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        while (!waits(reader)) {
            assertThat(reader.isAlive()).isTrue();
        }

        log.say(LOBBY, "answered", connection(1));
        reader.join();

        assertThat(peer.seat().outstanding()).isEqualTo(Seat.MAX_OUTSTANDING - 1);
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private Origin connection(long id) {
        return new Origin.Connection(peer, OptionalLong.of(id));
    }
}
