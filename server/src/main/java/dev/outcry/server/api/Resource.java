package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.server.auth.Identity;
import dev.outcry.server.auth.Limits;
import dev.outcry.server.auth.Tokens;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One path of the API with its methods: finds out who calls, how often, and answers every failure.
final class Resource implements Handler {
    static final int MAX_BODY = 65_536;

    private static final Logger LOG = System.getLogger(Resource.class.getName());
    private static final Map<String, String> PREFLIGHT =
            Map.of(
                    "Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key",
                    "Access-Control-Max-Age", "600");

    private final String path;
    private final Doors doors;
    private final SortedMap<String, Call> calls = new TreeMap<>();

    Resource(String path, Doors doors) {
        this.path = path;
        this.doors = doors;
    }

    void add(String method, Call call) {
        calls.put(method, call);
        if (method.equals("GET")) {
            calls.put("HEAD", call);
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long begin = System.nanoTime();
        String method = request.prologue().method().text();
        cors(request, response);
        Answer answer = answer(request, response, method);
        Replies.send(request, response, answer);
        String known = calls.containsKey(method) ? method : "other";
        doors.metrics().request(known, path, response.status().code(), System.nanoTime() - begin);
    }

    private void cors(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.VARY, "Origin");
        Optional<String> origin = request.headers().first(HeaderNames.ORIGIN);
        if (origin.isPresent() && doors.origins().isForeign(origin.get())) {
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get());
            response.header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After");
            if (request.headers().contains(HeaderNames.ACCESS_CONTROL_REQUEST_METHOD)) {
                response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowed());
                PREFLIGHT.forEach(
                        (name, value) -> response.header(HeaderNames.create(name), value));
            }
        }
    }

    private Answer answer(ServerRequest request, ServerResponse response, String method) {
        Call call = calls.get(method);
        if (call == null) {
            response.header(HeaderNames.ALLOW, allowed());
            return method.equals("OPTIONS")
                    ? new Answer.Nothing()
                    : Answer.Problem.ofStatus(405, "this path takes " + allowed());
        }
        byte[] body;
        try {
            body = body(request, method);
        } catch (RuntimeException e) { // a broken chunk, or gone: what follows can't be read either
            response.header(HeaderValues.CONNECTION_CLOSE);
            int status = e instanceof RequestException known ? known.status().code() : 400;
            return Answer.Problem.ofStatus(status, "the body can't be read");
        }
        try {
            return body.length > MAX_BODY
                    ? Answer.Problem.of(ErrorCode.TOO_LARGE, "the body is larger than 65,536 bytes")
                    : carryOut(request, body, call);
        } catch (ProtocolException e) { // the caller's fault
            return Answer.Problem.of(e);
        } catch (RuntimeException e) { // ours: logged once, the caller learns no detail
            LOG.log(Level.ERROR, "call failed: " + method + " " + path, e);
            return Answer.Problem.of(ErrorCode.INTERNAL, "the server failed; it is in its log");
        }
    }

    private Answer carryOut(ServerRequest request, byte[] body, Call call) {
        String address = doors.address(request);
        Optional<Identity> caller = Optional.empty();
        Optional<String> token = Request.bearer(request);
        if (token.isPresent()) {
            switch (doors.tokens().verify(token.get())) {
                case Tokens.Outcome.Valid valid -> caller = Optional.of(valid.identity());
                case Tokens.Outcome.Expired _ -> {
                    return Answer.Problem.of(
                            ErrorCode.TOKEN_EXPIRED, "the token has expired; refresh it");
                }
                case Tokens.Outcome.Bad _ -> {
                    return Answer.Problem.of(
                            ErrorCode.UNAUTHENTICATED, "the token isn't good here");
                }
            }
        }
        Optional<Duration> wait =
                caller.map(known -> known.user().id())
                        .flatMap(id -> doors.limits().tryAcquire(Limits.Kind.COMMANDS_BY_USER, id))
                        .or(() ->
                                doors.limits()
                                        .tryAcquire(Limits.Kind.COMMANDS_BY_ADDRESS, address));
        if (wait.isPresent()) {
            return Answer.Problem.tooOften(wait.get());
        }
        caller.ifPresent(who -> CallScopes.require(who, method(request), path));
        return call.carryOut(new Request(request, body, address, caller));
    }

    private static String method(ServerRequest request) {
        return request.prologue().method().text();
    }

    /// {@return what it takes, but `HEAD` and `OPTIONS`, which it takes by itself}
    List<String> methods() {
        return calls.keySet().stream().filter(method -> !method.equals("HEAD")).toList();
    }

    private String allowed() {
        return String.join(", ", calls.keySet()) + ", OPTIONS";
    }

    private static byte[] body(ServerRequest request, String method) {
        if (method.equals("GET") || method.equals("HEAD") || !request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            // Read on and forget: who is cut off while still sending never sees the answer.
            in.transferTo(OutputStream.nullOutputStream());
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
