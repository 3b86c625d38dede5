package dev.outcry.server.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir private Path directory;

    /// A floor that has seen so many entries.
    private static Floor floor(long entries) {
        Floor floor = new Floor();
        floor.apply(1, 1_000, new FloorCommand.Genesis("e"), effect -> {});
        for (long pos = 2; pos <= entries; pos++) {
            floor.apply(pos, 1_000 + pos, new FloorCommand.Tick(), effect -> {});
        }
        return floor;
    }

    private Snapshots written(long... positions) {
        Snapshots snapshots = new Snapshots(directory);
        for (long pos : positions) {
            snapshots.write(pos, floor(pos).write());
        }
        return snapshots;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void findsTheNewestThatIsNotTooNew() {
        Snapshots snapshots = written(3, 5, 9);

        assertThat(snapshots.newest(100))
                .hasValueSatisfying(found -> {
                    assertThat(found.pos()).isEqualTo(9);
                    assertThat(found.stateHash()).isEqualTo(floor(9).stateHash());
                });
        assertThat(snapshots.newest(8)).map(Floor::pos).hasValue(5L);
        assertThat(snapshots.newest(2)).isEmpty();
    }

    @Test
    void keepsTheNewestThree() throws IOException {
        Snapshots snapshots = written(3, 5, 9, 12);

        assertThat(files()).containsExactly("12.snapshot", "5.snapshot", "9.snapshot");
        assertThat(snapshots.oldest()).isEqualTo(5);
        assertThat(snapshots.newest()).isEqualTo(12);
    }

    @Test
    void goesBackBehindDamagedOnes() throws IOException {
        Snapshots snapshots = written(3, 5, 9);
        Path newest = directory.resolve("9.snapshot");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        Path torn = directory.resolve("5.snapshot");
        byte[] whole = Files.readAllBytes(torn);
        Files.write(torn, Arrays.copyOf(whole, whole.length - 7));

        assertThat(snapshots.newest(100)).map(Floor::pos).hasValue(3L);
    }

    @Test
    void aSnapshotUnderAnothersNameIsNotBelieved() throws IOException {
        Snapshots snapshots = written(3);
        Files.copy(directory.resolve("3.snapshot"), directory.resolve("7.snapshot"));

        assertThat(snapshots.newest(100)).map(Floor::pos).hasValue(3L);
    }

    @Test
    void thereIsNoneInANewDirectory() {
        Snapshots snapshots = new Snapshots(directory.resolve("new"));

        assertThat(snapshots.newest(100)).isEmpty();
        assertThat(snapshots.oldest()).isZero();
    }
}
