package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// What a group of connections has received. For the loop's thread.
final class Tally {
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    /// From the planned time to receipt, in nanoseconds.
    final Histogram latency = new Histogram(LONGEST_NANOS, 3);

    /// Events received.
    long delivered;

    /// Events of a channel that were passed over, by their numbers.
    long holes;

    /// Events that came again, or after a later one.
    long repeats;

    /// Events received between a resumption and its `live`.
    long replayed;

    /// Resumptions that were answered by a snapshot.
    long unrecovered;

    /// Counts an event.
    void record(long due, long readAt) {
        delivered++;
        latency.recordValue(Math.clamp(readAt - due, 0, LONGEST_NANOS));
    }

    /// Forgets how much came and how fast, not what was wrong.
    void begin() {
        latency.reset();
        delivered = 0;
        replayed = 0;
    }

    /// Fails a run in which anything is missing or twice.
    void requireWhole() throws IOException {
        if (holes + repeats + unrecovered > 0) {
            throw new IOException(
                    holes
                            + " events missing, "
                            + repeats
                            + " repeated, "
                            + unrecovered
                            + " clients not resumed");
        }
    }
}
