package dev.outcry.client;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Reply;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The commands that wait for their answers, in the order asked. The dialogue's lock guards it.
final class Unanswered {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Map<Long, Pending> byId = new LinkedHashMap<>();

    int size() {
        return byId.size();
    }

    void add(long id, Pending asked) {
        byId.put(id, asked);
    }

    void sendAll(Wire to) {
        byId.values().forEach(asked -> asked.sendOn(to));
    }

    /// Ends a command without an answer, if it waits.
    void fail(long id, OutcryException cause) {
        Pending asked = byId.remove(id);
        if (asked != null) {
            asked.fail(cause);
        }
    }

    /// Ends the largest: it was too large for the server.
    void failLargest(OutcryException cause) {
        byId.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().sizeBytes()))
                .ifPresent(entry -> fail(entry.getKey(), cause));
    }

    /// Ends what may not be repeated, or all.
    void failWhere(boolean all) {
        for (Map.Entry<Long, Pending> entry : List.copyOf(byId.entrySet())) {
            if (all || !entry.getValue().repeatable()) {
                fail(entry.getKey(), entry.getValue().lost("the connection ended first"));
            }
        }
    }

    /// Gives up what waited too long.
    void failOverdue(long nowNanos, Duration timeout) {
        for (Map.Entry<Long, Pending> entry : List.copyOf(byId.entrySet())) {
            if (entry.getValue().overdue(nowNanos)) {
                fail(entry.getKey(), entry.getValue().lost("no answer within " + timeout));
            }
        }
    }

    /// Asks again what the server asked to repeat.
    void sendDue(long nowNanos, Wire to) {
        for (Pending asked : byId.values()) {
            if (asked.retryDue(nowNanos)) {
                asked.sendOn(to);
            }
        }
    }

    /// Takes an answer.
    ///
    /// @return the command, if that was done
    Optional<Command> answered(long id, Reply reply) {
        Pending asked = byId.get(id);
        if (asked == null) {
            return Optional.empty();
        }
        if (reply instanceof Reply.Error error) {
            if (error.code() == ErrorCode.OUTCOME_UNKNOWN && asked.repeatable()) {
                asked.retryAt(retryNanos(error));
            } else {
                fail(id, OutcryException.of(error));
            }
            return Optional.empty();
        }
        byId.remove(id);
        asked.complete(reply);
        return Optional.of(asked.command());
    }

    /// {@return when to ask again}
    static long retryNanos(Reply.Error error) {
        return System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(error.retryAfterMillis().orElse(RETRY.toMillis()));
    }

    /// {@return when to ask again where nobody said}
    static long retryNanos() {
        return System.nanoTime() + RETRY.toNanos();
    }
}
