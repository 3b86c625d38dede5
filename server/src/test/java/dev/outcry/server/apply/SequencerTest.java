package dev.outcry.server.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Entry;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.JournalUnavailableException;
import dev.outcry.server.journal.MemoryJournal;
import dev.outcry.server.journal.WrappedJournal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SequencerTest {
    private static final RoomId LOBBY = new RoomId("lobby");

    private final JournalUnavailableException full =
            new JournalUnavailableException("the disk is full", new IOException("ENOSPC"));
    private final MemoryJournal journal = new MemoryJournal(100_000);
    private final Floor floor = new Floor();
    private final Recorder outcomes = new Recorder();
    private final Sequencer sequencer = new Sequencer(journal, floor, Clock.systemUTC(), outcomes);

    private static FloorCommand say(String by) {
        return new FloorCommand.Say(
                new Person(by, by, false),
                LOBBY,
                Optional.of("hello"),
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private void open() {
        open(sequencer);
    }

    private static void open(Sequencer sequencer) {
        sequencer.backfill(
                1_000,
                List.of(
                        new FloorCommand.Genesis("e"),
                        new FloorCommand.CreateRoom(
                                Optional.empty(), LOBBY, "Lobby", "", RoomInfo.Visibility.PUBLIC)));
        sequencer.start();
    }

    private static final class Waiting implements Origin.Caller {
        private final CompletableFuture<Result> answer = new CompletableFuture<>();

        @Override
        public void answer(Result result, long pos) {
            answer.complete(result);
        }
    }

    @Test
    void answersEveryCommandOnceAndKeepsEachSendersOrder() throws Exception {
        open();
        int senders = 8;
        int each = 2_000;
        CountDownLatch done = new CountDownLatch(senders);
        ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();

        for (int s = 0; s < senders; s++) {
            String name = "s" + s;
            Thread.startVirtualThread(() -> {
                for (int i = 0; i < each; i++) {
                    Waiting origin = new Waiting();
                    while (sequencer.submit(say(name), origin).isPresent()) {
                        Thread.onSpinWait();
                    }
                    waiting.add(origin);
                }
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        sequencer.close();

        assertThat(waiting).hasSize(senders * each);
        assertThat(waiting.stream().map(w -> ((Result.Placed) w.answer.join()).seq()))
                .doesNotHaveDuplicates();
        assertThat(outcomes.applied.stream().map(Applied::pos).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sequencer.appliedPos()).isEqualTo(2 + senders * each);
    }

    @Test
    void logsWhatItAppliesSoThatAReplayGivesTheSameHash() throws Exception {
        open();
        for (int i = 0; i < 500; i++) {
            assertThat(sequencer.submit(say("ada"), new Origin.None())).isEmpty();
        }
        long hash = sequencer.ask(Floor::stateHash).get(5, TimeUnit.SECONDS);
        Floor twin = new Floor();
        List<Entry> log = new ArrayList<>();

        journal.read(0, log::add);
        log.forEach(entry -> twin.apply(entry.pos(), entry.at(), entry.command(), effect -> {}));

        assertThat(log).hasSize(502);
        assertThat(twin.stateHash()).isEqualTo(hash);
        sequencer.close();
    }

    @Test
    void appliesAllThatWasQueuedBeforeItCloses() {
        open();
        Waiting last = new Waiting();
        for (int i = 0; i < 100; i++) {
            sequencer.submit(say("ada"), new Origin.None());
        }
        sequencer.submit(say("ada"), last);

        sequencer.close();

        assertThat(last.answer).isCompletedWithValue(new Result.Placed(101, 103));
        assertThat(sequencer.submit(say("ada"), new Origin.None()))
                .map(Result.Refused::code)
                .contains(ErrorCode.BUSY);
    }

    @Test
    void refusesToBackfillOnceItServes() {
        open();

        assertThatThrownBy(() -> sequencer.backfill(0, List.of(new FloorCommand.Tick())))
                .isInstanceOf(IllegalStateException.class);
        sequencer.close();
    }

    @Test
    void aQuestionThatFailsIsItsAskersAlone() {
        open();

        CompletableFuture<String> failed =
                sequencer.ask(on -> {
                    throw new IllegalArgumentException("no");
                });

        assertThat(failed)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(sequencer.ask(Floor::nextDue).join()).isEqualTo(Long.MAX_VALUE);
        sequencer.close();
        assertThat(sequencer.ask(Floor::nextDue))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void answersUnavailableWhileTheLogCannotBeWrittenAndThenGoesOn() {
        Failing failing = new Failing(journal);
        Sequencer down = new Sequencer(failing, floor, Clock.systemUTC(), outcomes);
        open(down);
        await(decided(down, say("ada")));
        failing.why = full;

        Result.Refused refused = (Result.Refused) await(decided(down, say("bob")));
        Optional<Result.Refused> atOnce = down.submit(say("cyd"), new Origin.None());
        long applied = down.ask(on -> down.appliedPos()).join();

        assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused.retryAfterMillis()).isPresent();
        assertThat(atOnce).map(Result.Refused::code).contains(ErrorCode.UNAVAILABLE);
        assertThat(down.available()).isFalse();
        assertThat(applied).isEqualTo(3);
        assertThat(outcomes.applied).hasSize(3);

        failing.why = null;
        while (!down.available()) {
            Thread.onSpinWait();
        }
        assertThat(await(decided(down, say("dan")))).isEqualTo(new Result.Placed(2, 5));
        down.close();
        List<Entry> log = new ArrayList<>();
        journal.read(0, log::add);
        assertThat(log).extracting(Entry::pos).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(log.get(3).command()).isEqualTo(new FloorCommand.Tick());
        assertThat(outcomes.failed).isNotDone();
    }

    @Test
    void refusesWhatWasQueuedMeanwhileInItsOrder() {
        Failing failing = new Failing(journal);
        Sequencer down = new Sequencer(failing, floor, Clock.systemUTC(), outcomes);
        open(down);
        failing.why = full;
        failing.gate = new CountDownLatch(1);
        List<Origin> asking = new ArrayList<>();

        for (int i = 0; i < 100; i++) { // the first waits in the log, the others behind it
            Waiting origin = new Waiting();
            assertThat(down.submit(say("ada"), origin)).isEmpty();
            asking.add(origin);
        }
        failing.gate.countDown();
        down.close();

        assertThat(outcomes.refused).filteredOn(Waiting.class::isInstance).isEqualTo(asking);
        assertThat(asking)
                .allSatisfy(origin -> assertThat(((Waiting) origin).answer).isCompleted());
        assertThat(journal.last()).isEqualTo(2);
    }

    @Test
    void stopsForGoodWhenNobodyKnowsWhatIsOnTheDisk() {
        Failing failing = new Failing(journal);
        Sequencer broken = new Sequencer(failing, floor, Clock.systemUTC(), outcomes);
        open(broken);
        failing.why = new IllegalStateException("fsync failed");

        broken.submit(say("ada"), new Origin.None());

        assertThat(outcomes.failed.join()).hasMessage("fsync failed");
        assertThat(broken.available()).isFalse();
        assertThat(broken.submit(say("ada"), new Origin.None())).isPresent();
        broken.close();
        assertThat(outcomes.applied).hasSize(2);
        assertThat(broken.durablePos()).isEqualTo(2);
    }

    @Test
    void tellsWhoBackfillsThatTheLogCannotBeWritten() {
        Failing failing = new Failing(journal);
        failing.why = full;
        Sequencer down = new Sequencer(failing, floor, Clock.systemUTC(), outcomes);

        assertThatThrownBy(() -> open(down)).isSameAs(full);

        failing.why = null;
        open(down);
        assertThat(down.appliedPos()).isEqualTo(2);
        down.close();
    }

    private static CompletableFuture<Result> decided(Sequencer sequencer, FloorCommand command) {
        Waiting origin = new Waiting();
        assertThat(sequencer.submit(command, origin)).isEmpty();
        return origin.answer;
    }

    private static Result await(CompletableFuture<Result> answer) {
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /// A log that can be made to fail.
    private static final class Failing extends WrappedJournal {
        volatile @Nullable RuntimeException why;
        volatile CountDownLatch gate = new CountDownLatch(0);

        Failing(Journal journal) {
            super(journal);
        }

        @Override
        public void append(List<Entry> batch) {
            try {
                assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            RuntimeException failure = why;
            if (failure != null) {
                throw failure;
            }
            super.append(batch);
        }
    }
}
