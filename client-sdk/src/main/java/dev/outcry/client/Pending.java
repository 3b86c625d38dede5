package dev.outcry.client;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Reply;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A command that waits for its answer. The dialogue's lock guards it.
final class Pending {
    private final Command command;
    private final byte[] bytes;
    private final boolean repeatable;
    private final long deadlineNanos;
    private final CompletableFuture<Reply> answer = new CompletableFuture<>();
    private boolean sent;
    private OptionalLong retryNanos = OptionalLong.empty();

    /// @param repeatable whether sending it twice is the same as once
    Pending(Command command, boolean repeatable, long deadlineNanos) {
        this.command = command;
        this.bytes = Codec.encode(command);
        this.repeatable = repeatable;
        this.deadlineNanos = deadlineNanos;
    }

    void sendOn(Wire wire) {
        sent = true;
        retryNanos = OptionalLong.empty();
        wire.send(bytes);
    }

    Command command() {
        return command;
    }

    int sizeBytes() {
        return bytes.length;
    }

    boolean repeatable() {
        return repeatable;
    }

    /// {@return what to say when there will be no answer}
    OutcryException lost(String message) {
        return new OutcryException(
                sent ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.UNAVAILABLE, message);
    }

    /// The server doesn't know whether it happened.
    void retryAt(long nanos) {
        retryNanos = OptionalLong.of(nanos);
    }

    boolean retryDue(long nowNanos) {
        return retryNanos.isPresent() && nowNanos - retryNanos.getAsLong() >= 0;
    }

    boolean overdue(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    CompletableFuture<Reply> answer() {
        return answer;
    }

    /// Ends it, on a thread of its own, so that what the application chained to it may block.
    void complete(Reply reply) {
        Thread.startVirtualThread(() -> answer.complete(reply));
    }

    /// See [#complete].
    void fail(OutcryException cause) {
        Thread.startVirtualThread(() -> answer.completeExceptionally(cause));
    }
}
