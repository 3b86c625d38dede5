package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Release;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.journal.Entry;
import dev.outcry.server.journal.SqliteJournal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server's log says, beside what the server says.
final class Replay {
    private static final Pattern HASH = Pattern.compile("hash=\"(\\w+)\"");

    private Replay() {}

    /// {@return the state's hash as the metrics tell it}
    static String told(TestFloor floor) {
        Matcher found = HASH.matcher(floor.get("/observe/metrics").body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    /// {@return the state's hash at each place of the log, which must be all there}
    static Map<Long, String> hashes(TestFloor floor) {
        Floor replayed = new Floor();
        Map<Long, String> hashes = new TreeMap<>();
        read(
                floor,
                entry -> {
                    replayed.apply(entry.pos(), entry.at(), entry.command(), _ -> {});
                    hashes.put(entry.pos(), Long.toHexString(replayed.stateHash()));
                });
        return hashes;
    }

    static void read(TestFloor floor, Consumer<Entry> each) {
        try (SqliteJournal log = SqliteJournal.open(floor.data(), Release.VERSION)) {
            assertThat(log.first()).isEqualTo(1);
            log.read(0, each);
        }
    }
}
