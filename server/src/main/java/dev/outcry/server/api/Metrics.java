package dev.outcry.server.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Figures for operators, in Prometheus' text format, all named `outcry_…` but the JVM's. Any
/// thread.
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Supplier<String> stateHash;

    // Held, for the registry forgets a counter whose source nobody else holds.
    private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();

    /// Makes one that knows the JVM and nothing else.
    ///
    /// @param stateHash the floor's, asked at each scrape
    public Metrics(Supplier<String> stateHash) {
        this.stateHash = stateHash;
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /// Shows what goes up and down.
    ///
    /// @param name such as `outcry_sessions`
    /// @param help what it counts
    /// @param value asked at each scrape
    public void gauge(String name, String help, LongSupplier value) {
        Gauge.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    /// Shows what only goes up.
    ///
    /// @param name such as `outcry_deliveries`; `_total` is put behind it
    /// @param help what it counts
    /// @param value asked at each scrape
    public void counter(String name, String help, LongSupplier value) {
        counted.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .register(registry);
    }

    /// Shows what only goes up, one of several that share a name.
    ///
    /// @param name such as `outcry_closed`; `_total` is put behind it
    /// @param label what tells them apart, such as `code`
    /// @param which this one's label; of a bounded set
    /// @param help what all of them count
    /// @param value asked at each scrape
    public void labeledCounter(
            String name, String label, String which, String help, LongSupplier value) {
        counted.add(value);
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(help)
                .tag(label, which)
                .register(registry);
    }

    /// Counts a command that was answered.
    ///
    /// @param type such as `say`
    /// @param outcome `ok`, or the code of the error
    public void command(String type, String outcome) {
        Counter.builder("outcry_commands")
                .description("Commands answered")
                .tag("type", type)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    void request(String method, String route, int status, long nanos) {
        Timer.builder("outcry_http_requests")
                .description("HTTP requests answered")
                .tag("method", method)
                .tag("route", route)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    String scrape() {
        return registry.scrape()
                + "# HELP outcry_state_info The floor's state, by its hash.\n"
                + "# TYPE outcry_state_info gauge\n"
                + "outcry_state_info{hash=\""
                + stateHash.get()
                + "\"} 1\n";
    }

    /// Lets go of the JVM's listeners.
    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
