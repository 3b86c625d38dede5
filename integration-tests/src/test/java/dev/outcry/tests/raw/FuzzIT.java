package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random bytes, requests, frames and commands, over one connection each: the server goes on,
/// complains of nothing, and keeps nothing.
///
/// 15 seconds from seed 1; with `-Doutcry.fuzz.minutes=10` so long, from a seed of the moment;
/// `-Doutcry.fuzz.seed=…` begins with another. Limits on rates are off, or they would hear most of
/// it.
final class FuzzIT {
    private static final Duration USUAL = Duration.ofSeconds(15);
    private static final int ROUND = 1_000;
    private static final int WORKERS = 4;

    /// For what is kept on purpose: 10,000 messages' marks and keys, the newest frames of each
    /// channel, open orders.
    private static final long HEAP_MORE = 32 << 20;

    static LongStream seeds() {
        boolean usual = Long.getLong("outcry.fuzz.minutes") == null;
        return LongStream.of(
                Long.getLong("outcry.fuzz.seed", usual ? 1 : System.currentTimeMillis()));
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("seeds")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void survives(long seed) throws Exception {
        Duration time = LongMode.minutes("outcry.fuzz.minutes", USUAL);
        try (RunningServer server =
                        RunningServer.start(
                                Map.of(
                                        "OUTCRY_FEED", "none",
                                        "OUTCRY_LIMITS", "off",
                                        "OUTCRY_PROXIES", "127.0.0.0/8"));
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            server.market("FZZ-USD");
            Fuzzer fuzzer = new Fuzzer(server, server.guest("Mallory"));
            round(workers, fuzzer, seed - ROUND); // loads classes, fills pools
            Vitals base = server.baseLine();

            long next = seed;
            long end = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < end) {
                round(workers, fuzzer, next);
                next += ROUND;
            }

            Vitals after = server.awaitBackTo(base, HEAP_MORE, Duration.ofSeconds(45));
            System.out.printf("fuzz: seeds %d to %d, %s, before %s%n", seed, next - 1, after, base);
        }
    }

    private static void round(ExecutorService workers, Fuzzer fuzzer, long from) throws Exception {
        List<Callable<Void>> parts = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            int first = worker;
            parts.add(() -> {
                for (long seed = from + first; seed < from + ROUND; seed += WORKERS) {
                    come(fuzzer, seed);
                }
                return null;
            });
        }
        for (Future<Void> part : workers.invokeAll(parts)) {
            part.get();
        }
        String seeds = "seeds " + from + " to " + (from + ROUND - 1);
        assertThat(fuzzer.server().complaints()).as(seeds).isEmpty();
        assertThat(fuzzer.server().get("/observe/health")).as(seeds).contains("UP");
    }

    private static void come(Fuzzer fuzzer, long seed) throws IOException {
        try {
            fuzzer.come(seed);
        } catch (IOException | RuntimeException | AssertionError e) {
            List<String> logged = fuzzer.server().complaints().stream().limit(30).toList();
            throw new AssertionError("seed " + seed + ", logged\n" + String.join("\n", logged), e);
        }
    }
}
