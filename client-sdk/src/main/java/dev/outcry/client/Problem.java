package dev.outcry.client;

import dev.outcry.protocol.ErrorCode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;

/// An HTTP answer that isn't a success.
///
/// @param status its HTTP status
/// @param code what the body says, else what the status means
/// @param message for people
/// @param retryAfter when to try again
record Problem(int status, ErrorCode code, String message, Optional<Duration> retryAfter) {
    static Problem of(int status, String body, Optional<Duration> retryAfter) {
        JsonObject json = parse(body);
        ErrorCode code = ErrorCode.of(json.getString("code", "")).orElseGet(() -> meaning(status));
        String message =
                json.getString("detail", json.getString("title", "the server answered " + status));
        return new Problem(status, code, message, retryAfter);
    }

    /// Reads `Retry-After` as seconds; a date is taken for none.
    static Optional<Duration> seconds(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static JsonObject parse(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        } catch (RuntimeException e) { // a proxy's page, or nothing
            return JsonObject.EMPTY_JSON_OBJECT;
        }
    }

    private static ErrorCode meaning(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 429 -> ErrorCode.RATE_LIMITED;
            default -> status >= 500 ? ErrorCode.UNAVAILABLE : ErrorCode.BAD_REQUEST;
        };
    }

    OutcryException toException() {
        return new OutcryException(code, message, retryAfter);
    }

    Gone toGone() {
        return Gone.refused(code, message, status >= 500 || status == 429, retryAfter);
    }
}
