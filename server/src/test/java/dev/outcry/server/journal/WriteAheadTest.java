package dev.outcry.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WriteAheadTest {
    private static final int BATCH = 10;
    private static final int ENTRIES = 40 * BATCH;

    @TempDir private Path directory;
    private byte[] database = {};
    private byte[] ahead = {};

    /// Keeps the files as a process leaves them that is killed.
    @BeforeEach
    void write() throws IOException {
        try (Journal journal = SqliteJournal.open(directory, "1.0.0")) {
            while (journal.last() < ENTRIES) {
                long from = journal.last() + 1;
                journal.append(
                        Entries.list(from, from + BATCH - 1, pos -> Entries.say(pos, "t" + pos)));
            }
            database = Files.readAllBytes(directory.resolve("log.db"));
            ahead = Files.readAllBytes(directory.resolve("log.db-wal"));
        }
        Files.write(directory.resolve("log.db"), database);
    }

    private long lastWith(byte[] writeAhead) throws IOException {
        Files.write(directory.resolve("log.db-wal"), writeAhead);
        try (Journal journal = SqliteJournal.open(directory, "1.0.0")) {
            return journal.last();
        }
    }

    @Test
    void isTakenWholeAfterAKill() throws IOException {
        assertThat(lastWith(ahead)).isEqualTo(ENTRIES);
    }

    @Test
    void mayEndInATornCommit() throws IOException {
        for (int cut = 1; cut < 4_200; cut += 600) {
            assertThat(lastWith(Arrays.copyOf(ahead, ahead.length - cut)))
                    .isEqualTo(ENTRIES - BATCH);
            Files.write(directory.resolve("log.db"), database);
        }
        byte[] zeros = ahead.clone();
        Arrays.fill(zeros, zeros.length - 4_000, zeros.length, (byte) 0);
        assertThat(lastWith(zeros)).isEqualTo(ENTRIES - BATCH);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void isRefusedWhereABitHasFlippedBelowCommits(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] flipped = ahead.clone();
            int at = random.nextInt(ahead.length * 9 / 10);
            flipped[at] ^= (byte) (1 << random.nextInt(8));

            assertThatThrownBy(() -> lastWith(flipped))
                    .as("byte " + at)
                    .isInstanceOf(JournalDamagedException.class)
                    .hasMessageContaining("log.db-wal")
                    .hasMessageContaining("outcry doctor");
        }
    }
}
