package dev.outcry.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Release;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.journal.SqliteJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a server that has stopped leaves in its data directory.
final class Remains {
    private Remains() {}

    /// The log alone, from its first entry, must give the same floor.
    static void compareWithReplay(Path data, long position, String hash) {
        Floor replayed = new Floor();
        List<String> hashes = new ArrayList<>();
        try (SqliteJournal journal = SqliteJournal.open(data, Release.VERSION)) {
            assertThat(journal.first()).isEqualTo(1);
            journal.read(
                    0,
                    entry -> {
                        replayed.apply(entry.pos(), entry.at(), entry.command(), effect -> {});
                        if (entry.pos() == position) {
                            hashes.add(Long.toHexString(replayed.stateHash()));
                        }
                    });
        }
        assertThat(hashes).containsExactly(hash);
    }

    /// None of the words may be in any file, whatever those are. Only their ends are looked for, as
    /// an index may write what words begin with but once.
    static void assertGone(Path data, Set<String> words) throws IOException {
        Map<Long, String> ends = new HashMap<>();
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
            ends.put(ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES), word);
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                long window = 0;
                for (byte next : Files.readAllBytes(file)) {
                    window = (window << Byte.SIZE) | (next & 0xff);
                    if (ends.containsKey(window)) {
                        found.add(ends.get(window) + " in " + file.getFileName());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }
}
