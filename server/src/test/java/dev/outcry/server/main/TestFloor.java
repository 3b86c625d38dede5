package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Role;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Hashing;
import dev.outcry.server.config.Network;
import dev.outcry.server.config.Secret;
import dev.outcry.server.config.Settings;
import dev.outcry.server.contract.Contract;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.journal.Journal;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A whole server on a free port, with a directory of its own, and what a stranger needs to talk to
/// it. On [#close()] it makes sure that nothing was logged that needs an operator.
final class TestFloor implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery staple";
    private static final Hashing CHEAP = new Hashing(64, 1, 1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path data;
    private final boolean kept;
    private final Hooks hooks;
    private final JumpingClock clock = new JumpingClock();
    private final SecureRandom random = new SecureRandom();
    private final LogWatch log = new LogWatch();
    private final FloorServer server;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private String admin = "";

    /// The system's, but that it can be set forward.
    private static final class JumpingClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private TestFloor(boolean limits, Settings.Feed feed) {
        this(temporary(), false, Duration.ZERO, limits, feed, Hooks.NONE);
    }

    private TestFloor(
            Path data,
            boolean kept,
            Duration ahead,
            boolean limits,
            Settings.Feed feed,
            Hooks hooks) {
        this.data = data;
        this.kept = kept;
        this.hooks = hooks;
        clock.ahead = ahead;
        try {
            server = FloorServer.start(settings(data, limits, feed, 0), clock, hooks);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("outcry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return one without limits and markets, in a directory that survives it}
    static TestFloor in(Path data, Hooks hooks) {
        return new TestFloor(data, true, Duration.ZERO, false, new Settings.Feed(false, 1), hooks);
    }

    /// {@return one that goes on with a data directory, which survives it, at a time of its own}
    static TestFloor on(Path data, Instant now) {
        Duration ahead = Duration.between(Instant.now(), now);
        return new TestFloor(data, true, ahead, false, new Settings.Feed(false, 1), Hooks.NONE);
    }

    /// Stops it, and starts it again.
    ///
    /// @param down for how long nobody served, by the clock
    /// @return the next one, on the same data
    TestFloor stopped(Duration down) {
        close();
        return again(data, down);
    }

    /// Leaves it as a crash would: the next one gets what was on the disk.
    ///
    /// @param copy a directory to be made
    /// @param down for how long nobody served, by the clock
    /// @return the next one, on the copy
    TestFloor abandoned(Path copy, Duration down) {
        await("a moment at which nothing is written", () -> Restart.copied(data, copy));
        close();
        return again(copy, down);
    }

    private TestFloor again(Path directory, Duration down) {
        return new TestFloor(
                directory, true, clock.ahead.plus(down), false, new Settings.Feed(false, 1), hooks);
    }

    Path data() {
        return data;
    }

    /// {@return one without limits, and without markets}
    static TestFloor open() {
        return new TestFloor(false, new Settings.Feed(false, 1));
    }

    /// {@return one with limits, and without markets}
    static TestFloor limited() {
        return new TestFloor(true, new Settings.Feed(false, 1));
    }

    /// {@return the same, with a clock of its own for the rates}
    static TestFloor limited(LongSupplier nanoTime) {
        UnaryOperator<Journal> journal = UnaryOperator.identity();
        return new TestFloor(
                temporary(),
                false,
                Duration.ZERO,
                true,
                new Settings.Feed(false, 1),
                new Hooks(journal, () -> {}, UnaryOperator.identity(), nanoTime));
    }

    /// {@return one that plays the demo}
    static TestFloor demo(double speed) {
        return new TestFloor(false, new Settings.Feed(true, speed));
    }

    static Settings settings(Path data, boolean limits, Settings.Feed feed, int port) {
        return new Settings(
                new Settings.Web(
                        "127.0.0.1",
                        port,
                        List.of("https://desk.example"),
                        List.of(),
                        Optional.empty(),
                        true),
                data,
                feed,
                new Settings.Secrets(
                        Optional.of(new Secret(PASSWORD)), List.of(), Optional.empty(), CHEAP),
                Settings.LogFormat.PLAIN,
                1 << 30,
                Optional.empty(),
                limits,
                new Settings.Webhooks(
                        Network.parse("127.0.0.1").stream().toList(), Duration.ofSeconds(2)));
    }

    FloorServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /// {@return what its clock says}
    Instant now() {
        return clock.instant();
    }

    /// Sets the clock forward.
    void jump(Duration by) {
        clock.ahead = clock.ahead.plus(by);
    }

    /// Waits until something is so, at most ten seconds.
    static void await(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    Client anonymous() {
        return Client.connect(port(), "/ws");
    }

    /// {@return a connection of a new guest}
    Client guest(String name) {
        return as(token(name));
    }

    Client as(String token) {
        return Client.connect(port(), "/ws", "Authorization: Bearer " + token);
    }

    /// {@return a token of a new guest}
    String token(String name) {
        return newGuest(name).getString("token");
    }

    JsonObject newGuest(String name) {
        return Client.parse(
                expect(201, post("/api/v1/guests", "", "{'name':'" + name + "'}")).body());
    }

    HttpResponse<String> get(String path, String... headers) {
        return http("GET", path, "", headers);
    }

    JsonObject json(String path) {
        return Client.parse(expect(200, get(path)).body());
    }

    HttpResponse<String> post(String path, String token, String body, String... headers) {
        String[] all = Stream.concat(bearer(token), Stream.of(headers)).toArray(String[]::new);
        return http("POST", path, body.replace('\'', '"'), all);
    }

    /// Sends any request. In its body, `'` stands for `"`.
    HttpResponse<String> send(
            String method, String path, String token, String body, String... headers) {
        String[] all = Stream.concat(bearer(token), Stream.of(headers)).toArray(String[]::new);
        return http(method, "/api/v1" + path, body.replace('\'', '"'), all);
    }

    /// {@return the body of an answer that must have a status}
    JsonObject call(int status, String method, String path, String token, String body) {
        return Client.parse(expect(status, send(method, path, token, body)).body());
    }

    /// {@return a token for somebody of a role, whose id is the name; who has an account unless it
    /// is a guest}
    String of(String name, String role) {
        Role.of(role).ifPresent(known -> account(name, known));
        return new Tokens(
                        TokenKeys.in(data, random),
                        clock,
                        random,
                        new Directory(OptionalLong.empty()))
                .issue(new ServerMessage.User(name, name, role), 0)
                .access();
    }

    private void account(String name, Role role) {
        String hash = "$argon2id$v=19$m=64,t=1,p=1$" + "A".repeat(22) + "$" + "A".repeat(43);
        decide(new PeopleCommand.Register(name, name, List.of(name), hash, Optional.empty()));
        assertThat(decide(new PeopleCommand.SetRole(name, role)))
                .isInstanceOf(Result.Applied.class);
    }

    HttpResponse<String> delete(String path, String token) {
        return http("DELETE", path, "", bearer(token).toArray(String[]::new));
    }

    static HttpResponse<String> expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return response;
    }

    /// Lists a market with ticks of 0.01 and lots of 0.001, and gives money to `maker` and `taker`.
    void market(String symbol) {
        String base = symbol.substring(0, symbol.indexOf('-'));
        expect(
                201,
                post(
                        "/api/v1/admin/markets",
                        admin(),
                        "{'symbol':'%s','base':'%s','quote':'USD','tick':'0.01','lot':'0.001'}"
                                .formatted(symbol, base)));
        for (String user : List.of("maker", "taker")) {
            for (String asset : List.of(base, "USD")) {
                expect(
                        201,
                        post(
                                "/api/v1/admin/deposits",
                                admin(),
                                "{'user':'%s','asset':'%s','amount':'1000000'}"
                                        .formatted(user, asset)));
            }
        }
    }

    /// Places a limit order of a program of the server's own, and waits until it is applied.
    Result order(String user, String symbol, Side side, long priceTicks, long qtyLots) {
        return decide(
                new FloorCommand.PlaceOrder(
                        user,
                        new Symbol(symbol),
                        side,
                        OptionalLong.of(priceTicks),
                        qtyLots,
                        FloorCommand.TimeInForce.GTC));
    }

    Result decide(FloorCommand command) {
        return decide(List.of(command)).getFirst();
    }

    /// Has commands decided, one after the other, and waits for all of them at once.
    List<Result> decide(List<? extends FloorCommand> commands) {
        List<Waiting> all = new ArrayList<>();
        for (FloorCommand command : commands) {
            Waiting waiting = new Waiting();
            assertThat(server.sequencer().submit(command, waiting)).isEmpty();
            all.add(waiting);
        }
        return all.stream()
                .map(waiting ->
                        waiting.result.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .toList();
    }

    private static final class Waiting implements Origin.Caller {
        private final CompletableFuture<Result> result = new CompletableFuture<>();

        @Override
        public void answer(Result decided, long pos) {
            result.complete(decided);
        }
    }

    String admin() {
        if (admin.isEmpty()) {
            String body = "{'name':'admin','password':'" + PASSWORD + "'}";
            admin =
                    Client.parse(expect(200, post("/api/v1/tokens", "", body)).body())
                            .getString("token");
        }
        return admin;
    }

    @Override
    public void close() {
        http.close();
        server.close();
        if (!kept) {
            remove(data);
        }
        log.close();
    }

    static void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> bearer(String token) {
        return token.isEmpty() ? Stream.of() : Stream.of("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> http(String method, String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Contract.checkRequest(body, response);
            return Contract.checked(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
