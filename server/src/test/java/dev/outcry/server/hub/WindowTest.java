package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window<String> window = new Window<>(100, 1_000, 41);

    @Test
    void isEmptyBehindWhatWasBefore() {
        assertThat(window.newest()).isEqualTo(41);
        assertThat(window.oldest()).isEqualTo(42);
    }

    @Test
    void keepsTheNewestUpToItsCapacity() {
        add(42, 250, 1);

        assertThat(window.newest()).isEqualTo(250);
        assertThat(window.oldest()).isEqualTo(151);
        for (long seq = 151; seq <= 250; seq++) {
            assertThat(window.get(seq)).isEqualTo("item " + seq);
        }
    }

    @Test
    void keepsTheNewestUpToItsBytes() {
        add(42, 60, 300);

        assertThat(window.oldest()).isEqualTo(58);
    }

    @Test
    void keepsTheNewestHoweverLarge() {
        add(42, 43, 5_000);

        assertThat(window.oldest()).isEqualTo(43);
        assertThat(window.get(43)).isEqualTo("item 43");
    }

    @Test
    void beginsAnewAfterAHole() {
        add(42, 50, 1);

        add(60, 61, 1);

        assertThat(window.oldest()).isEqualTo(60);
        assertThat(window.newest()).isEqualTo(61);
    }

    @Test
    void putsAnotherItemInAPlaceAndCountsItsBytes() {
        add(42, 44, 300);

        window.set(43, "smaller", 1);
        add(45, 45, 300);

        assertThat(window.get(43)).isEqualTo("smaller");
        assertThat(window.oldest()).isEqualTo(42);
    }

    @Test
    void refusesWhatItDoesNotHold() {
        add(42, 42, 1);

        assertThatThrownBy(() -> window.get(41)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.get(43)).isInstanceOf(IllegalArgumentException.class);
    }

    private void add(long first, long last, int sizeBytes) {
        for (long seq = first; seq <= last; seq++) {
            window.add(seq, "item " + seq, sizeBytes);
        }
    }
}
