package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Gives commands to the log and waits for what becomes of them.
final class Writes {
    private final Backend backend;
    private final Duration patience;

    Writes(Backend backend, Duration patience) {
        this.backend = backend;
        this.patience = patience;
    }

    /// What became of a command.
    ///
    /// @param result the answer
    /// @param pos the place in the log of the command that did it
    record Decided(Result result, long pos) {}

    private static final class Waiting implements Origin.Caller {
        private final CompletableFuture<Decided> decided = new CompletableFuture<>();

        @Override
        public void answer(Result result, long pos) {
            decided.complete(
                    result instanceof Result.Repeated(Result.Done first, long was)
                            ? new Decided(first, was)
                            : new Decided(result, pos));
        }
    }

    /// Submits a command.
    ///
    /// @param command what is asked
    /// @param done makes the answer where it happened
    /// @return that answer, or why it didn't happen, or that nobody knows
    Answer submit(FloorCommand command, Function<Decided, Answer> done) {
        Waiting waiting = new Waiting();
        Optional<Result.Refused> refused = backend.submit(command, waiting);
        if (refused.isPresent()) {
            return Answer.Problem.of(refused.get());
        }
        try {
            Decided decided = waiting.decided.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return switch (decided.result()) {
                case Result.Refused why -> Answer.Problem.of(why);
                case Result.Done _ -> done.apply(decided);
            };
        } catch (TimeoutException e) {
            return unknown();
        } catch (InterruptedException e) { // the server stops
            Thread.currentThread().interrupt();
            return unknown();
        } catch (ExecutionException e) {
            throw new IllegalStateException("answers don't fail", e);
        }
    }

    private static Answer unknown() {
        return Answer.Problem.of(
                ErrorCode.OUTCOME_UNKNOWN,
                "it may have happened; repeat it with the same Idempotency-Key");
    }
}
