package dev.outcry.client;

import dev.outcry.protocol.CloseCode;
import dev.outcry.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/// A connection ended, or couldn't be made.
final class Gone extends Exception {
    private static final long serialVersionUID = 1;

    /// The connection ended without a close frame.
    static final int VANISHED = 1006;

    /// There was no connection.
    static final int NEVER_OPEN = 0;

    private final int closeCode;
    private final ErrorCode code;
    private final boolean comesBack;
    private final transient Optional<Duration> retryAfter;

    private Gone(
            int closeCode,
            ErrorCode code,
            String message,
            boolean comesBack,
            Optional<Duration> retryAfter) {
        super(message, null, false, false);
        this.closeCode = closeCode;
        this.code = code;
        this.comesBack = comesBack;
        this.retryAfter = retryAfter;
    }

    /// Lost without the peer saying so.
    static Gone vanished(String how) {
        return new Gone(VANISHED, ErrorCode.UNAVAILABLE, how, true, Optional.empty());
    }

    /// The server closed it.
    static Gone closed(int closeCode, String reason) {
        boolean back = CloseCode.reconnects(closeCode);
        ErrorCode code =
                switch (closeCode) {
                    case 4401 -> ErrorCode.TOKEN_EXPIRED;
                    case 4029 -> ErrorCode.RATE_LIMITED;
                    case 4500 -> ErrorCode.FORBIDDEN;
                    default -> back ? ErrorCode.UNAVAILABLE : ErrorCode.BAD_REQUEST;
                };
        String words = reason.isEmpty() ? "the server closed the connection" : reason;
        return new Gone(
                closeCode, code, words + " (close " + closeCode + ")", back, Optional.empty());
    }

    /// Couldn't be made.
    static Gone refused(
            ErrorCode code, String message, boolean comesBack, Optional<Duration> retryAfter) {
        return new Gone(NEVER_OPEN, code, message, comesBack, retryAfter);
    }

    static Gone refused(OutcryException cause) {
        return refused(cause.code(), words(cause), cause.temporary(), cause.retryAfter());
    }

    private static String words(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    /// {@return the WebSocket close code}
    int closeCode() {
        return closeCode;
    }

    ErrorCode code() {
        return code;
    }

    /// {@return whether another attempt makes sense}
    boolean comesBack() {
        return comesBack;
    }

    /// {@return how long to wait at least}
    Optional<Duration> retryAfter() {
        return retryAfter;
    }

    OutcryException toException() {
        return new OutcryException(code, words(this), retryAfter);
    }
}
