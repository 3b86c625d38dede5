package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outcry.protocol.Side;
import org.junit.jupiter.api.Test;

class BarTest {
    private static final long LENGTH = 1_000;

    @Test
    void risingBarGoesDownFirst() {
        assertThat(new Bar(5_000, 10, 14, 9, 12, 11).prints(LENGTH, new TickRule()))
                .containsExactly(
                        new Print(5_000, 10, 5, Side.BUY),
                        new Print(5_250, 9, 2, Side.SELL),
                        new Print(5_500, 14, 2, Side.BUY),
                        new Print(5_750, 12, 2, Side.SELL));
    }

    @Test
    void fallingBarGoesUpFirst() {
        assertThat(new Bar(0, 12, 14, 9, 10, 8).prints(LENGTH, new TickRule()))
                .extracting(Print::priceTicks)
                .containsExactly(12L, 14L, 9L, 10L);
    }

    @Test
    void barOfOnePriceIsOnePrint() {
        assertThat(new Bar(0, 12, 12, 12, 12, 1).prints(LENGTH, new TickRule()))
                .containsExactly(new Print(0, 12, 1, Side.BUY));
    }

    @Test
    void barFromLowToHighIsTwoPrints() {
        assertThat(new Bar(0, 9, 14, 9, 14, 7).prints(LENGTH, new TickRule()))
                .containsExactly(new Print(0, 9, 4, Side.BUY), new Print(500, 14, 3, Side.BUY));
    }

    @Test
    void refusesWhatCantBePlayedExactly() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bar(0, 12, 11, 9, 10, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bar(0, 12, 14, 9, 10, 3));
    }
}
