package dev.outcry.server.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/// Answers what Helidon refuses by itself: our form and words, and none of an exception's.
final class Malformed implements DirectHandler {
    /// What goes wrong in the routing.
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            Throwable thrown,
            System.@Nullable Logger logger) {
        return answer(type, status, headers);
    }

    /// What goes wrong before it. Helidon calls what its parser stumbles over an internal error;
    /// nothing of ours has run by then, so it is the peer's.
    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        return answer(
                type, type == EventType.INTERNAL_ERROR ? Status.BAD_REQUEST_400 : status, headers);
    }

    private static TransportResponse answer(
            EventType type, Status status, ServerResponseHeaders headers) {
        Answer.Problem problem = Answer.Problem.ofStatus(status.code(), words(status.code()));
        TransportResponse.Builder response =
                TransportResponse.builder()
                        .status(status)
                        .headers(headers)
                        .header(Replies.PROBLEM_JSON)
                        .keepAlive(type.keepAlive())
                        .entity(problem.json().utf8());
        Replies.ALWAYS.forEach(response::header);
        return response.build();
    }

    private static String words(int status) {
        return switch (status) {
            case 413 -> "the body is larger than 65,536 bytes";
            case 500 -> "the server failed; it is in its log";
            case 503 -> "too many requests at once";
            default -> "this is not a request that HTTP/1.1 allows";
        };
    }
}
