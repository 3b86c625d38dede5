package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.webhook.Receiver;
import dev.outcry.server.webhook.TestCertificate;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed while it posts: every message that was acknowledged is posted, in the
/// order of the log, and of what was posted before the kill only the delivery under way comes
/// again.
@Timeout(180)
class WebhookCrashTest {
    private static final int KILLS = 4;
    private static final int SAID = 60;
    private static final int KILLED_AFTER = 25;

    @TempDir private Path directory;

    private final SequencedMap<String, Receiver.Posted> posted = new LinkedHashMap<>();

    @Test
    void losesNothingAndRepeatsAtMostWhatWasUnderWay() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "ip:127.0.0.1");
        Path data = directory.resolve("data");
        TreeMap<Integer, String> acknowledged = new TreeMap<>();
        try (Receiver receiver = new Receiver(certificate.context());
                HttpClient client = HttpClient.newHttpClient()) {
            AtomicInteger calls = new AtomicInteger();
            receiver.answer(_ -> calls.incrementAndGet() % 11 == 0 ? 503 : 200);
            for (int round = 0; round <= KILLS; round++) {
                try (ServerProcess server = start(data, certificate)) {
                    Api api = new Api(client, server.address());
                    Optional<String> admin = Optional.of(api.admin());
                    if (round == 0) {
                        make(api, admin, receiver);
                    }
                    int before = posted.size();
                    for (int i = 0; i < SAID; i++) {
                        String text = "round " + round + " text " + i;
                        acknowledged.put(say(api, admin, text), text);
                        if (i >= KILLED_AFTER && round < KILLS && posted.size() > before) {
                            break;
                        }
                        drain(receiver);
                    }
                    if (round < KILLS) {
                        server.kill();
                    } else {
                        while (!texts().containsAll(acknowledged.values())) {
                            take(receiver.next());
                        }
                    }
                }
            }
        }

        assertThat(texts()).containsExactlyElementsOf(acknowledged.values());
        assertThat(posted.values())
                .extracting(post -> post.json().getInt("delivery"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, posted.size()).boxed().toList());
    }

    private static ServerProcess start(Path data, TestCertificate certificate) throws IOException {
        return ServerProcess.start(
                "dev.outcry.server.main.Main",
                data,
                Map.of(
                        "OUTCRY_HOOK_NETWORKS",
                        "127.0.0.1",
                        "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.trustStore="
                                + certificate.file()
                                + " -Djavax.net.ssl.trustStoreType=PKCS12"
                                + " -Djavax.net.ssl.trustStorePassword="
                                + TestCertificate.PASSWORD));
    }

    private static void make(Api api, Optional<String> admin, Receiver receiver)
            throws IOException, InterruptedException {
        JsonObjectBuilder hook =
                Json.createObjectBuilder()
                        .add("url", receiver.url("/"))
                        .add("events", Json.createArrayBuilder().add("message"));
        api.post("/api/v1/rooms/lobby/hooks", admin, hook);
    }

    private static int say(Api api, Optional<String> admin, String text)
            throws IOException, InterruptedException {
        JsonObject placed =
                api.post(
                        "/api/v1/rooms/lobby/messages",
                        admin,
                        Json.createObjectBuilder().add("text", text));
        return placed.getInt("seq");
    }

    private void drain(Receiver receiver) {
        while (receiver.isWaiting()) {
            take(receiver.next());
        }
    }

    /// What comes again is what came before, to the byte.
    private void take(Receiver.Posted post) {
        Receiver.Posted before = posted.putIfAbsent(post.id(), post);
        if (before != null) {
            assertThat(post.body()).isEqualTo(before.body());
            assertThat(post.id()).isEqualTo(posted.lastEntry().getKey());
        }
    }

    private List<String> texts() {
        return posted.values().stream()
                .flatMap(post -> post.events().stream())
                .map(event -> event.getString("text"))
                .toList();
    }
}
