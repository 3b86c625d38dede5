package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Side;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReelTest {
    private final Print first = new Print(1_000, 10, 1, Side.BUY);
    private final Print second = new Print(2_000, 11, 1, Side.BUY);
    private final Print third = new Print(3_000, 12, 1, Side.BUY);
    private final Tape tape = new RecordedTape(() -> Stream.of(first, second, third));

    @Test
    void startsAgainAfterTheLastPrint() {
        Reel reel = new Reel(tape, new TapePosition(0, 0, 3_000));

        reel.advance();

        assertThat(reel.peek()).isEqualTo(first);
        assertThat(reel.position()).isEqualTo(new TapePosition(1, 0, 1_000));
    }

    @Test
    void startsAtATime() {
        assertThat(new Reel(tape, new TapePosition(0, 0, 1_001)).peek()).isEqualTo(second);
    }

    @Test
    void goesOnFromWhereItWas() {
        Reel played = new Reel(tape, new TapePosition(0, 0, 0));
        played.advance();
        played.advance();

        Reel resumed = new Reel(tape, played.position());

        assertThat(resumed.peek()).isEqualTo(third);
        assertThat(resumed.position()).isEqualTo(played.position());
    }
}
