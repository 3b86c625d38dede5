package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalkTapeTest {
    private static final Scales SCALES = new Scales(2, 8);
    private static final Recording ETHER =
            new Recording("ethusd/20180404_minute_trade.zip", Recording.Kind.CRYPTO);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void everyMinuteStaysInItsRangeAndEndsWithItsCloseAndVolume(long seed) {
        Candles walked = new Candles();

        new WalkTape(() -> ETHER.bars(SCALES), seed)
                .play(0)
                .forEachRemaining(p -> walked.add(p.at(), p.priceTicks(), p.qtyLots()));

        Map<Long, Bar> recorded = new TreeMap<>();
        ETHER.bars(SCALES).forEach(bar -> recorded.put(bar.at(), bar));
        assertThat(walked.bars().keySet()).isEqualTo(recorded.keySet());
        walked.bars()
                .forEach((at, bar) -> {
                    Bar real = recorded.get(at);
                    assertThat(bar.close()).isEqualTo(real.close());
                    assertThat(bar.volume()).isEqualTo(real.volume());
                    assertThat(bar.low()).isBetween(real.low(), real.high());
                    assertThat(bar.high()).isBetween(real.low(), real.high());
                });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void loopWalksItsOwnWayAndTheSameEachTime(long seed) {
        Tape tape = new WalkTape(() -> ETHER.bars(SCALES), seed);

        assertThat(list(tape, 1)).isEqualTo(list(tape, 1)).isNotEqualTo(list(tape, 0));
    }

    private static List<Print> list(Tape tape, long loop) {
        List<Print> prints = new ArrayList<>();
        tape.play(loop).forEachRemaining(prints::add);
        return prints;
    }
}
