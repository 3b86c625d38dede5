package dev.outcry.server.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The server in a process of its own. For one thread.
final class ServerProcess implements AutoCloseable {
    static final String ADMIN_PASSWORD = "correct horse battery staple";

    private static final String READY = "outcry ready on ";

    private final Process process;
    private final URI address;
    private final Thread reading;

    private ServerProcess(Process process, URI address, Thread reading) {
        this.process = process;
        this.address = address;
        this.reading = reading;
    }

    /// Starts one, and returns when it serves.
    static ServerProcess start(Path data) throws IOException {
        return start("dev.outcry.server.main.Main", data, Map.of());
    }

    /// Starts one by a main class and environment of its own.
    static ServerProcess start(String main, Path data, Map<String, String> environment)
            throws IOException {
        Process process = launch(main, data, environment);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                Thread reading = Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
                return new ServerProcess(
                        process, URI.create(line.substring(READY.length())), reading);
            }
        }
        throw new IOException("the server didn't start: " + said);
    }

    /// Starts one that must not serve, but exit with 1.
    ///
    /// @return the one line that it says
    static String refusal(Path data) throws IOException, InterruptedException {
        Process process = launch("dev.outcry.server.main.Main", data, Map.of());
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> said =
                    lines.lines()
                            .takeWhile(line -> !line.startsWith(READY))
                            .filter(line -> !line.startsWith("SLF4J")) // the class path is a test's
                            .toList();
            if (said.size() != 1
                    || !process.waitFor(30, TimeUnit.SECONDS)
                    || process.exitValue() != 1) {
                throw new IOException("not one line and an exit with 1: " + said);
            }
            return said.getFirst();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Starts one, of which nothing is expected yet.
    static Process launch(String main, Path data, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main);
        builder.redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTCRY_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "OUTCRY_PORT", "0",
                                "OUTCRY_DATA", data.toString(),
                                "OUTCRY_FEED", "none",
                                "OUTCRY_LIMITS", "off",
                                "OUTCRY_ADMIN_PASSWORD", ADMIN_PASSWORD));
        builder.environment().putAll(environment);
        return builder.start();
    }

    URI address() {
        return address;
    }

    /// SIGKILL: nothing of the process runs any more when this returns.
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        ended();
    }

    /// SIGTERM.
    ///
    /// @return the exit code
    int stop() throws IOException, InterruptedException {
        process.destroy();
        ended();
        return process.exitValue();
    }

    /// Waits for its end. Any thread.
    void ended() throws IOException, InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IOException("the server doesn't end");
        }
        reading.join();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
