package dev.outcry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://127.0.0.1:8080, http://127.0.0.1:8080/ws, http://127.0.0.1:8080/api/v1/guests",
        "https://h, https://h/ws, https://h/api/v1/guests",
        "ws://h/, http://h/ws, http://h/api/v1/guests",
        "WSS://h:1/floor//, https://h:1/floor/ws, https://h:1/floor/api/v1/guests",
        "http://[::1]:8080, http://[::1]:8080/ws, http://[::1]:8080/api/v1/guests",
    })
    void derivesAllAddressesFromOne(URI base, URI socket, URI guests) {
        Endpoint endpoint = Endpoint.of(base);

        assertThat(endpoint.socket()).isEqualTo(socket);
        assertThat(endpoint.api("guests")).isEqualTo(guests);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ftp://h", "h", "/ws", "http:h", "http://h?token=x", "http://a:b@h"})
    void refusesWhatIsNoServersAddress(String address) {
        assertThatThrownBy(() -> Outcry.builder(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void spreadsReconnectsBelowABoundThatDoubles(long seed) {
        Duration last = Duration.ofMillis(1_500);
        Backoff backoff = new Backoff(Duration.ofMillis(100), last, new SplittableRandom(seed));

        for (long bound : new long[] {100, 200, 400, 800, 1_500, 1_500, 1_500}) {
            assertThat(backoff.next()).isBetween(Duration.ZERO, Duration.ofMillis(bound));
        }
        assertThat(backoff.attempt()).isEqualTo(8);
        backoff.reset();
        assertThat(backoff.next()).isBetween(Duration.ZERO, Duration.ofMillis(100));
    }

    @Test
    void usesTheWholeOfTheBound() {
        Duration bound = Duration.ofMillis(100);
        Backoff backoff = new Backoff(bound, bound, new SplittableRandom(1));
        long low = 0;
        for (int i = 0; i < 1_000; i++) {
            low += backoff.next().compareTo(Duration.ofMillis(50)) < 0 ? 1 : 0;
        }

        assertThat(low).isBetween(400L, 600L);
    }

    @Test
    void refusesOptionsThatCanNotBe() {
        Outcry.Builder builder = Outcry.builder(URI.create("http://h"));

        assertThatThrownBy(() -> builder.queueLimit(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.answerTimeout(Duration.ofMinutes(11)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> builder.reconnectDelay(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
