package dev.outcry.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The JAR as a process of this machine, for a start that is meant to fail.
///
/// @param exitCode what the process ended with
/// @param output all that it printed, to standard output and error
record ServerProcess(int exitCode, List<String> output) {

    /// Runs the server until it ends, at most half a minute.
    ///
    /// @param java the java program to run it with
    /// @param options before `-jar`
    /// @param settings `OUTCRY_…` variables
    static ServerProcess run(Path java, List<String> options, Map<String, String> settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.add("-jar");
        command.add(Machine.ROOT.resolve("server/target/outcry.jar").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // What the tests themselves are told is no setting of the server's.
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTCRY_"));
        builder.environment().putAll(settings);
        Path log = Machine.TARGET.resolve("server-process.log");
        builder.redirectOutput(log.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + Files.readString(log));
            }
            return new ServerProcess(process.exitValue(), Files.readAllLines(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
