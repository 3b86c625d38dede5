package dev.outcry.server.apply;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Entry;
import dev.outcry.server.journal.Journal;
import dev.outcry.server.journal.JournalUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes commands from anybody, puts them into one order, makes them durable, then applies them.
///
/// Two threads: the sequencer stamps what has queued up and appends it as one batch, and the apply
/// thread, which alone touches the floor, applies a batch while the next one is written. Group
/// commit follows from that: one command waits for nobody, a thousand share one append.
///
/// While the log can't be written every command is refused, those of the batch that failed first,
/// and a tick is tried every 250 ms. Any other failure of either thread stops both.
public final class Sequencer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sequencer.class.getName());

    private static final int INTAKE = 8_192;
    private static final int BATCH = 4_096;
    private static final long PROBE_MILLIS = 250;
    private static final Result.Refused BUSY =
            refusal(ErrorCode.BUSY, "the server has more to do than it may queue; try again");
    private static final Result.Refused UNAVAILABLE =
            refusal(ErrorCode.UNAVAILABLE, "the log can't be written at the moment; try again");
    private static final Result.Refused STOPPING =
            new Result.Refused(
                    ErrorCode.UNAVAILABLE,
                    "the server is stopping",
                    OptionalLong.empty(),
                    Optional.empty());
    private static final Batch END = new Batch(List.of(), List.of(), List.of());

    private final Journal journal;
    private final Floor floor;
    private final Clock clock;
    private final Outcomes outcomes;
    private final BlockingQueue<Submission> intake = new ArrayBlockingQueue<>(INTAKE);
    private final BlockingQueue<Batch> durable = new ArrayBlockingQueue<>(2);
    private final Thread sequencing =
            Thread.ofPlatform().name("sequencer").unstarted(this::sequence);
    private final Thread applying = Thread.ofPlatform().name("apply").unstarted(this::apply);

    private final AtomicBoolean failed = new AtomicBoolean();

    private long lastAt;
    private volatile long durablePos;
    private volatile long appliedPos;
    private volatile long nextDue = Long.MAX_VALUE;
    private volatile boolean available = true;
    private volatile boolean ending;
    private volatile boolean closing;

    /// What waits in the intake. Without a command it only asks the floor.
    private record Submission(
            @Nullable FloorCommand command, Origin origin, @Nullable Consumer<Floor> question) {}

    /// @param entries durable ones; none if the commands of the origins couldn't be logged
    private record Batch(
            List<Entry> entries, List<Origin> origins, List<Consumer<Floor>> questions) {
        boolean isEmpty() {
            return origins.isEmpty() && questions.isEmpty();
        }
    }

    /// Makes one that hasn't begun.
    ///
    /// @param journal where commands are made durable
    /// @param floor touched by the apply thread alone from [#start()] on
    /// @param clock for the time of entries
    /// @param outcomes told what becomes of commands
    public Sequencer(Journal journal, Floor floor, Clock clock, Outcomes outcomes) {
        this.journal = journal;
        this.floor = floor;
        this.clock = clock;
        this.outcomes = outcomes;
        this.durablePos = journal.last();
        this.appliedPos = durablePos;
    }

    /// Logs and applies commands at a time of their own, before anybody is served.
    ///
    /// @param at log time, Unix epoch milliseconds; raised to the last entry's
    /// @param commands in order, not empty
    /// @throws JournalUnavailableException if they can't be logged now; nothing has happened
    /// @throws IllegalStateException after [#start()]
    public void backfill(long at, List<FloorCommand> commands) {
        if (sequencing.isAlive() || closing) {
            throw new IllegalStateException("already started");
        }
        lastAt = Math.max(lastAt, at);
        List<Entry> entries = new ArrayList<>(commands.size());
        List<Origin> origins = new ArrayList<>(commands.size());
        for (FloorCommand command : commands) {
            entries.add(new Entry(durablePos + entries.size() + 1, lastAt, command));
            origins.add(new Origin.None());
        }
        append(entries);
        apply(new Batch(entries, origins, List.of()));
    }

    /// Begins to take commands.
    public void start() {
        sequencing.start();
        applying.start();
    }

    /// Queues a command. Any thread; never waits.
    ///
    /// @param command what is asked
    /// @param origin told the answer, unless it is refused here
    /// @return why not: `busy` if the intake is full or closed, `unavailable` while the log can't
    ///   be written and after [#refuseNew()]; empty if it is queued
    public Optional<Result.Refused> submit(FloorCommand command, Origin origin) {
        if (ending && !(command instanceof FloorCommand.EndSession)) {
            return Optional.of(STOPPING);
        }
        if (!available) {
            return Optional.of(UNAVAILABLE);
        }
        boolean queued = !closing && intake.offer(new Submission(command, origin, null));
        return queued ? Optional.empty() : Optional.of(BUSY);
    }

    /// Asks the floor, on its own thread, after all that was queued before.
    ///
    /// @param <T> what it answers
    /// @param question must be quick, and change nothing
    /// @return the answer; fails with [RejectedExecutionException] if the intake is full or closed
    public <T> CompletableFuture<T> ask(Function<Floor, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Consumer<Floor> asked =
                on -> {
                    try {
                        answer.complete(question.apply(on));
                    } catch (RuntimeException e) { // the asker's, not the log's
                        answer.completeExceptionally(e);
                    }
                };
        if (closing || !intake.offer(new Submission(null, new Origin.None(), asked))) {
            answer.completeExceptionally(
                    new RejectedExecutionException("the intake is full or closed"));
        }
        return answer;
    }

    /// {@return whether the log can be written, as far as is known}
    public boolean available() {
        return available && !failed.get();
    }

    /// {@return the position of the newest durable entry}
    public long durablePos() {
        return durablePos;
    }

    /// {@return the position of the newest entry that every lane and the store were given}
    public long appliedPos() {
        return appliedPos;
    }

    /// {@return how many commands wait to be logged}
    public int queued() {
        return intake.size();
    }

    /// Refuses all that anybody asks for from now on, but not what the server itself still has to
    /// log: that connections have ended. What is queued is carried out.
    public void refuseNew() {
        ending = true;
    }

    /// Refuses new commands, and returns once all queued ones are applied.
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            sequencing.join();
            applying.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sequence() {
        try {
            List<Submission> taken = new ArrayList<>(BATCH);
            while (!closing || !intake.isEmpty()) {
                take(taken);
                Batch batch = failed.get() ? END : logged(stamp(taken));
                taken.clear();
                if (!batch.isEmpty()) {
                    durable.put(batch);
                }
            }
            durable.put(END);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the sequencer", e);
        }
    }

    private void take(List<Submission> taken) throws InterruptedException {
        long wait = available ? due() - clock.millis() : PROBE_MILLIS;
        Submission first = intake.poll(wait, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            intake.drainTo(taken, BATCH - 1);
        }
    }

    private Batch stamp(List<Submission> taken) {
        lastAt = Math.max(lastAt, clock.millis());
        List<Entry> entries = new ArrayList<>(taken.size());
        List<Origin> origins = new ArrayList<>(taken.size());
        List<Consumer<Floor>> questions = new ArrayList<>(0);
        for (Submission submission : taken) {
            if (submission.question() != null) {
                questions.add(submission.question());
            }
            if (submission.command() != null) {
                entries.add(
                        new Entry(durablePos + entries.size() + 1, lastAt, submission.command()));
                origins.add(submission.origin());
            }
        }
        if (entries.isEmpty() && (!available || due() <= lastAt)) {
            entries.add(new Entry(durablePos + 1, lastAt, new FloorCommand.Tick()));
            origins.add(new Origin.None());
        }
        return new Batch(entries, origins, questions);
    }

    /// When a tick is needed. While entries wait to be applied, they do what is due; then the apply
    /// thread wakes this one.
    private long due() {
        return appliedPos == durablePos ? nextDue : Long.MAX_VALUE;
    }

    /// Makes a batch durable.
    ///
    /// @return the batch, without its entries if they couldn't be logged
    private Batch logged(Batch batch) {
        if (batch.entries().isEmpty()) {
            return batch;
        }
        try {
            append(batch.entries());
            if (!available) {
                LOG.log(Level.INFO, "the log can be written again");
                available = true;
            }
            return batch;
        } catch (JournalUnavailableException e) {
            if (available) {
                LOG.log(Level.ERROR, e.getMessage() + ". Until then commands are refused", e);
                available = false;
            }
            return new Batch(List.of(), batch.origins(), batch.questions());
        } catch (RuntimeException | Error e) {
            fail(e);
            return END;
        }
    }

    private void fail(Throwable why) {
        closing = true;
        if (failed.compareAndSet(false, true)) {
            wake();
            outcomes.failed(why);
        }
    }

    private void append(List<Entry> entries) {
        if (outcomes.behind()) {
            throw new JournalUnavailableException(
                    "the store can't be written, see above, and waits for too much");
        }
        journal.append(entries);
        durablePos = entries.getLast().pos();
    }

    private void apply() {
        try {
            for (Batch batch = durable.take(); !batch.isEmpty(); batch = durable.take()) {
                if (!failed.get()) {
                    contain(batch);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the apply thread", e);
        }
    }

    private void contain(Batch batch) {
        try {
            apply(batch);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void apply(Batch batch) {
        if (!batch.entries().isEmpty()) {
            applyEntries(batch);
        } else if (!batch.origins().isEmpty()) {
            refuse(batch.origins());
        }
        batch.questions().forEach(question -> question.accept(floor));
    }

    private void refuse(List<Origin> origins) {
        outcomes.refused(origins, UNAVAILABLE);
        for (Origin origin : origins) {
            if (origin instanceof Origin.Caller caller) {
                caller.answer(UNAVAILABLE, 0);
            }
        }
    }

    private void applyEntries(Batch batch) {
        List<Applied> applied = new ArrayList<>(batch.entries().size());
        for (int i = 0; i < batch.entries().size(); i++) {
            applied.add(Applying.apply(floor, batch.entries().get(i), batch.origins().get(i)));
        }
        outcomes.applied(applied);
        nextDue = floor.nextDue();
        appliedPos = applied.getLast().pos();
        for (Applied each : applied) {
            if (each.origin() instanceof Origin.Caller caller) {
                caller.answer(each.result(), each.pos());
            }
        }
        if (nextDue != Long.MAX_VALUE) {
            wake();
        }
    }

    /// Makes the sequencer look again at the time and at `closing`. A full intake wakes it anyway.
    private void wake() {
        boolean _ = intake.offer(new Submission(null, new Origin.None(), null));
    }

    private static Result.Refused refusal(ErrorCode code, String message) {
        return new Result.Refused(code, message, OptionalLong.of(PROBE_MILLIS), Optional.empty());
    }
}
