package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.auth.Hash;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/// What operators and their machines look at: health for anybody, metrics for this machine and for
/// who has the token.
final class Observe implements HttpService {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Doors doors;
    private final BooleanSupplier ready;

    /// Makes it.
    ///
    /// @param doors who may see metrics
    /// @param ready whether the server takes work now
    Observe(Doors doors, BooleanSupplier ready) {
        this.doors = doors;
        this.ready = ready;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", this::health)
                .get("/health/ready", this::health)
                .get("/health/live", (request, response) -> health(request, response, true))
                .get("/metrics", this::metrics);
    }

    private void health(ServerRequest request, ServerResponse response) {
        health(request, response, ready.getAsBoolean());
    }

    private static void health(ServerRequest request, ServerResponse response, boolean up) {
        Json json = Json.of(Json.object().add("status", up ? "UP" : "DOWN"));
        Replies.send(request, response, new Answer.Done(up ? 200 : 503, json));
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        if (!mayRead(request)) {
            Replies.send(
                    request,
                    response,
                    Answer.Problem.of(
                            ErrorCode.FORBIDDEN,
                            "only from this machine, or with OUTCRY_METRICS_TOKEN as a bearer"
                                    + " token"));
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, TEXT);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        Replies.entity(
                request, response, doors.metrics().scrape().getBytes(StandardCharsets.UTF_8));
    }

    private boolean mayRead(ServerRequest request) {
        boolean token =
                doors.metricsToken().isPresent()
                        && Request.bearer(request)
                                .filter(t -> Hash.same(t, doors.metricsToken().get().value()))
                                .isPresent();
        // A proxy on this machine that nobody told us of must not make everybody local.
        boolean direct = !request.headers().contains(HeaderNames.X_FORWARDED_FOR);
        return token || (direct && doors.client(request).isLoopbackAddress());
    }
}
