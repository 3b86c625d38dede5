package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/// Measures what one slow reader does to the others of its room: in turn without it and with it, in
/// one run.
final class Slow {
    private static final int WARM_UP_SECONDS = 4;
    private static final int TURNS = 2;
    private static final int BYTES_PER_SECOND = 1_000;

    private final Target target;
    private final int perSecond;
    private final int textBytes;
    private final int seconds;

    /// What the fast ones had in the turns of one kind.
    private static final class Turns {
        private final Histogram latency = new Histogram(Duration.ofMinutes(10).toNanos(), 3);
        private final StringJoiner p99s = new StringJoiner(" and ");
        private final StringJoiner heaps = new StringJoiner(" and ");

        void add(Tally tally, long heap) {
            latency.add(tally.latency);
            p99s.add(Line.percentile(tally.latency, 99));
            heaps.add("%.1f MB".formatted(heap / 1e6));
        }

        void print(String what) {
            new Line(what)
                    .add(latency)
                    .add("p99 of each turn " + p99s)
                    .add("live heap after each " + heaps)
                    .add("holes 0")
                    .print();
        }
    }

    Slow(Target target, int perSecond, int textBytes, int seconds) {
        this.target = target;
        this.perSecond = perSecond;
        this.textBytes = textBytes;
        this.seconds = seconds;
    }

    /// Measures two turns of each kind.
    void run(int readers) throws Exception {
        try (Audience audience = new Audience(target, Dialect.OUTCRY, List.of("lobby"), readers);
                Site site = new Site(target.uri())) {
            Pace speech = audience.speech(perSecond, textBytes);
            Watch watch = new Watch(site, "outcry_too_slow_total", speech);
            hear(audience, speech, watch, WARM_UP_SECONDS);
            Turns without = new Turns();
            Turns with = new Turns();
            StringJoiner fates = new StringJoiner("; then ");
            for (int turn = 0; turn < TURNS; turn++) {
                hear(audience, speech, watch, seconds);
                without.add(audience.tally(), target.heap());
                SlowReader slow = new SlowReader(audience.loop(), watch, BYTES_PER_SECOND);
                hear(audience, speech, slow, seconds);
                with.add(audience.tally(), target.heap());
                fates.add(slow.end(reader -> audience.isUpToDate(reader, speech)));
            }
            String title =
                    "%,d readers, %,d messages/s of %,d bytes, %d turns of %d s"
                            .formatted(readers, perSecond, textBytes, TURNS, seconds);
            without.print(title);
            with.print(title + ", with one more that reads 1 KB/s");
            new Line("that slow reader").add(fates.toString()).print();
        }
    }

    private static void hear(Audience audience, Pace speech, Loop.Work work, int seconds)
            throws IOException {
        audience.tally().begin();
        boolean all = audience.hear(speech, work, seconds);
        audience.tally().requireWhole();
        if (!all || !audience.isWhole()) {
            throw new IOException("a fast reader has missed something: " + audience.ended());
        }
    }
}
