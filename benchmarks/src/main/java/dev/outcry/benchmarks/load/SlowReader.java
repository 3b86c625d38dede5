package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/// One who reads so slowly that the server gives it up, and who then comes back and reads as fast
/// as anybody.
final class SlowReader implements Loop.Work {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Loop loop;
    private final Watch tooSlow;
    private final long tooSlowBefore;
    private final Tally tally = new Tally();
    private final Follower follower =
            new Follower(new Follower.Shared(Dialect.OUTCRY, tally), "lobby");
    private final long begun;
    private State state = State.SLOW;
    private long closedAfter;
    private long readBefore;
    private int code;

    private enum State {
        SLOW,
        GIVEN_UP,
        BACK
    }

    /// Connects, and waits until it follows the room.
    ///
    /// @param tooSlow counts whom the server has closed with 4008: one that reads 1 KB/s would
    ///   itself find the close frame only behind all that the kernels hold for it
    SlowReader(Loop loop, Watch tooSlow, int bytesPerSecond) throws IOException {
        this.loop = loop;
        this.tooSlow = tooSlow;
        this.tooSlowBefore = tooSlow.value();
        follower.openPaced(loop, bytesPerSecond);
        loop.until(follower::isLive, PATIENCE);
        this.begun = System.nanoTime();
    }

    @Override
    public long due() throws IOException {
        long wait = tooSlow.due();
        switch (state) {
            case SLOW -> {
                follower.peer().stayAlive();
                if (tooSlow.value() > tooSlowBefore) {
                    closedAfter = System.nanoTime() - begun;
                    readBefore = tally.delivered;
                    follower.peer().readFreely(loop); // to find the close frame
                    state = State.GIVEN_UP;
                }
            }
            case GIVEN_UP -> {
                if (follower.peer().isEnded()) {
                    code = follower.peer().closeCode();
                    follower.resume(loop);
                    state = State.BACK;
                }
            }
            case BACK -> {}
        }
        return wait;
    }

    /// Waits until it is up to date, checks that it has missed nothing, and ends it.
    ///
    /// @return what became of it
    String end(Predicate<Follower> upToDate) throws IOException {
        if (state == State.SLOW) {
            throw new IOException(
                    "the slow reader was never too slow: let more be said, or longer");
        }
        if (!loop.work(this, () -> state == State.BACK && upToDate.test(follower), PATIENCE)) {
            throw new IOException("the slow reader has not come back");
        }
        tally.requireWhole();
        follower.reset();
        return "closed 4008 after %.1f s (%,d messages read; the close came as %d), resumed with %,d replayed, holes %d"
                .formatted(closedAfter / 1e9, readBefore, code, tally.replayed, tally.holes);
    }
}
