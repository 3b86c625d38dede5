package dev.outcry.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsTest {
    @Test
    void goesOnCountingWhatNobodyElseHolds() {
        try (Metrics metrics = new Metrics(() -> "0")) {
            AtomicLong sent = new AtomicLong(7);
            WeakReference<LongSupplier> source = register(metrics, sent);
            collectGarbage();

            sent.set(8);

            assertThat(source.get()).isNotNull();
            assertThat(metrics.scrape()).contains("outcry_sent_total 8.0");
        }
    }

    private static WeakReference<LongSupplier> register(Metrics metrics, AtomicLong sent) {
        LongSupplier source = () -> sent.get();
        metrics.counter("outcry_sent", "Sent", source);
        return new WeakReference<>(source);
    }

    /// Until something that nobody holds is gone.
    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
    }
}
