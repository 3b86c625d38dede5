package dev.outcry.server.api;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.util.List;

/// Turns answers into responses.
final class Replies {
    static final Header PROBLEM_JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

    /// On everything that the server sends.
    static final List<Header> ALWAYS =
            List.of(
                    HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
                    HeaderValues.createCached("Referrer-Policy", "no-referrer"),
                    HeaderValues.createCached("X-Frame-Options", "DENY"),
                    HeaderValues.createCached("Cross-Origin-Opener-Policy", "same-origin"),
                    HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Header JSON =
            HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
    private static final Header NO_STORE =
            HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
    private static final Header BEARER =
            HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");

    private Replies() {}

    static void send(ServerRequest request, ServerResponse response, Answer answer) {
        response.header(NO_STORE);
        switch (answer) {
            case Answer.Done done -> {
                response.status(Status.create(done.status())).header(JSON);
                entity(request, response, done.json().utf8());
            }
            case Answer.Nothing _ -> empty(response.status(Status.NO_CONTENT_204));
            case Answer.Problem problem -> {
                response.status(Status.create(problem.status())).header(PROBLEM_JSON);
                if (problem.status() == Status.UNAUTHORIZED_401.code()) {
                    response.header(BEARER);
                }
                problem.retryAfterMillis()
                        .ifPresent(millis ->
                                response.header(
                                        HeaderNames.RETRY_AFTER,
                                        Long.toString(Math.ceilDiv(millis, 1_000L))));
                entity(request, response, problem.json().utf8());
            }
        }
    }

    /// Sends a body, or for `HEAD` only how long it would be.
    static void entity(ServerRequest request, ServerResponse response, byte[] body) {
        if (request.prologue().method().equals(Method.HEAD)) {
            response.contentLength(body.length);
            empty(response);
            return;
        }
        try {
            response.send(body);
        } catch (UncheckedIOException e) { // Helidon would log it
            throw new CloseConnectionException("the peer is gone", e);
        }
    }

    /// Sends no body.
    static void empty(ServerResponse response) {
        try {
            response.send();
        } catch (UncheckedIOException e) { // Helidon would log it
            throw new CloseConnectionException("the peer is gone", e);
        }
    }
}
