package dev.outcry.exchange;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Recorded markets that may be tested with but not shipped. A test that needs them is skipped
/// where they are not, and says so.
final class Golden {
    private Golden() {}

    static List<String> lines(String name) throws IOException {
        Optional<Path> file =
                Stream.of(
                                System.getenv().getOrDefault("OUTCRY_GOLDEN", ""),
                                "../shared/data/golden",
                                "../../shared/data/golden")
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::exists)
                        .findFirst();
        assumeTrue(
                file.isPresent(),
                () -> "skipped: no " + name + " in ../shared/data/golden or OUTCRY_GOLDEN");
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file.orElseThrow())),
                                StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        }
    }
}
