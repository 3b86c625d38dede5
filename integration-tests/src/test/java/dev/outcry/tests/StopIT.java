package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class StopIT {
    @Test
    void saysGoodbyeToEveryClientAndEndsWithZero() throws Exception {
        try (Floor floor = Floor.start(Map.of("OUTCRY_FEED", "none"));
                RawClient ada = RawClient.connect(floor.ws("/ws"));
                RawClient bob = RawClient.connect(floor.ws("/ws/rooms/lobby"))) {
            ada.await("welcome");
            bob.await("live");

            floor.terminate();

            assertThat(ada.await("goodbye").getInt("retryAfter")).isNotNegative();
            assertThat(bob.await("goodbye").getInt("retryAfter")).isNotNegative();
            assertThat(ada.awaitClose()).isEqualTo(1001);
            assertThat(bob.awaitClose()).isEqualTo(1001);
            assertThat(floor.awaitExit()).isZero();
        }
    }
}
