package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.server.config.Settings;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is refused, and what it leaves.
@Timeout(60)
class MaintenanceTest {
    @TempDir private Path directory;
    private Path data;
    private Path copy;
    private Path file;

    @BeforeEach
    void make() {
        data = directory.resolve("data");
        copy = directory.resolve("copy");
        file = directory.resolve("floor.zip");
        work(data);
    }

    @Test
    void aBackupHoldsWhatADirectoryNeedsAndIsItsOwnersAlone() throws IOException {
        Backup.take(data, file);

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("log.db", "snapshots/3.snapshot", "store.db", "token.key");
        }
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(names(directory)).containsExactly("data", "floor.zip");
    }

    @Test
    void aRestoredFloorIsMarkedAndItsOwnersAlone() throws IOException {
        Backup.take(data, file);

        Restore.restore(file, copy);

        assertThat(names(copy))
                .contains("log.db", "restored", "snapshots", "store.db", "token.key")
                .doesNotContain("packed.zip");
        assertThat(Files.getPosixFilePermissions(copy))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(copy.resolve("token.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(DataCheck.problems(copy)).isEmpty();
        serve(copy).close();
        assertThat(copy.resolve("restored")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsThereAndEmptyIsFilled() throws IOException {
        Backup.take(data, file);
        Files.createDirectories(copy.resolve("lost+found"));

        Restore.restore(file, copy);

        assertThat(DataCheck.problems(copy)).isEmpty();
        assertThat(copy.resolve("lost+found")).isDirectory();
    }

    @Test
    void nothingIsReplaced() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(() -> Backup.take(data, file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is there already");
        assertThat(file).hasContent("mine");
        Files.delete(file);
        Backup.take(data, file);
        List<String> before = names(data);

        assertThatThrownBy(() -> Restore.restore(file, data))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("isn't empty");
        assertThatThrownBy(() ->
                        new Maintenance(data, System.out).run(List.of("export", file.toString())))
                .isInstanceOf(StartException.class);

        assertThat(names(data)).isEqualTo(before);
    }

    @Test
    void aDirectoryThatAServerHoldsIsNotFilled() throws IOException {
        Backup.take(data, file);
        try (DataDirectory _ = DataDirectory.open(copy)) {
            assertThatThrownBy(() -> Restore.restore(file, copy))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("another server");
        }
        assertThat(names(copy)).doesNotContain("log.db");
    }

    @Test
    void whatNamesNothingOfOursIsNoBackup() throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("log.db", "../escaped")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(1);
            }
        }

        refused("no backup");

        assertThat(names(directory)).containsExactly("data", "floor.zip");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.999})
    void whatWasCutShortIsNotRestored(double part) throws IOException {
        Backup.take(data, file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, (int) (whole.length * part)));

        refused("floor.zip");

        assertThat(names(directory)).containsExactly("data", "floor.zip");
    }

    @Test
    void whatIsDamagedInsideIsNotRestored() throws IOException {
        Backup.take(data, file);
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length / 2] ^= 0x40;
        Files.write(file, whole);

        refused("floor.zip");
    }

    @Test
    void whatDoesNotBelongTogetherIsNotRestored() throws IOException {
        Path other = directory.resolve("other");
        work(other);
        work(other); // its store has read more than the first one's log holds
        Files.delete(data.resolve("store.db"));
        Files.copy(other.resolve("store.db"), data.resolve("store.db"));

        assertThat(DataCheck.problems(data))
                .singleElement()
                .asString()
                .contains("before what the store has read");
        assertThatThrownBy(() -> Backup.take(data, file))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("before what the store has read");
        assertThat(names(directory)).containsExactly("data", "other");
    }

    @Test
    void aDamagedSnapshotIsNamedAndLeftOut() throws IOException {
        work(data);
        Path newest = data.resolve("snapshots/5.snapshot");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);

        assertThat(DataCheck.problems(data)).singleElement().asString().contains("5.snapshot");
        Backup.take(data, file);
        Restore.restore(file, copy);

        assertThat(names(copy.resolve("snapshots"))).containsExactly("3.snapshot");
        serve(copy).close();
    }

    @Test
    void aDamagedLogIsNamedAndExported() throws IOException {
        Path log = data.resolve("log.db");
        byte[] bytes = Files.readAllBytes(log);
        Arrays.fill(bytes, bytes.length - 2_000, bytes.length, (byte) 0x5a);
        Files.write(log, bytes);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Maintenance maintenance =
                new Maintenance(data, new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(maintenance.run(List.of("check"))).isFalse();
        assertThat(maintenance.run(List.of("export", file.toString()))).isTrue();

        assertThat(said.toString(StandardCharsets.UTF_8)).contains("log.db", "entries of");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsThereWhileAServerRunsIsWhole() {
        try (FloorServer server = serve(copy)) {
            assertThat(server.port()).isPositive();
            assertThat(DataCheck.problems(copy)).isEmpty();
        }
        assertThat(DataCheck.problems(copy)).isEmpty();
    }

    @Test
    void aProgramBesideTheServerLeavesItsLibraryAlone() throws Exception {
        Path library = Files.createDirectories(data.resolve("native")).resolve("sqlite-1.so");
        Files.writeString(library, "in use");

        assertThat(new Maintenance(data, System.out).run(List.of("check"))).isTrue();

        assertThat(library).hasContent("in use");
    }

    private void refused(String why) {
        assertThatThrownBy(() -> Restore.restore(file, copy))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(why);
        assertThat(copy).doesNotExist();
    }

    private static FloorServer serve(Path data) {
        return FloorServer.start(
                TestFloor.settings(data, false, new Settings.Feed(false, 1), 0), Clock.systemUTC());
    }

    /// Has a server apply something, so that it leaves a snapshot.
    private static void work(Path data) {
        try (FloorServer server = serve(data)) {
            CompletableFuture<Result> applied = new CompletableFuture<>();
            Origin.Caller caller = (result, _) -> applied.complete(result);
            assertThat(
                            server.sequencer()
                                    .submit(
                                            new FloorCommand.CreateRoom(
                                                    Optional.empty(),
                                                    new RoomId("r" + System.nanoTime()),
                                                    "Room",
                                                    "",
                                                    RoomInfo.Visibility.PUBLIC),
                                            caller))
                    .isEmpty();
            assertThat(applied.orTimeout(10, TimeUnit.SECONDS).join())
                    .isInstanceOf(Result.Applied.class);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
