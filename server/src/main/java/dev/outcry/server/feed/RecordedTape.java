package dev.outcry.server.feed;

import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A recording, print by print.
///
/// @param prints begins it anew
record RecordedTape(Supplier<Stream<Print>> prints) implements Tape {
    private static final long SECOND = 1_000;

    /// Single trades of one day.
    ///
    /// @param from first millisecond after midnight that is played
    /// @param to first one that isn't
    static RecordedTape ofTicks(Recording day, Scales scales, long from, long to) {
        long midnight = day.midnight();
        return new RecordedTape(() ->
                day.ticks(scales)
                        .dropWhile(print -> print.at() < midnight + from)
                        .takeWhile(print -> print.at() < midnight + to));
    }

    /// One-second bars, played by [Bar#prints].
    static RecordedTape ofSeconds(Scales scales, Recording... days) {
        return new RecordedTape(() -> {
            TickRule rule = new TickRule();
            return Stream.of(days)
                    .flatMap(day -> day.bars(scales))
                    .flatMap(bar -> bar.prints(SECOND, rule).stream());
        });
    }

    @Override
    public Iterator<Print> play(long loop) {
        return prints.get().iterator();
    }
}
