package dev.outcry.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures how long a server takes to its ready line, and what a message takes on the disk.
///
/// Every start but the first follows a kill, as after a crash: a clean end would leave no tail.
public final class Starts {
    private static final String READY = "outcry ready on ";
    private static final int SHORT_TAIL = 10_000;
    private static final int LONG_TAIL = 95_000; // the longest, for a snapshot comes each 100,000

    private final Path scratch;
    private final int runs;
    private final List<String> command;

    private Starts(Path scratch, int runs, List<String> command) {
        this.scratch = scratch;
        this.runs = runs;
        this.command = command;
    }

    private record Started(Process process, Target target, double seconds) {}

    /// Runs all and prints its lines.
    ///
    /// @param args a directory for data, messages behind the snapshot, runs of each, and the
    ///   command that starts a server
    /// @throws Exception if that server doesn't start or answer
    public static void main(String[] args) throws Exception {
        List<String> command = Arrays.asList(args).subList(3, args.length);
        Starts starts = new Starts(Path.of(args[0]), Integer.parseInt(args[2]), command);
        starts.empty();
        starts.full(Integer.parseInt(args[1]));
    }

    private void empty() throws Exception {
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            Started started = start("empty-" + i);
            seconds[i] = started.seconds();
            kill(started);
        }
        print("empty", seconds);
    }

    private void full(int messages) throws Exception {
        write("full", messages, true);
        long log = Files.size(scratch.resolve("full/log.db"));
        long store = Files.size(scratch.resolve("full/store.db"));
        System.out.printf(
                Locale.ROOT,
                "disk, %,d messages of 120 bytes: %.0f bytes each in the log with its texts,"
                        + " %.0f in the store, %.0f together%n",
                messages,
                (double) log / messages,
                (double) store / messages,
                (double) (log + store) / messages);
        write("full", SHORT_TAIL, false);
        times(messages, SHORT_TAIL);
        write("full", LONG_TAIL - SHORT_TAIL, false);
        times(messages, LONG_TAIL);
    }

    private void times(int messages, int tail) throws Exception {
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            Started started = start("full");
            seconds[i] = started.seconds();
            kill(started);
        }
        print(
                String.format(
                        Locale.ROOT, "%,d messages and a tail of %,d after it", messages, tail),
                seconds);
    }

    private static void print(String what, double[] seconds) {
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "start, %s: median of %d %.2f s, from %.2f to %.2f s%n",
                what,
                seconds.length,
                seconds[seconds.length / 2],
                seconds[0],
                seconds[seconds.length - 1]);
    }

    private void write(String data, int messages, boolean cleanly) throws Exception {
        Started started = start(data);
        try (Durable clients = new Durable(started.target())) {
            clients.fill(messages);
        }
        if (cleanly) {
            started.process().destroy();
            started.process().waitFor();
        } else {
            kill(started);
        }
    }

    private Started start(String data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().put("OUTCRY_DATA", scratch.resolve(data).toString());
        builder.redirectError(scratch.resolve("errors").toFile());
        long begun = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(READY)) {
                double seconds = (System.nanoTime() - begun) / 1e9;
                URI uri = URI.create(line.substring(READY.length()));
                Target target = new Target(uri, process.pid(), scratch.resolve(data));
                return new Started(process, target, seconds);
            }
        }
        throw new IOException(Files.readString(scratch.resolve("errors")));
    }

    private static void kill(Started started) throws InterruptedException {
        started.process().destroyForcibly().waitFor();
    }
}
