package dev.outcry.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SqliteJournalTest {
    @TempDir private Path directory;

    private SqliteJournal open() {
        return SqliteJournal.open(directory, "1.0.0");
    }

    private static List<Entry> read(Journal journal, long after) {
        List<Entry> entries = new ArrayList<>();
        journal.read(after, entries::add);
        return entries;
    }

    @Test
    void beginsEmpty() {
        try (Journal journal = open()) {
            assertThat(journal.last()).isZero();
            assertThat(journal.first()).isEqualTo(1);
            assertThat(read(journal, 0)).isEmpty();
        }
    }

    @Test
    void tellsWhatWasAppendedOnceItIsOpenedAgain() {
        List<Entry> first = List.of(Entries.tick(1), Entries.say(2, "grüß 👋\n\tGott"));
        List<Entry> second = Entries.list(3, 2_500, pos -> Entries.say(pos, "text " + pos));
        try (Journal journal = open()) {
            journal.append(first);
            journal.append(second);
        }

        try (Journal journal = open()) {
            assertThat(journal.last()).isEqualTo(2_500);
            assertThat(read(journal, 0))
                    .containsExactlyElementsOf(
                            Stream.concat(first.stream(), second.stream()).toList());
            assertThat(read(journal, 2_499)).containsExactly(second.getLast());
            assertThat(read(journal, 2_500)).isEmpty();
        }
    }

    @Test
    void isFoundUnderPathsThatMeanSomethingInAUrl() throws IOException {
        Path odd = Files.createDirectory(directory.resolve("a b?mode=memory&c#d%20ü"));
        try (Journal journal = SqliteJournal.open(odd, "1.0.0")) {
            journal.append(Entries.ticks(1, 1));

            assertThat(odd.resolve("log.db")).exists();
            assertThat(read(journal, 0)).hasSize(1);
        }
    }

    @Test
    void refusesAHole() {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 3));

            assertThatThrownBy(() -> journal.append(Entries.ticks(5, 5)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(journal.last()).isEqualTo(3);
        }
    }

    @Test
    void keepsItsPlaceWhenEverythingIsCut() {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 5_000));
            journal.cut(4_990);
            assertThat(journal.first()).isEqualTo(4_991);
            assertThat(read(journal, 0)).isEqualTo(Entries.ticks(4_991, 5_000));

            journal.cut(9_999);
            assertThat(journal.first()).isEqualTo(5_001);
        }

        try (Journal journal = open()) {
            assertThat(journal.last()).isEqualTo(5_000);
            assertThat(journal.first()).isEqualTo(5_001);
            journal.append(Entries.ticks(5_001, 5_001));
            assertThat(read(journal, 0)).isEqualTo(Entries.ticks(5_001, 5_001));
        }
    }

    @Test
    void canBeReadWhileItIsWrittenAndCut() throws Exception {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 1));
            Thread writer =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (long pos = 2; pos <= 20_000; pos += 100) {
                                    journal.append(Entries.ticks(pos, pos + 99));
                                    journal.cut(pos / 2);
                                }
                            });
            while (writer.isAlive()) {
                List<Entry> entries = read(journal, 0);
                long from = entries.isEmpty() ? 0 : entries.getFirst().pos();
                assertThat(entries).isEqualTo(Entries.ticks(from, from + entries.size() - 1));
            }
            writer.join();

            assertThat(journal.last()).isEqualTo(20_001);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void leavesNoTraceOfAForgottenText(long seed) throws IOException {
        Random random = new Random(seed);
        List<Long> forgotten = new ArrayList<>();
        try (Journal journal = open()) {
            for (int round = 0; round < 12; round++) {
                long from = journal.last() + 1;
                journal.append(
                        Entries.list(
                                from,
                                from + random.nextInt(300),
                                pos -> Entries.say(pos, text(pos, random))));
                if (random.nextInt(4) == 0) {
                    journal.cut(journal.first() + random.nextInt(100));
                }
                long kept = journal.last() - journal.first() + 1;
                for (int i = random.nextInt(20); i > 0; i--) {
                    long pos = journal.first() + random.nextLong(kept);
                    journal.forgetText(pos);
                    forgotten.add(pos);
                }
                journal.forgetText(journal.last());
                forgotten.add(journal.last());

                assertThat(marksIn(directory)).doesNotContainAnyElementsOf(forgotten);
            }
            long last = forgotten.getLast();
            assertThat(read(journal, last - 1).getFirst()).isEqualTo(Entries.silent(last));
        }
    }

    private static String text(long pos, Random random) {
        int length = random.nextInt(20) == 0 ? 4_000 : random.nextInt(300);
        return "<" + pos + ">".repeat(1 + length);
    }

    /// Reads every `<number>` in the bytes of all files.
    private static List<Long> marksIn(Path directory) throws IOException {
        List<Long> marks = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)) {
                    String bytes =
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    Pattern.compile("<(\\d+)>")
                            .matcher(bytes)
                            .results()
                            .forEach(found -> marks.add(Long.valueOf(found.group(1))));
                }
            }
        }
        return marks;
    }

    @Test
    void saysWhichReleaseWroteWhatItDoesNotKnow() throws SQLException {
        open().close();
        SqliteJournal.open(directory, "7.3.0").close();
        execute("PRAGMA user_version = 9");

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalVersionException.class)
                .hasMessageContaining("7.3.0")
                .hasMessageContaining("log.db");
    }

    @Test
    void saysWhichReleaseWroteACommandItDoesNotKnow() throws SQLException {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 2));
        }
        try (Journal journal = SqliteJournal.open(directory, "7.3.0")) {
            journal.append(Entries.ticks(3, 4));
        }
        Row known = Row.of(Entries.tick(3));
        Row unknown = Row.of(3, known.at(), new byte[] {99, 99, 99}, Optional.empty());
        execute(
                "UPDATE entries SET body = x'636363', sum = %d WHERE pos = 3"
                        .formatted(unknown.sum()));

        try (Journal journal = open()) {
            assertThatThrownBy(() -> read(journal, 2))
                    .isInstanceOf(JournalVersionException.class)
                    .hasMessageContaining("entry 3")
                    .hasMessageContaining("7.3.0");
        }
    }

    @Test
    void noticesThatEntriesAreMissing() throws SQLException {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 10));
        }
        execute("DELETE FROM entries WHERE pos = 5");
        try (Journal journal = open()) {
            assertThatThrownBy(() -> read(journal, 0))
                    .isInstanceOf(JournalDamagedException.class)
                    .hasMessageContaining("entry 5")
                    .hasMessageContaining("outcry doctor");
        }

        execute("DELETE FROM entries WHERE pos = 1");
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("entry 1");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void noticesAFlippedBitOrTellsTheSame(long seed) throws IOException {
        Random random = new Random(seed);
        List<Entry> written = Entries.list(1, 2_000, pos -> Entries.say(pos, "text " + pos));
        try (Journal journal = open()) {
            journal.append(written);
        }
        Path file = directory.resolve("log.db");
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < 40; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            List<Entry> told = new ArrayList<>();
            try (Journal journal = open()) {
                journal.read(0, told::add);
            } catch (JournalDamagedException | JournalVersionException e) {
                assertThat(e).hasMessageContaining("log.db");
                assertThat(written.subList(0, told.size()).equals(told)).isTrue();
                continue;
            }
            assertThat(told.equals(written)).isTrue();
        }
    }

    @Test
    void refusesAFileThatWasCutOff() throws IOException {
        try (Journal journal = open()) {
            journal.append(Entries.ticks(1, 10_000));
        }
        Path file = directory.resolve("log.db");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFileThatIsSomethingElse() throws IOException, SQLException {
        Files.writeString(directory.resolve("log.db"), "Dear diary, ".repeat(1_000));
        assertThatThrownBy(this::open).isInstanceOf(JournalDamagedException.class);

        Files.delete(directory.resolve("log.db"));
        execute("CREATE TABLE songs(name TEXT)");
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("isn't a log of Outcry's");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("log.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
