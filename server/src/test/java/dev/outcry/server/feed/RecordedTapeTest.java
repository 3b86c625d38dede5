package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedTapeTest {
    private static final Recording SPY =
            new Recording("spy/20131007_tick_trade.zip", Recording.Kind.EQUITY);
    private static final long OPEN = 34_200_000;
    private static final long CLOSE = 57_600_000;

    @Test
    void secondsOfThreeDaysAddUpToTheRecordedMinutes() {
        Candles candles = new Candles();

        Bitcoin.tape()
                .play(0)
                .forEachRemaining(p -> candles.add(p.at(), p.priceTicks(), p.qtyLots()));

        assertThat(candles.bars()).hasSize(4_216).isEqualTo(Bitcoin.recordedMinutes());
    }

    @Test
    void playsTheSameEveryTime() {
        Tape tape = Bitcoin.tape();

        assertThat(list(tape, 1)).isEqualTo(list(tape, 0));
    }

    @Test
    void playsTheRegularTradesOfADayInOrder() {
        List<Print> prints = list(RecordedTape.ofTicks(SPY, new Scales(2, 0), OPEN, CLOSE), 0);

        assertThat(prints).hasSize(241_129);
        assertThat(prints.getFirst().at()).isEqualTo(SPY.midnight() + 34_200_094);
        assertThat(prints).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
        assertThat(prints).allMatch(p -> p.priceTicks() >= 16_725 && p.priceTicks() <= 16_845);
        assertThat(prints.stream().mapToLong(Print::qtyLots).sum()).isEqualTo(76_609_081);
    }

    @Test
    void dayOfAStockBeginsAtMidnightInNewYork() {
        assertThat(SPY.midnight()).isEqualTo(1_381_118_400_000L);
    }

    private static List<Print> list(Tape tape, long loop) {
        List<Print> prints = new ArrayList<>();
        tape.play(loop).forEachRemaining(prints::add);
        return prints;
    }
}
