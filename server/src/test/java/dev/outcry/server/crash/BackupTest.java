package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.RawSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A backup of a server that is at work, and the floor that is made of it.
@Timeout(120)
class BackupTest {
    private static final int WRITERS = 4;
    private static final int BEFORE = 200;
    private static final int MEANWHILE = 50;
    private static final String MESSAGES = "/api/v1/rooms/lobby/messages";

    @TempDir private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Long, String> acknowledged = new ConcurrentSkipListMap<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void holdsWhatWasAcknowledgedAndStartsAFloorOfItsOwn() throws Exception {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        Path file = directory.resolve("floor.zip");
        Map<Long, String> before;
        String token;
        JsonObject position;
        try (ServerProcess server = ServerProcess.start(data)) {
            Api api = new Api(http, server.address());
            token = api.guest("Ada");
            position = follow(server, Optional.empty());
            CountDownLatch some = new CountDownLatch(BEFORE);
            CountDownLatch more = new CountDownLatch(BEFORE + WRITERS * MEANWHILE);
            List<Thread> writers = write(api, some, more);
            assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
            before = new TreeMap<>(acknowledged);

            Run backup = Run.of(data, "backup", file.toString());

            assertThat(backup.exitCode()).as(backup.output()).isZero();
            assertThat(more.await(1, TimeUnit.MINUTES)).isTrue(); // it goes on undisturbed
            enough.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(faults).isEmpty();
            assertThat(history(api)).isEqualTo(acknowledged);
            assertThat(follow(server, Optional.of(position)).getBoolean("recovered")).isTrue();
            assertThat(Run.of(data, "check").exitCode()).isZero();
        }
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Run restore = Run.of(copy, "restore", file.toString());

        assertThat(restore.exitCode()).as(restore.output()).isZero();
        assertThat(Run.of(copy, "check").exitCode()).isZero();
        try (ServerProcess server = ServerProcess.start(copy)) {
            Api api = new Api(http, server.address());
            Map<Long, String> restored = history(api);
            assertThat(restored).containsAllEntriesOf(before);
            assertThat(acknowledged).containsAllEntriesOf(restored);
            JsonObject subscribed = follow(server, Optional.of(position));
            assertThat(subscribed.getBoolean("recovered")).isFalse();
            assertThat(subscribed.getString("reason")).isEqualTo("epoch_changed");
            assertThat(subscribed.getString("epoch")).isNotEqualTo(position.getString("epoch"));
            long seq = subscribed.getJsonNumber("seq").longValue();
            assertThat(seq).isEqualTo(restored.size());
            assertThat(subscribed.getJsonObject("snapshot").getJsonArray("events"))
                    .last()
                    .extracting(event -> event.asJsonObject().getString("text"))
                    .isEqualTo(restored.get(seq));
            assertThat(say(api, token, "goes on")).isEqualTo(seq + 1);
            assertThat(server.stop()).isZero();
        }
        // and again, now without the mark of a restore: the epoch stays
        try (ServerProcess server = ServerProcess.start(copy)) {
            JsonObject first = follow(server, Optional.empty());
            assertThat(first.getString("epoch")).isNotEqualTo(position.getString("epoch"));
            assertThat(follow(server, Optional.of(first)).getBoolean("recovered")).isTrue();
        }
    }

    private List<Thread> write(Api api, CountDownLatch some, CountDownLatch more)
            throws IOException, InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String name = "Writer " + i;
            String token = api.guest(name);
            writers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int n = 0; !enough.get(); n++) {
                                        String text = name + " says " + n;
                                        acknowledged.put(say(api, token, text), text);
                                        some.countDown();
                                        more.countDown();
                                    }
                                } catch (IOException | InterruptedException e) {
                                    synchronized (faults) {
                                        faults.add(e);
                                    }
                                }
                            }));
        }
        return writers;
    }

    private static long say(Api api, String token, String text)
            throws IOException, InterruptedException {
        return api.post(MESSAGES, Optional.of(token), Json.createObjectBuilder().add("text", text))
                .getJsonNumber("seq")
                .longValue();
    }

    private static Map<Long, String> history(Api api) throws IOException, InterruptedException {
        TreeMap<Long, String> texts = new TreeMap<>();
        int found = -1;
        while (found < texts.size()) {
            found = texts.size();
            long after = texts.isEmpty() ? 0 : texts.lastKey();
            api.get(MESSAGES + "?limit=300&after=" + after, Optional.empty())
                    .getJsonArray("items")
                    .getValuesAs(JsonValue::asJsonObject)
                    .forEach(message ->
                            texts.put(
                                    message.getJsonNumber("seq").longValue(),
                                    message.getString("text")));
        }
        return texts;
    }

    /// {@return the `subscribed` for the lobby}
    private static JsonObject follow(ServerProcess server, Optional<JsonObject> since) {
        String from =
                since.map(known ->
                                ",\"since\":{\"epoch\":\"%s\",\"seq\":%s}"
                                        .formatted(known.getString("epoch"), known.get("seq")))
                        .orElse("");
        try (RawSocket socket = RawSocket.open(server.address().getPort(), "/ws")) {
            socket.read(); // welcome
            socket.text("{\"type\":\"subscribe\",\"id\":1,\"channel\":\"room:lobby\"" + from + "}");
            try (JsonReader reader = Json.createReader(new StringReader(socket.read().text()))) {
                return reader.readObject();
            }
        }
    }
}
