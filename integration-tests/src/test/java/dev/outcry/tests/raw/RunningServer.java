package dev.outcry.tests.raw;

import dev.outcry.server.contract.Contract;
import dev.outcry.tests.Machine;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The JAR as a process of this machine, with the options and the JVM that the image has.
///
/// Not the image itself: its published port is served by a proxy of the engine's, which joins
/// chopped writes and swallows resets. Any thread.
final class RunningServer implements AutoCloseable {
    private static final String READY = "outcry ready on ";
    private static final Pattern BAD =
            Pattern.compile("\\b(WARNING|SEVERE|ERROR|Exception|OutOfMemory|StackOverflow)|^\tat ");
    private static final Pattern CARRIER = Pattern.compile("\"name\": \"ForkJoinPool");
    private static final Pattern THREAD = Pattern.compile("\"tid\": ");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String adminPassword = UUID.randomUUID().toString();
    private final Path directory;
    private final Path log;
    private final Process process;
    private final int port;

    private RunningServer(Map<String, String> settings) throws IOException {
        directory = Files.createTempDirectory(Files.createDirectories(Machine.TARGET), "server-");
        log = directory.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Machine.java().toString(),
                        "@" + Machine.ROOT.resolve("server/jvm.options"),
                        "-Xmx512m",
                        "-jar",
                        Machine.ROOT.resolve("server/target/outcry.jar").toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTCRY_"));
        builder.environment().put("OUTCRY_PORT", "0");
        builder.environment().put("OUTCRY_DATA", directory.resolve("data").toString());
        builder.environment().put("OUTCRY_ADMIN_PASSWORD", adminPassword);
        builder.environment().putAll(settings);
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        port = awaitReady();
    }

    /// Starts one and waits until it is ready.
    ///
    /// @param settings `OUTCRY_…` variables
    static RunningServer start(Map<String, String> settings) throws IOException {
        return new RunningServer(settings);
    }

    private int awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            Optional<String> ready =
                    lines().stream().filter(line -> line.startsWith(READY)).findFirst();
            if (ready.isPresent()) {
                return URI.create(ready.get().substring(READY.length())).getPort();
            }
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new AssertionError("not ready: " + lines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    int port() {
        return port;
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log);
    }

    /// {@return what it has logged that an operator should look at; the log shows all above DEBUG}
    List<String> complaints() throws IOException {
        return lines().stream().filter(line -> BAD.matcher(line).find()).toList();
    }

    /// {@return a new guest: `user`, and the `token` to come with}
    JsonObject newGuest(String name) {
        return post("/api/v1/guests", "{\"name\":\"" + name + "\"}");
    }

    /// {@return another pair of tokens for a refresh token}
    JsonObject refreshed(String refresh) {
        return post("/api/v1/tokens", "{\"refresh\":\"" + refresh + "\"}");
    }

    /// {@return the token of a new guest}
    String guest(String name) {
        return newGuest(name).getString("token");
    }

    private String admin() {
        return post("/api/v1/tokens", "{\"name\":\"admin\",\"password\":\"" + adminPassword + "\"}")
                .getString("token");
    }

    /// Gives money to an account.
    void deposit(String user, String asset, String amount) {
        post(
                "/api/v1/admin/deposits",
                """
                {"user":"%s","asset":"%s","amount":"%s"}\
                """
                        .formatted(user, asset, amount),
                "Authorization",
                "Bearer " + admin());
    }

    /// Lists a market that nobody moves.
    void market(String symbol) {
        int dash = symbol.indexOf('-');
        post(
                "/api/v1/admin/markets",
                """
                {"symbol":"%s","base":"%s","quote":"%s","tick":"0.01","lot":"0.001"}\
                """
                        .formatted(symbol, symbol.substring(0, dash), symbol.substring(dash + 1)),
                "Authorization",
                "Bearer " + admin());
    }

    private JsonObject post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = http(request.build());
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.body());
        }
        return Peer.parse(response.body());
    }

    /// {@return the body of an answer}
    String get(String path) {
        return http(request(path).build()).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> http(HttpRequest request) {
        try {
            return Contract.checked(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("the server doesn't answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// {@return the sum of a metric's lines}
    long metric(String name) {
        return metric(name, get("/observe/metrics"));
    }

    private static long metric(String name, String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// {@return what it holds now} Collects its garbage first.
    Vitals vitals() throws IOException {
        jcmd("GC.run");
        String metrics = get("/observe/metrics");
        return new Vitals(
                metric("outcry_connections", metrics),
                metric("outcry_sessions", metrics),
                metric("outcry_subscriptions", metrics),
                descriptors(),
                threads(),
                metrics.lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToLong(line ->
                                (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum());
    }

    /// Waits until nobody is there.
    ///
    /// @return what it holds then
    Vitals baseLine() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        Vitals now = vitals();
        while (now.connections() > 0 || now.subscriptions() > 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("somebody stays: " + now);
            }
            now = vitals();
        }
        return now;
    }

    /// Waits until everything is gone that came after a base line.
    ///
    /// @param base when nobody was there yet
    /// @param heapMore bytes by which what is kept on purpose may have grown
    /// @param atMost how long to wait
    /// @return what it holds then
    Vitals awaitBackTo(Vitals base, long heapMore, Duration atMost) throws IOException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Vitals now = vitals();
            if (now.isBackTo(base, heapMore)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("left behind: " + now + ", the base line is " + base);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private long descriptors() throws IOException {
        Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(descriptors)) {
            return each.count();
        }
    }

    private long threads() throws IOException {
        Path dump = directory.resolve("threads.json");
        jcmd("Thread.dump_to_file", "-overwrite", "-format=json", dump.toString());
        String json = Files.readString(dump);
        return THREAD.matcher(json).results().count() - CARRIER.matcher(json).results().count();
    }

    private void jcmd(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Machine.java().resolveSibling("jcmd").toString());
        all.add(Long.toString(process.pid()));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (jcmd.waitFor() != 0) {
                throw new AssertionError(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends it as an operator would, and deletes its directory.
    @Override
    public void close() throws IOException {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
