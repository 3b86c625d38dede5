package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<Runnable> started = new ArrayList<>();
    private long now = Long.MAX_VALUE - 10; // nanoTime may be anything, and overflow
    private final Rounds rounds = new Rounds(started::add, () -> now);

    private void add(int drains) {
        for (int i = 0; i < drains; i++) {
            rounds.add(() -> {});
        }
    }

    @Test
    void startsTheFirstRoundAtOnce() {
        add(3);

        rounds.start();

        assertThat(started).hasSize(3);
        assertThat(rounds.nanosLeft()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void pausesInProportionToTheRoundBefore() {
        add(100);
        rounds.start();
        add(1);

        rounds.start();

        assertThat(started).hasSize(100);
        assertThat(rounds.nanosLeft()).isEqualTo(100 * Rounds.NANOS_PER_DRAIN);
        now += 100 * Rounds.NANOS_PER_DRAIN - 1;
        rounds.start();
        assertThat(started).hasSize(100);
        now++;
        rounds.start();
        assertThat(started).hasSize(101);
    }

    @Test
    void neverPausesLongerThanTheMost() {
        add(1_000_000);
        rounds.start();
        add(1);

        assertThat(rounds.nanosLeft()).isEqualTo(Rounds.MOST_NANOS);
    }

    @Test
    void startsInTheOrderOfAdding() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int each = i;
            rounds.add(() -> order.add(each));
        }

        rounds.start();
        started.forEach(Runnable::run);

        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void startsAllAtTheEndWhateverThePause() {
        add(100);
        rounds.start();
        add(2);

        rounds.startAll();

        assertThat(started).hasSize(102);
    }
}
