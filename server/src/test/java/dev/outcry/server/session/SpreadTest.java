package dev.outcry.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.auth.Limits;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients are told on a stop fits what the server lets in after the start.
class SpreadTest {
    @ParameterizedTest(name = "{0} clients")
    @ValueSource(ints = {1, 100, 2_000, 10_000, 50_000})
    void letsAllWhoWereToldWhenToComeInTheFirstTime(int clients) {
        AtomicLong nanos = new AtomicLong();
        Limits limits = new Limits(true, nanos::get);
        long[] millis =
                new Random(clients)
                        .longs(clients, 0, Sessions.spreadMillis(clients))
                        .sorted()
                        .toArray();

        for (long at : millis) {
            nanos.set(Duration.ofMillis(at).toNanos());
            assertThat(limits.tryAcquire(Limits.Kind.NEW_CONNECTIONS, Limits.EVERYBODY)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} clients")
    @ValueSource(ints = {1, 10_000, 50_000})
    void keepsNobodyAwayForLong(int clients) {
        assertThat(Duration.ofMillis(Sessions.spreadMillis(clients)))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(70));
    }
}
