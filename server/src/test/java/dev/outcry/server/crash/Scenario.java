package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Clients at a server that dies again and again, who compare in the end. For one thread.
final class Scenario implements AutoCloseable {
    private static final String MAIN = "dev.outcry.server.main.CrashingMain";
    static final int CLIENTS = 8;
    static final BigDecimal HELD = new BigDecimal(100);

    private final Path data;
    private final SplittableRandom random;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Told told = new Told();
    private final List<Participant> participants = new ArrayList<>();

    Scenario(Path data, long seed) {
        this.data = data;
        this.random = new SplittableRandom(seed);
    }

    /// Makes a server end, or waits until it has.
    interface Ending {
        void of(ServerProcess server) throws IOException, InterruptedException;
    }

    /// Kills the server when so many commands were answered.
    Ending killAfter(int answers) {
        return server -> {
            assertThat(told.awaitAnswers(answers)).isTrue();
            server.kill();
        };
    }

    /// All come back to a new process, and work until it ends.
    ///
    /// @param crashAt where it dies by itself, nowhere if empty
    void round(Optional<String> crashAt, Ending ending) throws IOException, InterruptedException {
        Map<String, String> environment =
                crashAt.map(at -> Map.of("CRASH_AT", at)).orElseGet(Map::of);
        try (ServerProcess server = ServerProcess.start(MAIN, data, environment)) {
            if (participants.isEmpty()) {
                open(new Api(client, server.address()));
            }
            work(server, ending);
        }
        assertThat(told.faults()).isEmpty();
    }

    /// All come back to a server that lives, and compare what they were told with what it says and
    /// with what is in its files.
    void judge() throws IOException, InterruptedException {
        Verdict verdict = new Verdict(told, participants);
        try (ServerProcess server = ServerProcess.start(MAIN, data, Map.of())) {
            Api api = new Api(client, server.address());
            for (Participant participant : participants) {
                participant.come(client, server.address());
            }
            for (Participant participant : participants) {
                participant.settle();
            }
            verdict.compare(api);
            verdict.compareBalances(api);
            verdict.findsNothingDeleted(api);
            long position = api.position();
            String hash = api.stateHash();
            assertThat(server.stop()).isZero();
            Remains.compareWithReplay(data, position, hash);
        }
        Remains.assertGone(data, verdict.deletedWords());
        assertThat(told.faults()).isEmpty();
    }

    @Override
    public void close() {
        client.shutdownNow(); // an orderly end would wait for connections that a crash has cut
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

    private void work(ServerProcess server, Ending ending)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        List<Thread> threads = new ArrayList<>();
        for (Participant participant : participants) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    comeAndWork(participant, server, until);
                                    participant.part();
                                } catch (IOException | InterruptedException | RuntimeException e) {
                                    told.fault(participant.name() + ": " + e);
                                }
                            }));
        }
        ending.of(server);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void comeAndWork(Participant participant, ServerProcess server, long until)
            throws IOException, InterruptedException {
        try {
            participant.come(client, server.address());
            participant.work(until);
        } catch (Wire.GoneException e) { // before everything was resumed: that is for next time
            server.ended();
        }
    }
}
