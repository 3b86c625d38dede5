package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// 200 connections a second, with all limits on and the demo's markets moving: afterwards nothing
/// of them is left. 15 seconds of it, or `-Doutcry.soak.minutes=60`.
final class SoakIT {
    private static final Duration USUAL = Duration.ofSeconds(15);

    /// The server needs 28 seconds to find out, so the last ones fall silent so long before the
    /// end; in the usual run within the first two seconds.
    private static final Duration NOBODY_SILENT = Duration.ofSeconds(30);

    private static final Duration A_FEW_SILENT = Duration.ofSeconds(2);

    /// For what is kept on purpose and filled meanwhile: 10,000 messages' marks, a thousand keys of
    /// each user, the newest frames of each channel, 10,000 trades and 300 candles of each market.
    /// A minute of connections that stayed would be more.
    private static final long HEAP_MORE = 48 << 20;

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void leavesNothingBehind() throws Exception {
        Duration time = LongMode.minutes("outcry.soak.minutes", USUAL);
        Duration silence = time.minus(NOBODY_SILENT);
        try (RunningServer server = RunningServer.start(Map.of())) {
            List<Guest> guests =
                    IntStream.range(0, 20).mapToObj(i -> new Guest(server, "Guest " + i)).toList();
            Churn churn = new Churn(server, guests);
            churn.run(Duration.ofSeconds(3), Duration.ZERO); // loads classes, fills pools
            churn.awaitEnd();
            Vitals base = server.baseLine();

            long begin = System.nanoTime();
            long visits = churn.run(time, silence.isPositive() ? silence : A_FEW_SILENT);
            double seconds = (System.nanoTime() - begin) / 1e9;

            churn.awaitEnd();
            Vitals after = server.awaitBackTo(base, HEAP_MORE, Duration.ofSeconds(10));
            System.out.printf(
                    "soak: %d visits, %.0f a second, %d cut short, %s, before %s%n",
                    visits, visits / seconds, churn.cut(), after, base);
            assertThat(server.complaints()).isEmpty();
        }
    }
}
