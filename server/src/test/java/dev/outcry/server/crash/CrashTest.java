package dev.outcry.server.crash;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server at random moments, and compares with what its clients were told.
///
/// `-Doutcry.crash.rounds=300` makes it long, `-Doutcry.crash.seed=7` repeats a schedule.
class CrashTest {
    private static final int ROUNDS = Integer.getInteger("outcry.crash.rounds", 8);
    private static final long SEED = Long.getLong("outcry.crash.seed", System.nanoTime());
    private static final int MAX_ANSWERS = 2_000;

    @TempDir private Path data;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void losesNothingThatWasAcknowledged() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Scenario scenario = new Scenario(data, SEED)) {
            for (int round = 0; round < ROUNDS; round++) {
                scenario.round(Optional.empty(), scenario.killAfter(random.nextInt(MAX_ANSWERS)));
            }
            scenario.judge();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED, e);
        }
    }
}
