package dev.outcry.exchange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The engine against the naive exchange, by chance. The name of a failed run holds the seed that
/// repeats it.
class TwinTest {
    private static final int STEPS = 4_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void agreesWithTheNaiveExchange(long seed) {
        Twin twin = new Twin(seed);
        for (int i = 0; i < STEPS; i++) {
            try {
                twin.step();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", step " + i, e);
            }
        }
    }
}
