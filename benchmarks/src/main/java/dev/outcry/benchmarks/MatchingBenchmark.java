package dev.outcry.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Time of one command, averaged. Run it with `-prof gc` for the bytes that one allocates.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class MatchingBenchmark {
    private static final int BATCH = 1_000;

    /// What is played.
    @Param({"placeCancel", "mix", "goog"})
    public String flow = "";

    /// Which engine plays it.
    @Param({"outcry", "core"})
    public String venue = "";

    private Player player = new Player("placeCancel", "outcry");

    /// For the harness.
    public MatchingBenchmark() {}

    /// Draws up the flow and plays it once, so that pools and arrays have grown, and lets the
    /// collector take them for as old as they are in a server.
    @Setup
    public void prepare() {
        player = new Player(flow, venue);
        for (int i = 0; i < player.length(); i++) {
            player.step();
        }
        System.gc();
    }

    /// Plays on.
    ///
    /// @return something that depends on every command
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long commands() {
        for (int i = 0; i < BATCH; i++) {
            player.step();
        }
        return player.venue().traded();
    }
}
