package dev.outcry.server.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// Everything that is answered over plain HTTP.
public final class Api {
    /// The largest body that is received, in bytes. What is over 65,536 is refused once it has
    /// come; what is over this, at once, whether the peer gets to see that or not.
    public static final int MAX_RECEIVED = 1 << 20;

    private static final Logger LOG = System.getLogger(Api.class.getName());
    private static final String BASE = "/api/v1";
    private static final String DESCRIPTION = "/openapi";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern HOOK_TOKEN = Pattern.compile("(?s)(/hooks/[^/]*/).*");

    private final Doors doors;
    private final BooleanSupplier ready;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    /// Makes it.
    ///
    /// @param doors what every request passes
    /// @param identities who there can be
    /// @param backend the rest of the server
    /// @param ready whether the server takes work now
    /// @param clock what time it is
    public Api(
            Doors doors,
            Identities identities,
            Backend backend,
            BooleanSupplier ready,
            Clock clock) {
        this.doors = doors;
        this.ready = ready;
        Reads reads = new Reads(backend, PATIENCE);
        Writes writes = new Writes(backend, PATIENCE);
        new PeopleCalls(identities, doors, writes).register(this::add);
        new ProfileCalls(identities, doors, reads, writes).register(this::add);
        new KeyCalls(identities, reads, writes).register(this::add);
        new RoomCalls(backend, reads, writes).register(this::add);
        new MessageCalls(backend, reads, writes).register(this::add);
        new MemberCalls(backend, reads, writes, clock).register(this::add);
        new ModerationCalls(backend, reads, writes).register(this::add);
        new HookCalls(backend, doors, reads, writes).register(this::add);
        new SearchCalls(backend, reads).register(this::add);
        new MarketCalls(backend, reads, writes, clock).register(this::add);
        new OrderCalls(backend, reads, writes).register(this::add);
        new AccountCalls(backend, reads, writes).register(this::add);
        new AdminCalls(reads, writes).register(this::add);
    }

    /// Puts everything into a routing.
    ///
    /// @param routing of the one listener
    public void route(HttpRouting.Builder routing) {
        routing.addFilter(this::enter);
        resources.forEach((path, resource) -> routing.any(BASE + path, resource));
        routing.any(DESCRIPTION, described());
        routing.register("/observe", new Observe(doors, ready));
        routing.any(
                "/api/*",
                (request, response) ->
                        Replies.send(
                                request,
                                response,
                                Answer.Problem.ofStatus(404, "the API has no such path")));
        routing.any(new WebPage());
    }

    /// {@return what answers requests that never reach the routing, in our words and form}
    public static DirectHandlers directHandlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, new Malformed());
        }
        return handlers.build();
    }

    /// The API's description, as it lies among the resources: a test holds it against the routes.
    private Resource described() {
        Json description = Json.of(resource("openapi.json"));
        Resource resource = new Resource(DESCRIPTION, doors);
        resource.add("GET", _ -> Answer.ok(description));
        return resource;
    }

    private static byte[] resource(String name) {
        try (InputStream in = Api.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return every call of the API that is routed, such as `GET /api/v1/rooms`}
    Set<String> calls() {
        Set<String> calls = new TreeSet<>();
        resources.forEach((path, resource) ->
                resource.methods().forEach(method -> calls.add(method + " " + BASE + path)));
        return calls;
    }

    private void add(String method, String path, Call call) {
        resources.computeIfAbsent(path, p -> new Resource(p, doors)).add(method, call);
    }

    private void enter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Replies.ALWAYS.forEach(response::header);
        if (request.prologue().uriPath().path() == null) { // `http:p` is a URI without a path
            Replies.send(
                    request,
                    response,
                    Answer.Problem.ofStatus(400, "the request's target has no path"));
        } else if (doors.origins().serves(request.headers().first(HeaderNames.HOST).orElse(""))) {
            chain.proceed();
        } else {
            Replies.send(
                    request,
                    response,
                    Answer.Problem.ofStatus(
                            421, "this server has another name; OUTCRY_ORIGINS lists its names"));
        }
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(Level.DEBUG, line(request, response));
        }
        if (isLast(request) || response.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("one side asked for it"); // Helidon only says so
        }
    }

    private static boolean isLast(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.CONNECTION)
                .filter(header -> header.toLowerCase(Locale.ROOT).contains("close"))
                .isPresent();
    }

    /// {@return a path without what opens a webhook, which is the end of its path}
    static String withoutToken(String path) {
        return HOOK_TOKEN.matcher(path).replaceFirst("$1…");
    }

    private String line(ServerRequest request, ServerResponse response) {
        return request.prologue().method().text()
                + " "
                + withoutToken(request.prologue().uriPath().rawPath())
                + " "
                + response.status().code()
                + " "
                + doors.client(request).getHostAddress();
    }
}
