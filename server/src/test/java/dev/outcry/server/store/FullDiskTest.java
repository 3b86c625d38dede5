package dev.outcry.server.store;

import static dev.outcry.server.store.TestStore.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is really full costs nothing but time.
@Timeout(60)
class FullDiskTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final Channel ROOM = new Channel.Room(LOBBY);

    @TempDir private Path directory;

    @Test
    void losesNothingReadsOnAndCatchesUp() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
                "a small disk can't be mounted here: that takes root");
        try {
            Path file = disk.resolve("store.db");
            List<Event.Sequenced> said = new ArrayList<>();
            long pos;
            try (TestStore floor = new TestStore(file)) {
                floor.open(LOBBY);
                while (!floor.store.failing()) {
                    said.add(floor.say("words " + said.size() + " and more ".repeat(100)));
                    floor.store.await(floor.pos());
                }
                for (int i = 0; i < 20; i++) { // they wait
                    said.add(floor.say("late " + i));
                }
                assertThat(floor.store.position()).isLessThan(floor.pos());
                int written = (int) floor.store.position() - 1; // but for the room's opening
                assertThat(floor.store.read(ROOM, 0, said.size()))
                        .isEqualTo(said.subList(0, written));
                assertThat(TestStore.said(floor.store.rooms().messages(LOBBY, NONE, NONE, 9)))
                        .isEqualTo(said.subList(written - 9, written));

                assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isTrue();

                assertThat(floor.store.sync()).isEqualTo(floor.pos());
                assertThat(floor.store.failing()).isFalse();
                assertThat(floor.store.read(ROOM, 0, said.size())).isEqualTo(said);
                said.add(floor.say("on"));
                pos = floor.pos();
            }
            try (Store again = Store.open(file, TestStore.RELEASE, _ -> {})) {
                assertThat(again.position()).isEqualTo(pos);
                assertThat(again.read(ROOM, 0, said.size())).isEqualTo(said);
            }
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
