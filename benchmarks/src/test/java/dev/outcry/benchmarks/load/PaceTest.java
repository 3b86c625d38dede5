package dev.outcry.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private final List<Long> dues = new ArrayList<>();
    private long now = 5_000;
    private final Pace pace = new Pace(100, (due, _) -> dues.add(due - 5_000), () -> now);

    @Test
    void doesEachThingAtItsTime() throws IOException {
        pace.plan(1);

        assertThat(pace.due()).isEqualTo(10 * MILLI);
        assertThat(dues).containsExactly(0L);

        now += 10 * MILLI - 1;
        assertThat(pace.due()).isEqualTo(1);
        assertThat(dues).hasSize(1);

        now += 1;
        assertThat(pace.due()).isEqualTo(10 * MILLI);
        assertThat(dues).containsExactly(0L, 10 * MILLI);
    }

    @Test
    void aStallDelaysNoPlannedTime() throws IOException {
        pace.plan(1);
        assertThat(pace.due()).isEqualTo(10 * MILLI);

        now += 35 * MILLI; // the loop was busy that long

        assertThat(pace.due()).isEqualTo(5 * MILLI);
        assertThat(dues).containsExactly(0L, 10 * MILLI, 20 * MILLI, 30 * MILLI);
    }

    @Test
    void endsWithItsPlan() throws IOException {
        assertThat(pace.plan(2)).isEqualTo(200);

        now += 60_000 * MILLI;

        assertThat(pace.due()).isEqualTo(Long.MAX_VALUE);
        assertThat(pace.isOver()).isTrue();
        assertThat(dues).hasSize(200).endsWith(1_990 * MILLI);
        assertThat(pace.total()).isEqualTo(200);
    }
}
