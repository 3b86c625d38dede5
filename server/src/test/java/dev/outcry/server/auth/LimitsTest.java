package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.auth.Limits.Kind;
import java.time.Duration;
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

    private int drain(Kind kind) {
        int taken = 0;
        while (limits.tryAcquire(kind, "a").isEmpty()) {
            taken++;
        }
        return taken;
    }
}
