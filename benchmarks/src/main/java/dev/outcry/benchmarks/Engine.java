package dev.outcry.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [MatchingBenchmark] a few rounds and prints one table.
///
/// Each round gives every flow to both engines one after the other, each in a JVM of its own, so
/// that a busy minute of the machine hits both. The medians of the rounds count.
public final class Engine {
    private static final int ROUNDS = 3;
    private static final String BYTES = "gc.alloc.rate.norm";

    private Engine() {}

    /// Measures and prints.
    ///
    /// @param args options of JMH
    /// @throws Exception if JMH can't run
    public static void main(String[] args) throws Exception {
        Map<String, List<RunResult>> results = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            OptionsBuilder options = new OptionsBuilder();
            options.parent(new CommandLineOptions(args));
            options.include(MatchingBenchmark.class.getSimpleName()).addProfiler("gc").forks(1);
            options.verbosity(VerboseMode.SILENT);
            for (RunResult result : new Runner(options.build()).run()) {
                results.computeIfAbsent(key(result), k -> new ArrayList<>()).add(result);
            }
        }
        results.keySet().stream()
                .map(key -> key.split(" ", 2)[0])
                .distinct()
                .forEach(flow -> print(flow, results));
    }

    private static void print(String flow, Map<String, List<RunResult>> results) {
        List<RunResult> ours = results.getOrDefault(flow + " outcry", List.of());
        List<RunResult> theirs = results.getOrDefault(flow + " core", List.of());
        String ratio =
                ours.isEmpty() || theirs.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, "  %.2f times core", time(theirs) / time(ours));
        line(flow, "outcry", ours, ratio);
        line(flow, "core", theirs, "");
    }

    private static void line(String flow, String venue, List<RunResult> runs, String ratio) {
        if (!runs.isEmpty()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-12s %-7s %8.1f ns/op %8.2f B/op%s%n",
                    flow,
                    venue,
                    time(runs),
                    bytes(runs),
                    ratio);
        }
    }

    private static double time(List<RunResult> runs) {
        return median(runs, run -> run.getPrimaryResult().getScore());
    }

    private static double bytes(List<RunResult> runs) {
        return median(runs, run -> run.getSecondaryResults().get(BYTES).getScore());
    }

    private static double median(List<RunResult> runs, ToDoubleFunction<RunResult> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String key(RunResult result) {
        return result.getParams().getParam("flow") + " " + result.getParams().getParam("venue");
    }
}
