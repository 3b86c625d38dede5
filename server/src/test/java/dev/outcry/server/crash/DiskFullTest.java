package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up while the server works on it.
@Timeout(90)
class DiskFullTest {
    private static final String MAIN = "dev.outcry.server.main.Main";
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(2);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(15);
    private static final int MOST = 20_000;

    @TempDir private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> acknowledged = new ArrayList<>();
    private final Map<Wire, List<JsonObject>> heard = new HashMap<>();
    private Path disk = Path.of("");
    private int ids;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString()),
                "a small disk can't be mounted here: that takes root");
    }

    @AfterEach
    void unmount() throws Exception {
        client.shutdownNow();
        run("umount", disk.toString());
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(MAIN, data(), Map.of());
    }

    private Path data() {
        return disk.resolve("data");
    }

    private Path filler() {
        return disk.resolve("filler");
    }

    private void fill() throws IOException {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.size(filler())).isPositive();
        }
    }

    private JsonObject ask(Wire wire, JsonObjectBuilder command) throws InterruptedException {
        int id = ++ids;
        wire.send(command.add("id", id).build());
        while (true) {
            JsonObject next = wire.take(ANSWERS_WITHIN.toMillis());
            assertThat(next).as("an answer in time").isNotNull();
            if (next.getInt("id", 0) == id) {
                return next;
            }
            heard.computeIfAbsent(wire, none -> new ArrayList<>()).add(next);
        }
    }

    private boolean say(Wire wire) throws InterruptedException {
        String text = "text " + ids + " " + "x".repeat(3_000);
        JsonObject reply =
                ask(
                        wire,
                        Json.createObjectBuilder()
                                .add("type", "say")
                                .add("room", "lobby")
                                .add("text", text));
        if (reply.getString("type").equals("ok")) {
            acknowledged.add(text);
            return true;
        }
        assertThat(reply.getString("code")).as("%s", reply).isEqualTo("unavailable");
        assertThat(reply.getBoolean("temporary")).isTrue();
        return false;
    }

    private void sayUntilRefused(Wire wire) throws InterruptedException {
        for (int i = 0; say(wire); i++) {
            assertThat(i).isLessThan(MOST);
        }
    }

    private JsonObject subscribe(Wire wire, String channel) throws InterruptedException {
        JsonObject reply =
                ask(
                        wire,
                        Json.createObjectBuilder()
                                .add("type", "subscribe")
                                .add("channel", channel));
        assertThat(reply.getString("type")).as("%s", reply).isEqualTo("subscribed");
        return reply;
    }

    private static List<String> history(Api api) throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        long after = 0;
        while (true) {
            List<JsonObject> page =
                    api.get(
                                    "/api/v1/rooms/lobby/messages?limit=300&after=" + after,
                                    Optional.empty())
                            .getJsonArray("items")
                            .getValuesAs(JsonValue::asJsonObject);
            if (page.isEmpty()) {
                return texts;
            }
            page.forEach(message -> texts.add(message.getString("text")));
            after = page.getLast().getJsonNumber("seq").longValue();
        }
    }

    private static int status(Api api, String path) throws IOException, InterruptedException {
        return api.send("GET", path, Optional.empty(), "").statusCode();
    }

    private static void awaitReady(Api api) throws IOException, InterruptedException {
        long until = System.nanoTime() + BACK_WITHIN.toNanos();
        while (status(api, "/observe/health/ready") != 200) {
            assertThat(System.nanoTime()).as("ready in time").isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void refusesWritesAndNothingElseUntilThereIsRoom() throws Exception {
        try (ServerProcess server = start()) {
            Api api = new Api(client, server.address());
            open(api);
            String token = api.guest("Ada");
            try (Wire ada = Wire.open(client, server.address(), token);
                    Wire bob = Wire.open(client, server.address(), api.guest("Bob"))) {
                subscribe(bob, "room:lobby");
                say(ada);
                fill();
                sayUntilRefused(ada);

                refusesOverHttp(api, token);
                goesOnReading(api, token, bob);

                Files.delete(filler());
                awaitReady(api);
                for (int i = 0; i < 10; i++) {
                    assertThat(say(ada)).isTrue();
                }
                toldWithoutAHole(bob);
                assertThat(history(api)).isEqualTo(acknowledged);
            }
            server.kill();
        }
        startsWithAllThatWasAcknowledged();
    }

    private static void open(Api api) throws IOException, InterruptedException {
        api.post(
                "/api/v1/admin/markets",
                Optional.of(api.admin()),
                Json.createObjectBuilder()
                        .add("symbol", "DSK-USD")
                        .add("base", "DSK")
                        .add("quote", "USD")
                        .add("tick", "0.01")
                        .add("lot", "0.1"));
    }

    private static void refusesOverHttp(Api api, String token)
            throws IOException, InterruptedException {
        HttpResponse<String> refused =
                api.send(
                        "POST",
                        "/api/v1/rooms/lobby/messages",
                        Optional.of(token),
                        "{\"text\":\"no\"}");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"unavailable\"");
        HttpResponse<String> ready = api.send("GET", "/observe/health/ready", Optional.empty(), "");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("DOWN");
        assertThat(status(api, "/observe/health/live")).isEqualTo(200);
    }

    private void goesOnReading(Api api, String token, Wire wire)
            throws IOException, InterruptedException {
        List<String> history = history(api);
        assertThat(history).isNotEmpty().isEqualTo(acknowledged.subList(0, history.size()));
        assertThat(status(api, "/api/v1/markets/DSK-USD/book")).isEqualTo(200);
        assertThat(status(api, "/api/v1/search?q=text")).isEqualTo(200);
        assertThat(api.get("/api/v1/balances", Optional.of(token)).getJsonArray("items"))
                .isNotNull();
        assertThat(status(api, "/observe/metrics")).isEqualTo(200);
        subscribe(wire, "book:DSK-USD");
        subscribe(wire, "presence:lobby");
        assertThat(ask(wire, Json.createObjectBuilder().add("type", "ping")).getString("type"))
                .isEqualTo("pong");
    }

    /// A subscription that began before the first message and was never renewed.
    private void toldWithoutAHole(Wire wire) throws InterruptedException {
        ask(wire, Json.createObjectBuilder().add("type", "ping"));
        List<String> texts = new ArrayList<>();
        long seq = 0;
        for (JsonObject message : heard.getOrDefault(wire, List.of())) {
            if (message.getString("type").equals("message")) {
                long next = message.getJsonNumber("seq").longValue();
                assertThat(seq == 0 || next == seq + 1).as("%d after %d", next, seq).isTrue();
                seq = next;
                texts.add(message.getString("text"));
            }
        }
        assertThat(texts).isEqualTo(acknowledged);
    }

    private void startsWithAllThatWasAcknowledged() throws IOException, InterruptedException {
        try (ServerProcess server = start()) {
            assertThat(history(new Api(client, server.address()))).isEqualTo(acknowledged);
            assertThat(server.stop()).isZero();
        }
    }

    @Test
    void stopsInTimeWhileThereIsNoRoomAndLosesNothing() throws Exception {
        try (ServerProcess server = start()) {
            Api api = new Api(client, server.address());
            try (Wire ada = Wire.open(client, server.address(), api.guest("Ada"))) {
                say(ada);
                fill();
                sayUntilRefused(ada);
            }
            long asked = System.nanoTime();
            assertThat(server.stop()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(STOPS_WITHIN);
        }
        fill();
        assertThat(ServerProcess.refusal(data())).contains(data().toString());

        Files.delete(filler());
        startsWithAllThatWasAcknowledged();
    }

    @Test
    void stopsInTimeThoughThereIsNoRoomForItsLastSnapshot() throws Exception {
        try (ServerProcess server = start()) {
            Api api = new Api(client, server.address());
            try (Wire ada = Wire.open(client, server.address(), api.guest("Ada"))) {
                say(ada);
            }
            assertThat(history(api)).isEqualTo(acknowledged);
            fill();
            long asked = System.nanoTime();
            assertThat(server.stop()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(STOPS_WITHIN);
        }
        Files.delete(filler());
        startsWithAllThatWasAcknowledged();
    }

    @Test
    void saysThatTheDiskIsReadOnly() throws Exception {
        try (ServerProcess server = start()) {
            assertThat(server.stop()).isZero();
        }
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();

        assertThat(ServerProcess.refusal(data())).contains(data().toString());

        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        startsWithAllThatWasAcknowledged();
    }

    @Test
    void isOneServersAlone() throws Exception {
        try (ServerProcess server = start()) {
            assertThat(ServerProcess.refusal(data())).contains("another server", data().toString());

            assertThat(status(new Api(client, server.address()), "/observe/health")).isEqualTo(200);
        }
    }
}
