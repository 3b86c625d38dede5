package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The server that is measured, on this machine.
///
/// @param uri where it serves
/// @param pid its process
/// @param data where it keeps its data
record Target(URI uri, long pid, Path data) {
    InetSocketAddress address() {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /// {@return live bytes of its heap, after a collection}
    long heap() throws IOException {
        jcmd("GC.run");
        Matcher used = Pattern.compile("used (\\d+)([KM])").matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd doesn't tell the heap of " + pid);
        }
        return Long.parseLong(used.group(1)) << (used.group(2).equals("M") ? 20 : 10);
    }

    /// {@return the bytes of memory that it takes}
    long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("no VmRSS of " + pid);
    }

    private String jcmd(String command) throws IOException {
        Process process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/jcmd",
                                Long.toString(pid),
                                command)
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// {@return what the processors do from now on}
    Usage usage() {
        return new Usage(System.nanoTime(), processor(ProcessHandle.current()), server());
    }

    private Duration server() {
        return processor(ProcessHandle.of(pid).orElseThrow());
    }

    private static Duration processor(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Where the clocks stood.
    final class Usage {
        private final long begun;
        private final Duration own;
        private final Duration server;

        private Usage(long begun, Duration own, Duration server) {
            this.begun = begun;
            this.own = own;
            this.server = server;
        }

        double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }

        /// {@return how many processors the load tool and the server had since then}
        @Override
        public String toString() {
            Usage now = usage();
            double nanos = now.begun - begun;
            return "processors: load tool %.2f, server %.2f"
                    .formatted(
                            now.own.minus(own).toNanos() / nanos,
                            now.server.minus(server).toNanos() / nanos);
        }
    }
}
