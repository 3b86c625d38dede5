package dev.outcry.client;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What went wrong, as a code to decide by and words for people.
///
/// Most codes come from the server. Some are this library's own findings: `unavailable` where the
/// server can't be reached, didn't answer in time, or the client is closed, and nothing of the
/// command left this machine; `outcome_unknown` where the command was sent and the answer will not
/// be seen any more; `busy` where too many commands wait already; `too_large` for a command the
/// server wouldn't read; `internal` for what the server said and this version can't understand.
///
/// Futures complete with it, wrapped by `join()` and `get()` as the JDK does.
public final class OutcryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<OrderInfo> order;

    OutcryException(ErrorCode code, String message) {
        this(code, message, Optional.empty());
    }

    OutcryException(ErrorCode code, String message, Optional<Duration> retryAfter) {
        this(code, message, retryAfter, Optional.empty());
    }

    private OutcryException(
            ErrorCode code,
            String message,
            Optional<Duration> retryAfter,
            Optional<OrderInfo> order) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
        this.order = order;
    }

    OutcryException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = Optional.empty();
        this.order = Optional.empty();
    }

    static OutcryException of(Reply.Error error) {
        String words = error.message().isEmpty() ? error.code().wire() : error.message();
        return new OutcryException(
                error.code(), words, millis(error.retryAfterMillis()), error.order());
    }

    /// Runs code that refuses ids by `ProtocolException`.
    static <T> T translating(Supplier<T> body) {
        try {
            return body.get();
        } catch (ProtocolException e) {
            throw new OutcryException(e.code(), e.getMessage(), e);
        }
    }

    private static Optional<Duration> millis(OptionalLong millis) {
        return millis.isPresent()
                ? Optional.of(Duration.ofMillis(millis.getAsLong()))
                : Optional.empty();
    }

    /// {@return what to decide by}
    public ErrorCode code() {
        return code;
    }

    /// {@return when the same may succeed, where that is known}
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// {@return with `order.duplicate`, the order that has the name already}
    public Optional<OrderInfo> order() {
        return order;
    }

    /// {@return whether the same may succeed later}
    public boolean temporary() {
        return code.temporary();
    }
}
