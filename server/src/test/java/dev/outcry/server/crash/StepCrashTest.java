package dev.outcry.server.crash;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ends the server's process at each step of what makes a batch durable, and compares with what its
/// clients were told. `-Doutcry.crash.seed=7` repeats a schedule.
class StepCrashTest {
    private static final int ROUNDS = Integer.getInteger("outcry.crash.step.rounds", 1);
    private static final long SEED = Long.getLong("outcry.crash.seed", System.nanoTime());

    @TempDir private Path data;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "BEFORE_WRITE, 300",
        "BEFORE_COMMIT, 300",
        "AFTER_COMMIT, 300",
        "BEFORE_ANSWERS, 300",
        "BEFORE_FORGETTING, 30",
        "AFTER_FORGETTING, 30",
        "WHILE_A_SNAPSHOT_IS_WRITTEN, 2",
        "AFTER_A_SNAPSHOT, 2"
    })
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void losesNothingThatWasAcknowledged(String step, int most) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Scenario scenario = new Scenario(data, SEED)) {
            scenario.round(Optional.empty(), scenario.killAfter(100));
            for (int round = 0; round < ROUNDS; round++) {
                scenario.round(
                        Optional.of(step + ":" + random.nextInt(1, most + 1)),
                        ServerProcess::ended);
            }
            scenario.judge();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED, e);
        }
    }
}
