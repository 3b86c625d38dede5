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
import dev.outcry.server.journal.MemoryJournal;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SequencerTest {
    private static final RoomId LOBBY = new RoomId("lobby");

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
}
