package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import dev.outcry.server.apply.Snapshotter;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to connections, server and log, what each client has seen is the log's suffix,
/// or it was told once why not.
class RecoveryPropertyTest {
    private static final int STEPS = 400;
    private static final int FOLLOWERS = 5;
    private static final String SYMBOL = "PRP-USD";

    /// A snapshot each second, if anything happened; and no more log than the snapshots need.
    private static final Hooks CUTTING =
            new Hooks(
                    UnaryOperator.identity(),
                    () -> {},
                    _ -> new Snapshotter.Rhythm(20, Duration.ofSeconds(1), 0));

    @TempDir private Path directory;

    private final Follower.Truth truth = new Follower.Truth();
    private final Map<Long, String> said = new TreeMap<>();
    private TestFloor floor;
    private Client ada;
    private String token;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5})
    @Timeout(60)
    void nobodyMissesAnEventUnknowingly(long seed) {
        Random random = new Random(seed);
        floor = TestFloor.in(directory.resolve("d"), CUTTING);
        try {
            floor.market(SYMBOL);
            token = floor.token("Ada");
            come();
            List<Follower> followers = new ArrayList<>();
            for (int i = 0; i < FOLLOWERS; i++) {
                followers.add(new Follower(truth, token));
                followers.getLast().drain();
            }

            for (int i = 0; i < STEPS; i++) {
                publish(random);
                followers.get(random.nextInt(FOLLOWERS)).live(random);
                if (random.nextInt(STEPS / 4) == 0) {
                    followers.forEach(Follower::cut); // a stop waits for who doesn't read
                    restart(random.nextBoolean() ? Restart.STOPPED : Restart.ABANDONED);
                }
            }

            settle(followers);
        } finally {
            ada.close();
            floor.close();
        }
    }

    private void come() {
        truth.port = floor.port();
        ada = floor.as(token);
    }

    private void restart(Restart restart) {
        ada.close();
        floor = restart.of(floor);
        truth.life++;
        come();
    }

    private void publish(Random random) {
        switch (random.nextInt(8)) {
            case 0 -> burst(random, 60, 3_000);
            case 1 -> burst(random, 3, 10);
            case 2, 3 -> floor.order("maker", SYMBOL, Side.SELL, 100 + random.nextInt(20), 10);
            case 4 -> floor.order("taker", SYMBOL, Side.BUY, 90 + random.nextInt(20), 10);
            case 5, 6 ->
                    ada.answered(
                            "{'type':'order','symbol':'PRP-USD','side':'buy','kind':'limit',"
                                    + "'price':'1.1%d','qty':'0.004'}".formatted(random.nextInt(9)),
                            "ok");
            default -> delete(random);
        }
    }

    private void burst(Random random, int most, int length) {
        int count = 1 + random.nextInt(most);
        String text = "@ada " + random.nextInt() + " x" + "x".repeat(random.nextInt(length));
        for (int i = 0; i < count; i++) {
            ada.send(
                    "{'type':'say','room':'lobby','id':%d,'text':'%s'}"
                            .formatted(1_000_000 + i, text));
        }
        for (int i = 0; i < count; i++) {
            JsonObject ok = ada.reply(1_000_000 + i);
            assertThat(said.put(ok.getJsonNumber("seq").longValue(), text)).isNull();
        }
    }

    private void delete(Random random) {
        long seq = said.isEmpty() ? 0 : random.nextLong(said.size()) + 1;
        if (said.containsKey(seq) && truth.deleted.add(seq)) {
            ada.answered("{'type':'delete','room':'lobby','message':" + seq + "}", "ok");
        }
    }

    private void settle(List<Follower> followers) {
        for (String channel : Follower.CHANNELS) {
            long newest = followers.getFirst().settled(channel);
            for (Follower follower : followers) {
                assertThat(follower.settled(channel)).as(channel).isEqualTo(newest);
            }
        }
        Map<Long, String> told = truth.of(Follower.ROOM);
        said.forEach((seq, text) -> {
            if (told.containsKey(seq) && !truth.deleted.contains(seq)) {
                assertThat(Client.parse(told.get(seq)).getString("text")).isEqualTo(text);
            }
        });
        assertThat(told.size()).as("seen by somebody").isGreaterThan(said.size() / 2);
    }
}
