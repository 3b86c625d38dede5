package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// Measures what it takes until all are back whose connections were cut at once, while the room
/// that they follow goes on.
final class Reconnect {
    private static final int WARM_UP_SECONDS = 4;
    private static final int BEFORE_SECONDS = 2;
    private static final int LONGEST_SECONDS = 120;
    private static final int AFTER_SECONDS = 2;
    private static final long MILLI = 1_000_000;

    private final Target target;
    private final int perSecond;
    private final SplittableRandom random = new SplittableRandom(1);

    Reconnect(Target target, int perSecond) {
        this.target = target;
        this.perSecond = perSecond;
    }

    /// Cuts all off, once.
    ///
    /// @param withinMillis how long after it the last one tries to connect: 0 for all at once, else
    ///   each at a random time until then (full jitter)
    void run(int count, int withinMillis) throws Exception {
        try (Audience audience = new Audience(target, Dialect.OUTCRY, List.of("lobby"), count)) {
            Pace speech = audience.speech(perSecond, Text.LENGTH);
            if (!audience.hear(speech, WARM_UP_SECONDS)) {
                throw new IOException("not everything has arrived");
            }
            speech.plan(BEFORE_SECONDS + LONGEST_SECONDS);
            audience.loop().work(speech, Duration.ofSeconds(BEFORE_SECONDS));
            audience.tally().begin();

            Target.Usage usage = target.usage();
            long cut = System.nanoTime();
            for (Follower follower : audience.followers()) {
                follower.reset();
            }
            Returning returning = new Returning(audience, speech, times(cut, count, withinMillis));
            audience.loop().work(returning, audience::isLive, Duration.ofSeconds(LONGEST_SECONDS));
            String processors = usage.toString();

            boolean all = audience.hearRest(speech, AFTER_SECONDS);
            print(audience, cut, withinMillis, processors);
            audience.tally().requireWhole();
            if (!all || !audience.isLive()) {
                throw new IOException("not all have come back and up to date: " + audience.ended());
            }
        }
    }

    private long[] times(long cut, int count, int withinMillis) {
        return random.longs(count, 0, withinMillis * MILLI + 1)
                .map(wait -> cut + wait)
                .sorted()
                .toArray();
    }

    private void print(Audience audience, long cut, int withinMillis, String processors) {
        List<Follower> followers = audience.followers();
        Histogram toLive = new Histogram(Duration.ofSeconds(LONGEST_SECONDS).toNanos(), 3);
        for (Follower follower : followers) {
            toLive.recordValue(follower.liveAt() - cut);
        }
        String how =
                withinMillis == 0
                        ? "all reconnect at once"
                        : "each reconnects within %,d ms".formatted(withinMillis);
        Tally tally = audience.tally();
        new Line(
                        "%,d connections reset at once, %s, %,d messages/s meanwhile"
                                .formatted(followers.size(), how, perSecond))
                .add("all live again after " + Line.percentile(toLive, 100))
                .add("p50 " + Line.percentile(toLive, 50))
                .add("p99 " + Line.percentile(toLive, 99))
                .add("%,d resumed".formatted(followers.size() - tally.unrecovered))
                .add("%,d messages replayed".formatted(tally.replayed))
                .add("holes " + tally.holes)
                .add("repeats " + tally.repeats)
                .add(processors)
                .print();
    }

    /// Lets each come back at its time, while it is spoken.
    private static final class Returning implements Loop.Work {
        private final Audience audience;
        private final Pace speech;
        private final long[] times;
        private int next;

        Returning(Audience audience, Pace speech, long[] times) {
            this.audience = audience;
            this.speech = speech;
            this.times = times;
        }

        @Override
        public long due() throws IOException {
            long wait = next < times.length ? times[next] - System.nanoTime() : Long.MAX_VALUE;
            if (wait <= 0) { // one at a time, so that those before it are served too
                audience.followers().get(next++).resume(audience.loop());
                wait = 0;
            }
            return Math.min(wait, speech.due());
        }
    }
}
