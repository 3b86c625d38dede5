package dev.outcry.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogFileTest {
    private static final List<Entry> ENTRIES =
            Entries.list(
                    1,
                    3_000,
                    pos -> pos % 2 == 0 ? Entries.tick(pos) : Entries.say(pos, "t" + pos));

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void write() {
        file = directory.resolve("log.db");
        try (Journal journal = SqliteJournal.open(directory, "1.0.0")) {
            journal.append(ENTRIES);
            journal.forgetText(3);
        }
    }

    @Test
    void findsNothingWrongWithAWholeLog() {
        assertThat(LogFile.check(file)).isEmpty();
    }

    @Test
    void exportsEveryEntryAsALine() {
        StringBuilder lines = new StringBuilder();

        assertThat(LogFile.export(file, lines)).isEqualTo(3_000);

        assertThat(lines.toString().lines())
                .hasSize(3_000)
                .startsWith(
                        "{\"pos\":1,\"at\":1001,\"kind\":\"Say\",\"fields\":{\"by\":{\"id\":\"ada\","
                                + "\"name\":\"Ada\",\"guest\":false},\"room\":\"lobby\","
                                + "\"mentions\":[],\"symbols\":[]},\"text\":\"t1\"}",
                        "{\"pos\":2,\"at\":1002,\"kind\":\"Tick\",\"fields\":{}}",
                        "{\"pos\":3,\"at\":1003,\"kind\":\"Say\",\"fields\":{\"by\":{\"id\":\"ada\","
                                + "\"name\":\"Ada\",\"guest\":false},\"room\":\"lobby\","
                                + "\"mentions\":[],\"symbols\":[]}}");
    }

    @Test
    void namesWhatIsDamagedAndExportsTheRest() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int middle = bytes.length / 2 / 4_096 * 4_096;
        Arrays.fill(bytes, middle, middle + 4_096, (byte) 0x5a);
        Files.write(file, bytes);
        StringBuilder lines = new StringBuilder();

        assertThat(LogFile.check(file)).isNotEmpty();
        assertThat(LogFile.export(file, lines)).isBetween(2_500L, 3_000L);
        assertThat(lines.toString()).contains("\"pos\":1,").contains("\"pos\":3000,");
    }

    @Test
    void saysOfAFileThatIsNoneThatItCannotBeRead() throws IOException {
        Path none = Files.writeString(directory.resolve("none.db"), "no database".repeat(999));

        assertThat(LogFile.check(none)).singleElement().asString().contains("not a database");
        assertThat(LogFile.check(directory.resolve("missing.db"))).isNotEmpty();
        assertThat(directory.resolve("missing.db")).doesNotExist();
    }

    @Test
    void copiesALogThatIsInUse() {
        Path copies = directory.resolve("copy");
        try (Journal journal = SqliteJournal.open(directory, "1.0.0")) {
            journal.append(Entries.ticks(3_001, 3_010));
            assertThat(copies.toFile().mkdir()).isTrue();

            LogFile.backup(file, copies.resolve("log.db"));
            journal.append(Entries.ticks(3_011, 3_020));

            assertThatThrownBy(() -> LogFile.backup(file, copies.resolve("log.db")))
                    .isInstanceOf(UncheckedIOException.class);
        }

        assertThat(LogFile.check(copies.resolve("log.db"))).isEmpty();
        try (Journal journal = SqliteJournal.open(copies, "1.0.0")) {
            List<Entry> read = new ArrayList<>();
            journal.read(3, read::add);
            assertThat(read.subList(0, 2_997)).isEqualTo(ENTRIES.subList(3, 3_000));
            assertThat(journal.last()).isEqualTo(3_010);
        }
    }
}
