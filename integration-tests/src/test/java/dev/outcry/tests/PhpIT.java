package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class PhpIT {
    @AutoClose private static Floor floor;

    @TempDir private Path directory;

    @BeforeAll
    static void openTheFloor() {
        Machine.php();
        floor = Floor.start(Map.of("OUTCRY_FEED", "none"));
    }

    @Test
    void pushesAMessageThatEveryoneReads() throws Exception {
        try (RawClient reader = RawClient.connect(floor.ws("/ws/rooms/lobby"))) {
            reader.await("live");

            String output =
                    push(0, Map.of("OUTCRY_NAME", "Nightly"), "lobby", "Import done: 100 % ✓");

            String text = reader.await("message").getString("text");
            assertThat(text).isEqualTo("Import done: 100 % ✓");
            assertThat(output).startsWith("said in lobby");
        }
    }

    @Test
    void saysWhyItWasRefused() throws Exception {
        assertThat(push(1, Map.of(), "nowhere", "hello")).startsWith("refused, room.not_found:");
        assertThat(push(1, Map.of("OUTCRY_TOKEN", "bad"), "lobby", "hello"))
                .startsWith("refused, unauthenticated:");
    }

    private String push(int exitCode, Map<String, String> settings, String... arguments)
            throws Exception {
        String script = Machine.ROOT.resolve("examples/php/push.php").toString();
        ProcessBuilder builder = new ProcessBuilder(Machine.php().toString(), script);
        builder.command().addAll(List.of(arguments));
        builder.environment().put("OUTCRY_URL", floor.http("").toString());
        builder.environment().putAll(settings);
        Path output = directory.resolve("output");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
        return Files.readString(output);
    }
}
