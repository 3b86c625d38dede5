package dev.outcry.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;

/// What this machine has for the tests.
///
/// A test that lacks something is skipped, and says what. Where `./outcry test` has just installed
/// everything, it fails instead: a broken installation must not look like a passing build.
public final class Machine {
    private static final boolean STRICT = "1".equals(System.getenv("OUTCRY_TESTS_STRICT"));

    /// The root of the repository.
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /// Where this module's build puts things.
    public static final Path TARGET = Path.of("target").toAbsolutePath();

    private Machine() {}

    /// Ends the calling test unless a Docker engine answers.
    static void needsDocker() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw missing("no Docker engine answers: see ./outcry doctor");
        }
    }

    /// {@return Chromium or a browser like it}
    static Path chromium() {
        return Optional.ofNullable(System.getenv("OUTCRY_CHROMIUM"))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .or(() -> program("chromium", "chromium-browser", "google-chrome"))
                .orElseThrow(() -> missing("no Chromium found: see ./outcry doctor"));
    }

    /// {@return PHP for the command line}
    static Path php() {
        return program("php").orElseThrow(() -> missing("no PHP found: see ./outcry doctor"));
    }

    /// {@return the java program of the JDK that runs this test}
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// {@return the java program of a Java too old for the server}; no test machine has to have one
    static Path oldJava() throws IOException {
        Path home = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(home)) {
            try (Stream<Path> installed = Files.list(home)) {
                Optional<Path> old =
                        installed
                                .filter(path ->
                                        path.getFileName()
                                                .toString()
                                                .matches(".*\\b(8|11|17|21)\\b.*"))
                                .map(path -> path.resolve("bin").resolve("java"))
                                .filter(Files::isExecutable)
                                .findFirst();
                if (old.isPresent()) {
                    return old.get();
                }
            }
        }
        throw new TestAbortedException("no Java before 25 found in " + home);
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static RuntimeException missing(String what) {
        if (STRICT) {
            return new IllegalStateException(what);
        }
        return new TestAbortedException(what);
    }
}
