package dev.outcry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    /// What the runs above never come to, they don't prove.
    @Test
    void comesToEveryRule() {
        Twin twin = new Twin(4711);

        for (int i = 0; i < 3 * STEPS; i++) {
            twin.step();
        }

        List<String> rules = new ArrayList<>(List.of("traded", "rested", "triggered", "expired"));
        rules.addAll(List.of("amended", "rejected INSUFFICIENT_FUNDS", "rejected WOULD_CROSS"));
        rules.addAll(List.of("rejected PRICE_BAND", "rejected UNFILLABLE"));
        for (CancelReason reason : CancelReason.values()) {
            rules.add("canceled " + reason);
        }
        for (Outcome outcome : Outcome.values()) {
            rules.add(outcome.toString());
        }
        rules.removeAll(List.of("UNKNOWN_ORDER", "TOO_MANY_OPEN")); // not of submit; too rare
        assertThat(twin.seen).containsKeys(rules.toArray(String[]::new));
    }
}
