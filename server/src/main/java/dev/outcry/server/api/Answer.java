package dev.outcry.server.api;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.server.floor.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What a call comes to.
sealed interface Answer {
    /// It was done.
    ///
    /// @param status 200 or 201
    /// @param json the body
    record Done(int status, Json json) implements Answer {}

    /// It was done, and there is nothing to say.
    record Nothing() implements Answer {}

    /// It wasn't done.
    ///
    /// @param status of HTTP
    /// @param code why
    /// @param message for people
    /// @param retryAfterMillis when it may succeed, if known
    /// @param order with `order.duplicate`: the first one
    record Problem(
            int status,
            ErrorCode code,
            String message,
            OptionalLong retryAfterMillis,
            Optional<OrderInfo> order)
            implements Answer {
        Problem(int status, ErrorCode code, String message, OptionalLong retryAfterMillis) {
            this(status, code, message, retryAfterMillis, Optional.empty());
        }

        static Problem of(ErrorCode code, String message) {
            return new Problem(code.status(), code, message, OptionalLong.empty());
        }

        static Problem of(ProtocolException e) {
            return of(e.code(), e.getMessage());
        }

        static Problem of(Result.Refused refused) {
            return new Problem(
                    refused.code().status(),
                    refused.code(),
                    refused.message(),
                    refused.retryAfterMillis(),
                    refused.order());
        }

        static Problem tooOften(Duration wait) {
            return new Problem(
                    ErrorCode.RATE_LIMITED.status(),
                    ErrorCode.RATE_LIMITED,
                    "too many of these; wait",
                    OptionalLong.of(wait.toMillis() + 1));
        }

        /// For what goes wrong before there is a call.
        static Problem ofStatus(int status, String message) {
            ErrorCode code =
                    switch (status) {
                        case 413 -> ErrorCode.TOO_LARGE;
                        case 503 -> ErrorCode.BUSY;
                        case 500 -> ErrorCode.INTERNAL;
                        default -> ErrorCode.BAD_REQUEST;
                    };
            return new Problem(status, code, message, OptionalLong.empty());
        }

        Json json() {
            jakarta.json.JsonObjectBuilder body =
                    Json.object()
                            .add("type", "about:blank")
                            .add("title", io.helidon.http.Status.create(status).reasonPhrase())
                            .add("status", status)
                            .add("code", code.wire())
                            .add("detail", message)
                            .add("temporary", code.temporary());
            retryAfterMillis.ifPresent(millis -> body.add("retryAfter", millis));
            order.ifPresent(first -> body.add("order", Json.read(Codec.encode(first))));
            return Json.of(body);
        }
    }

    static Done ok(Json json) {
        return new Done(200, json);
    }

    static Done created(Json json) {
        return new Done(201, json);
    }
}
