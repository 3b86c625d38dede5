package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.auth.TokenKeys;
import dev.outcry.server.auth.Tokens;
import dev.outcry.server.config.Settings;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that aren't as they were written: a start does well without them, or refuses in one line
/// that names the file and what helps.
@Timeout(60)
class DamagedDataTest {
    private static final int PAGE = 4_096;

    @TempDir private Path directory;

    private List<JsonObject> told = List.of();

    /// Starts and stops three times, and so leaves three snapshots.
    @BeforeEach
    void work() {
        for (int i = 0; i < 3; i++) {
            try (FloorServer server = start(data())) {
                for (int j = 0; j < 20; j++) {
                    say(server, "words ".repeat(100) + i + " " + j);
                }
                told = events(server);
            }
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static FloorServer start(Path data) {
        return FloorServer.start(TestFloor.settings(data, false, new Settings.Feed(false, 1), 0));
    }

    private void say(FloorServer server, String text) {
        SecureRandom random = new SecureRandom();
        String token =
                new Tokens(
                                TokenKeys.in(data(), random),
                                Clock.systemUTC(),
                                random,
                                new Directory(OptionalLong.empty()))
                        .issue(new ServerMessage.User("ada", "Ada", "guest"), 0)
                        .access();
        try (Client ada = Client.connect(server.port(), "/ws", "Authorization: Bearer " + token)) {
            assertThat(ada.say(text).getString("type")).isEqualTo("ok");
        }
    }

    private static List<JsonObject> events(FloorServer server) {
        try (Client reader = Client.connect(server.port(), "/ws")) {
            return reader.follow("room:lobby")
                    .getJsonObject("snapshot")
                    .getJsonArray("events")
                    .getValuesAs(JsonValue::asJsonObject);
        }
    }

    /// Newest first.
    private static List<Path> snapshots(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve(FloorData.SNAPSHOTS))) {
            return files.sorted(
                            Comparator.comparingLong((Path file) ->
                                            Long.parseLong(
                                                    file.getFileName()
                                                            .toString()
                                                            .replace(".snapshot", "")))
                                    .reversed())
                    .toList();
        }
    }

    private static void flip(Path file, long at, int length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] bytes = new byte[length];
            open.seek(at);
            open.readFully(bytes);
            for (int i = 0; i < length; i++) {
                bytes[i] ^= 0x5a;
            }
            open.seek(at);
            open.write(bytes);
        }
    }

    private void startsRight(Path data) {
        try (FloorServer server = start(data)) {
            assertThat(events(server)).isEqualTo(told);
        }
    }

    private static void refuses(Path data, String file) {
        StartException refused =
                catchThrowableOfType(StartException.class, () -> start(data).close());

        assertThat(refused).isNotNull();
        assertThat(refused.getMessage())
                .contains(data.resolve(file).toString(), "`./outcry doctor`")
                .doesNotContain("\n");
    }

    private Path copy(String name) throws IOException {
        Path to = directory.resolve(name);
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(data().relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    @Test
    void startsFromTheSnapshotBeforeWhenTheNewestIsDamaged() throws IOException {
        Path newest = snapshots(data()).getFirst();
        flip(newest, Files.size(newest) / 2, 1);
        List<String> warnings = new ArrayList<>();

        try (WarningsTo _ = new WarningsTo(warnings)) {
            startsRight(data());
        }

        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst()).contains(newest.toString(), "can't be used", "before");
    }

    @Test
    void startsFromTheFirstEntryWhenAllSnapshotsAreDamaged() throws IOException {
        for (Path snapshot : snapshots(data())) {
            Files.write(snapshot, new byte[0]);
        }
        List<String> warnings = new ArrayList<>();

        try (WarningsTo _ = new WarningsTo(warnings)) {
            startsRight(data());
        }

        assertThat(warnings).hasSize(3);
    }

    @Test
    void refusesALogWithABrokenHeader() throws IOException {
        flip(data().resolve(FloorData.LOG), 0, 100);

        refuses(data(), FloorData.LOG);
    }

    @Test
    void refusesALogOfWhichAPageThatItReadsIsBroken() throws IOException {
        for (Path snapshot : snapshots(data())) {
            Files.delete(snapshot);
        }
        long pages = Files.size(data().resolve(FloorData.LOG)) / PAGE;
        int refused = 0;
        for (long page = 1; page < pages; page++) {
            Path data = copy("page" + page);
            flip(data.resolve(FloorData.LOG), page * PAGE + PAGE / 2, PAGE / 2);
            if (startsRightOrRefuses(data, FloorData.LOG)) {
                refused++;
            }
        }
        assertThat(refused).as("of %d pages", pages).isGreaterThan(3);
    }

    private boolean startsRightOrRefuses(Path data, String file) {
        try (FloorServer server = start(data)) {
            assertThat(events(server)).isEqualTo(told);
            return false;
        } catch (StartException e) {
            assertThat(e.getMessage()).contains(data.resolve(file).toString(), "./outcry doctor");
            return true;
        }
    }

    @Test
    void refusesATruncatedStore() throws IOException {
        for (double kept : List.of(0.0001, 0.5, 0.9)) {
            Path data = copy("kept" + kept);
            Path store = data.resolve(FloorData.STORE);
            try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
                file.setLength((long) (file.length() * kept));
            }

            refuses(data, FloorData.STORE);
        }
    }

    @Test
    void refusesToBeginAnewWhereTheLogIsGone() throws IOException {
        Files.delete(data().resolve(FloorData.LOG));
        refuses(data(), FloorData.LOG);
        refuses(data(), FloorData.LOG);

        Files.delete(data().resolve(FloorData.STORE));
        refuses(data(), FloorData.LOG);
    }

    @Test
    void makesTheStoreAgainWhereTheLogHasAll() throws IOException {
        Files.delete(data().resolve(FloorData.STORE));

        startsRight(data());
    }
}
