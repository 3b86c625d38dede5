package dev.outcry.server.auth;

import static dev.outcry.server.auth.Limits.EVERYBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.server.auth.Limits.Count;
import dev.outcry.server.auth.Limits.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may wrap
    private final Limits limits = new Limits(true, nanos::get);

    @Test
    void letsABurstThroughAndThenTellsHowLongToWait() {
        for (int i = 0; i < Kind.GUESTS.burst(); i++) {
            assertThat(limits.tryAcquire(Kind.GUESTS, "a")).isEmpty();
        }

        assertThat(limits.tryAcquire(Kind.GUESTS, "a")).contains(Duration.ofMinutes(3));
        assertThat(limits.tryAcquire(Kind.GUESTS, "b")).isEmpty();
        assertThat(limits.tryAcquire(Kind.LOGINS_BY_NAME, "a")).isEmpty();
    }

    @Test
    void refillsByTime() {
        drain(Kind.GUESTS);

        nanos.addAndGet(Duration.ofMinutes(3).toNanos());

        assertThat(limits.tryAcquire(Kind.GUESTS, "a")).isEmpty();
        assertThat(limits.tryAcquire(Kind.GUESTS, "a")).isPresent();
    }

    @Test
    void holdsNoMoreThanABurstAfterALongPause() {
        drain(Kind.GUESTS);

        nanos.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(drain(Kind.GUESTS)).isEqualTo(Kind.GUESTS.burst());
    }

    @Test
    void doesNotPunishAsking() {
        drain(Kind.GUESTS);
        for (int i = 0; i < 100; i++) {
            limits.tryAcquire(Kind.GUESTS, "a");
        }

        assertThat(limits.tryAcquire(Kind.GUESTS, "a")).contains(Duration.ofMinutes(3));
    }

    @Test
    void canBeLifted() {
        Limits off = new Limits(false, nanos::get);

        for (int i = 0; i < 10_000; i++) {
            assertThat(off.tryAcquire(Kind.GUESTS, "a")).isEmpty();
        }
    }

    @Test
    void forgetsTheKeyUsedLongestAgo() {
        drain(Kind.GUESTS);
        for (int i = 0; i < 50_000; i++) {
            limits.tryAcquire(Kind.GUESTS, "other" + i);
        }

        assertThat(limits.tryAcquire(Kind.GUESTS, "a")).isEmpty();
        assertThat(limits.tryAcquire(Kind.GUESTS, "other49999")).isEmpty();
    }

    @Test
    void givesThoseWhoShareABucketTimesThatAreApart() {
        while (limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).isEmpty()) {}
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 29_990; i++) {
            waits.add(limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).orElseThrow());
        }

        assertThat(waits).isSorted().doesNotHaveDuplicates();
        assertThat(waits.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(2));
        assertThat(waits.getLast()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
    }

    @Test
    void takesThoseWhoComeAtTheirTimes() {
        while (limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).isEmpty()) {}
        long start = nanos.get();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            waits.add(limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).orElseThrow());
        }

        for (Duration wait : waits) {
            nanos.set(start + wait.toNanos());
            assertThat(limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY)).isEmpty();
        }
    }

    @Test
    void startsFromTheFrontWhenTimesLieTooFarAhead() {
        while (limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).isEmpty()) {}

        for (int i = 0; i < 200_000; i++) {
            assertThat(limits.tryAcquire(Kind.NEW_CONNECTIONS, EVERYBODY).orElseThrow())
                    .isBetween(Duration.ofNanos(1), Duration.ofSeconds(30));
        }
    }

    @Test
    void countsWhatIsRefused() {
        drain(Kind.GUESTS);
        limits.tryAcquire(Kind.GUESTS, "a");

        assertThat(limits.refused(Kind.GUESTS)).isEqualTo(2);
        assertThat(limits.refused(Kind.COMMANDS_BY_USER)).isZero();
    }

    @Test
    void holdsSoManyAndAgainWhatWasGivenBack() {
        for (int i = 0; i < Count.CONNECTIONS_BY_USER.most(); i++) {
            assertThat(limits.tryHold(Count.CONNECTIONS_BY_USER, "ada")).isTrue();
        }
        assertThat(limits.tryHold(Count.CONNECTIONS_BY_USER, "ada")).isFalse();
        assertThat(limits.tryHold(Count.CONNECTIONS_BY_USER, "bob")).isTrue();
        assertThat(limits.tryHold(Count.CONNECTIONS_BY_ADDRESS, "ada")).isTrue();

        limits.release(Count.CONNECTIONS_BY_USER, "ada");

        assertThat(limits.tryHold(Count.CONNECTIONS_BY_USER, "ada")).isTrue();
        assertThat(limits.tryHold(Count.CONNECTIONS_BY_USER, "ada")).isFalse();
        assertThat(limits.refused(Count.CONNECTIONS_BY_USER)).isEqualTo(2);
        assertThat(limits.holders(Count.CONNECTIONS_BY_USER)).isEqualTo(2);
        assertThat(limits.highest(Count.CONNECTIONS_BY_USER)).isEqualTo(50);
    }

    @Test
    void forgetsWhoHoldsNothing() {
        limits.tryHold(Count.CONNECTIONS_BY_USER, "ada");
        limits.release(Count.CONNECTIONS_BY_USER, "ada");

        assertThat(limits.holders(Count.CONNECTIONS_BY_USER)).isZero();
        assertThat(limits.highest(Count.CONNECTIONS_BY_USER)).isZero();
        assertThatThrownBy(() -> limits.release(Count.CONNECTIONS_BY_USER, "ada"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void countsWhatIsHeldEvenIfItIsLifted() {
        Limits off = new Limits(false, nanos::get);

        for (int i = 0; i < 2_000; i++) {
            assertThat(off.tryHold(Count.CONNECTIONS_BY_ADDRESS, "a")).isTrue();
        }
        assertThat(off.highest(Count.CONNECTIONS_BY_ADDRESS)).isEqualTo(2_000);
    }

    @Test
    void letsAllOfAnAddressComeBackAtOnce() {
        assertThat(Kind.NEW_CONNECTIONS_BY_ADDRESS.burst())
                .isGreaterThanOrEqualTo(Count.CONNECTIONS_BY_ADDRESS.most());
    }

    private int drain(Kind kind) {
        int taken = 0;
        while (limits.tryAcquire(kind, "a").isEmpty()) {
            taken++;
        }
        return taken;
    }
}
