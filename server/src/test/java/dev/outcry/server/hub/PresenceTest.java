package dev.outcry.server.hub;

import static dev.outcry.server.hub.TestLog.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.ServerMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PresenceTest {
    private static final Channel ROOM = new Channel.Room(LOBBY);
    private static final Channel PRESENCE = new Channel.Presence(LOBBY);
    private static final Person ADA = person("ada");
    private static final Person BOB = person("bob");
    private static final Person EVE = person("eve");

    private final ManualClock clock = new ManualClock();
    private final TestLog log = new TestLog(clock);
    private final Hub hub = new Hub(2, log, clock);

    @BeforeEach
    void open() {
        log.publishTo(hub);
        log.open(LOBBY);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void countsEachUserOnceAndNobodyAnonymous() {
        enter("ada");
        enter("ada");
        Peer anonymous = new Peer(hub);
        anonymous.follow(ROOM);
        anonymous.take();

        assertThat(hub.presence(LOBBY))
                .isEqualTo(new ServerMessage.Snapshot.OfPresence(1, List.of(ADA)));
    }

    @Test
    void isThereUntilTheLastConnectionLeaves() {
        Peer first = enter("ada");
        Peer second = enter("ada");

        leave(first);
        int withOne = hub.presence(LOBBY).count();
        leave(second);

        assertThat(withOne).isEqualTo(1);
        assertThat(hub.presence(LOBBY).count()).isZero();
    }

    @Test
    void endsWithTheSubscriptionToTheRoom() {
        Peer ada = enter("ada");

        ada.seat().unsubscribe(new Command.Unsubscribe(OptionalLong.empty(), ROOM));
        ada.take();

        assertThat(hub.presence(LOBBY).count()).isZero();
    }

    @Test
    void followsAnAnonymousConnectionThatBecomesAUser() {
        Peer peer = new Peer(hub);
        peer.follow(ROOM);
        peer.take();

        peer.become("ada");
        peer.take();

        assertThat(hub.presence(LOBBY).people()).containsExactly(ADA);
    }

    @Test
    void tellsTheFirstChangeAtOnceAndThoseOfTheNextSecondTogether() {
        Peer watcher = watch();

        Peer ada = enter("ada");
        List<Event> first = watcher.takeEvents();
        enter("bob");
        leave(ada);
        enter("eve");
        clock.advance(999);
        sync();
        List<Event> early = watcher.takeEvents();
        clock.advance(1);
        sync();

        assertThat(first).containsExactly(changed(1, List.of(ADA), List.of()));
        assertThat(early).isEmpty();
        assertThat(watcher.takeEvents())
                .containsExactly(changed(2, List.of(BOB, EVE), List.of("ada")));
    }

    @Test
    void showsASnapshotTakenBetweenTwoTellingsWhatFollows() {
        enter("eve"); // told at once
        Peer ada = enter("ada"); // told in a second
        Peer watcher = watch();

        leave(ada);
        clock.advance(1_000);
        sync();

        assertThat(watcher.takeEvents()).containsExactly(changed(1, List.of(), List.of("ada")));
    }

    @Test
    void doesNotTellAFollowerWhatWasOnItsWayBeforeItsSnapshot() {
        try (Hub one = new Hub(1, log, clock)) {
            log.publishTo(one);
            log.open(LOBBY);
            CountDownLatch hold = new CountDownLatch(1);
            CompletableFuture<Boolean> held = one.ask(_ -> awaited(hold));
            new Peer(one, "ada").follow(ROOM); // its telling comes behind the next subscribe
            Peer watcher = new Peer(one);
            watcher.follow(PRESENCE);
            hold.countDown();

            List<ServerMessage> messages = watcher.take();

            assertThat(held).succeedsWithin(Duration.ofSeconds(10));
            assertThat(Peer.subscribed(messages).snapshot())
                    .contains(new ServerMessage.Snapshot.OfPresence(1, List.of(ADA)));
            assertThat(Peer.events(messages)).isEmpty();
            assertThat(watcher.takeEvents()).isEmpty();
        }
    }

    @Test
    void doesNotRepeatWhatASnapshotHas() {
        Peer watcher = watch();
        enter("ada");

        List<Event> told = watcher.takeEvents();
        Peer late = watch();

        assertThat(told).hasSize(1);
        assertThat(late.take()).isEmpty();
    }

    @Test
    void tellsOnlyTheCountAbove200() {
        Peer watcher = watch();
        IntStream.range(0, 201).forEach(i -> enter("user-" + i));
        watcher.take();

        clock.advance(1_000);
        sync();

        assertThat(watcher.takeEvents()).containsExactly(changed(201, List.of(), List.of()));
        Peer late = new Peer(hub);
        late.follow(PRESENCE);
        ServerMessage.Snapshot snapshot = Peer.subscribed(late.take()).snapshot().orElseThrow();
        assertThat(((ServerMessage.Snapshot.OfPresence) snapshot).count()).isEqualTo(201);
        assertThat(((ServerMessage.Snapshot.OfPresence) snapshot).people()).hasSize(100);
    }

    @Test
    void passesTypingOn() {
        Peer watcher = watch();

        hub.typing(LOBBY, ADA, true);

        assertThat(watcher.takeEvents()).containsExactly(new Event.Typing(LOBBY, ADA, true));
    }

    @Test
    void mergesForASlowReader() {
        Peer watcher = watch();
        watcher.follow(ROOM);
        watcher.take();
        watcher.stall();
        for (int i = 0; i < 30; i++) {
            log.say("x".repeat(3_000));
        }
        sync();

        Peer ada = enter("ada");
        clock.advance(1_000);
        sync();
        leave(ada);
        enter("bob");
        hub.typing(LOBBY, BOB, true);
        hub.typing(LOBBY, BOB, false);
        clock.advance(1_000);
        sync();
        sync();
        watcher.unstall();

        List<Event> events = new ArrayList<>(watcher.takeEvents());
        events.removeIf(Event.Message.class::isInstance);
        assertThat(events)
                .containsExactly(
                        changed(1, List.of(BOB), List.of("ada")),
                        new Event.Typing(LOBBY, BOB, false));
    }

    @Test
    void leavesNothingOfThoseWhoHaveLeft() {
        List<Peer> peers = IntStream.range(0, 500).mapToObj(i -> enter("user-" + i)).toList();

        peers.forEach(peer -> peer.seat().leave());
        peers.forEach(peer -> peer.seat().leave()); // again, as two threads may notice
        sync();

        assertThat(hub.presence(LOBBY).count()).isZero();
        HubStats stats = hub.stats();
        assertThat(stats.sessions()).isZero();
        assertThat(stats.subscriptions()).isZero();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Peer enter(String user) {
        Peer peer = new Peer(hub, user);
        peer.follow(ROOM);
        peer.take();
        sync();
        return peer;
    }

    private void leave(Peer peer) {
        peer.seat().leave();
        sync();
    }

    private Peer watch() {
        Peer watcher = new Peer(hub);
        watcher.follow(PRESENCE);
        watcher.take();
        return watcher;
    }

    /// Lets both lanes do what is due, and tell each other.
    private void sync() {
        for (int i = 0; i < 4; i++) {
            hub.ask(View::pos).join();
        }
    }

    private static Event.PresenceChanged changed(
            int count, List<Person> joined, List<String> left) {
        return new Event.PresenceChanged(LOBBY, count, joined, left);
    }

    private static Person person(String id) {
        return new Person(id, id, false);
    }
}
