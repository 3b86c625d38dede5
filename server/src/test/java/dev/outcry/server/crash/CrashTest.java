package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Release;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.journal.SqliteJournal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server at random moments, and compares with what its clients were told.
///
/// `-Doutcry.crash.rounds=300` makes it long, `-Doutcry.crash.seed=7` repeats a schedule.
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("outcry.crash.rounds", 20);
    private static final long SEED = Long.getLong("outcry.crash.seed", System.nanoTime());
    private static final int CLIENTS = 8;
    private static final int MAX_ANSWERS = 4_000;
    private static final BigDecimal PAPER = new BigDecimal(100_000);
    private static final BigDecimal HELD = new BigDecimal(100);

    @TempDir private Path data;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Told told = new Told();
    private final List<Participant> participants = new ArrayList<>();

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void losesNothingThatWasAcknowledged() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (ServerProcess server = ServerProcess.start(data)) {
                    Api api = new Api(client, server.address());
                    if (round == 0) {
                        open(api);
                    }
                    work(client, server, random.nextInt(MAX_ANSWERS));
                }
                assertThat(told.faults()).as("round %d, seed %d", round, SEED).isEmpty();
            }
            try (ServerProcess server = ServerProcess.start(data)) {
                Api api = new Api(client, server.address());
                for (Participant participant : participants) {
                    participant.come(client, server.address());
                }
                for (Participant participant : participants) {
                    participant.settle();
                }
                compare(api);
                compareBalances(api);
                long position = api.position();
                String hash = api.stateHash();
                assertThat(server.stop()).isZero();
                compareWithReplay(position, hash);
            }
        }
        assertThat(told.faults()).as("seed %d", SEED).isEmpty();
    }

    private void open(Api api) throws IOException, InterruptedException {
        Optional<String> admin = Optional.of(api.admin());
        api.post(
                "/api/v1/admin/markets",
                admin,
                Json.createObjectBuilder()
                        .add("symbol", "CRS-USD")
                        .add("base", "CRS")
                        .add("quote", "USD")
                        .add("tick", "0.01")
                        .add("lot", "0.1"));
        for (int i = 0; i < CLIENTS; i++) {
            String token = api.guest("Client " + i);
            String user = api.get("/api/v1/me", Optional.of(token)).getString("id");
            api.post(
                    "/api/v1/admin/deposits",
                    admin,
                    Json.createObjectBuilder()
                            .add("user", user)
                            .add("asset", "CRS")
                            .add("amount", HELD.toPlainString()));
            participants.add(new Participant("c" + i, token, told, random.nextLong()));
        }
    }

    /// All come, and work; when so many commands were answered the server dies.
    private void work(HttpClient client, ServerProcess server, int answers)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        List<Thread> threads = new ArrayList<>();
        for (Participant participant : participants) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    participant.come(client, server.address());
                                    participant.work(until);
                                    participant.part();
                                } catch (InterruptedException | RuntimeException e) {
                                    told.fault(participant.name() + ": " + e);
                                }
                            }));
        }
        assertThat(told.awaitAnswers(answers)).isTrue();
        server.kill();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void compare(Api api) throws IOException, InterruptedException {
        Map<Long, JsonObject> room = told.of("room:lobby");
        Map<String, Integer> texts = new TreeMap<>();
        room.values().forEach(event -> texts.merge(event.getString("text"), 1, Integer::sum));
        assertThat(texts.values()).as("nothing twice, seed %d", SEED).allMatch(count -> count == 1);
        for (Participant participant : participants) {
            assertThat(participant.unknown()).isZero();
            Map<String, Set<Long>> orders = orders(participant);
            participant
                    .answered()
                    .forEach((key, ok) -> {
                        if (ok.containsKey("order")) {
                            assertThat(orders.get(key))
                                    .as("%s, seed %d", ok, SEED)
                                    .containsExactly(
                                            ok.getJsonObject("order")
                                                    .getJsonNumber("order")
                                                    .longValue());
                        } else {
                            long seq = ok.getJsonNumber("seq").longValue();
                            assertThat(room.get(seq)).as("%s, seed %d", ok, SEED).isNotNull();
                            assertThat(room.get(seq).getString("text")).isEqualTo("said " + key);
                            assertThat(room.get(seq).getJsonNumber("pos"))
                                    .isEqualTo(ok.getJsonNumber("pos"));
                        }
                    });
        }
        assertThat(history(api)).as("seed %d", SEED).isEqualTo(texts(room));
    }

    /// Order ids by client id.
    private Map<String, Set<Long>> orders(Participant participant) {
        Map<String, Set<Long>> orders = new TreeMap<>();
        for (JsonObject event : told.of("me " + participant.name()).values()) {
            if (event.getString("type").equals("order")) {
                orders.computeIfAbsent(event.getString("client"), client -> new TreeSet<>())
                        .add(event.getJsonNumber("order").longValue());
            }
        }
        return orders;
    }

    private static Map<Long, String> texts(Map<Long, JsonObject> room) {
        Map<Long, String> texts = new TreeMap<>();
        room.forEach((seq, event) -> texts.put(seq, event.getString("text")));
        return texts;
    }

    private static Map<Long, String> history(Api api) throws IOException, InterruptedException {
        TreeMap<Long, String> texts = new TreeMap<>();
        for (List<JsonObject> page = page(api, 0);
                !page.isEmpty();
                page = page(api, texts.lastKey())) {
            page.forEach(message ->
                    texts.put(message.getJsonNumber("seq").longValue(), message.getString("text")));
        }
        return texts;
    }

    private static List<JsonObject> page(Api api, long after)
            throws IOException, InterruptedException {
        return api.get("/api/v1/rooms/lobby/messages?limit=300&after=" + after, Optional.empty())
                .getJsonArray("items")
                .getValuesAs(JsonValue::asJsonObject);
    }

    private void compareBalances(Api api) throws IOException, InterruptedException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (Participant participant : participants) {
            for (JsonObject balance :
                    api.get("/api/v1/balances", Optional.of(participant.token()))
                            .getJsonArray("items")
                            .getValuesAs(JsonValue::asJsonObject)) {
                BigDecimal held =
                        new BigDecimal(balance.getString("available"))
                                .add(new BigDecimal(balance.getString("reserved")));
                sums.merge(balance.getString("asset"), held, BigDecimal::add);
            }
        }
        BigDecimal all = new BigDecimal(CLIENTS);
        assertThat(sums.get("USD")).as("seed %d", SEED).isEqualByComparingTo(PAPER.multiply(all));
        assertThat(sums.get("CRS")).as("seed %d", SEED).isEqualByComparingTo(HELD.multiply(all));
    }

    /// The log alone, from its first entry, must give the same floor.
    private void compareWithReplay(long position, String hash) {
        Floor replayed = new Floor();
        List<String> hashes = new ArrayList<>();
        try (SqliteJournal journal = SqliteJournal.open(data, Release.VERSION)) {
            assertThat(journal.first()).isEqualTo(1);
            journal.read(
                    0,
                    entry -> {
                        replayed.apply(entry.pos(), entry.at(), entry.command(), effect -> {});
                        if (entry.pos() == position) {
                            hashes.add(Long.toHexString(replayed.stateHash()));
                        }
                    });
        }
        assertThat(hashes).as("seed %d", SEED).containsExactly(hash);
    }
}
