package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The logs and snapshots that earlier releases wrote: the first, before rooms had members; and the
/// second form of snapshots, before rooms had webhooks. Each line of a file is an entry (its time,
/// its bytes, and the text beside them), the snapshot taken there, or the state hash at the end.
class OldFloorTest {
    private final HexFormat hex = HexFormat.of();
    private List<String> lines = List.of();
    private long pos;

    private void read(int format) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/floor/floor-" + format + ".txt")) {
            lines =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }

    private void apply(Floor floor, String line) {
        String[] words = line.split(" ", 4);
        floor.apply(
                ++pos,
                Long.parseLong(words[1]),
                CommandCodec.decode(
                        hex.parseHex(words[2]),
                        words.length < 4 ? Optional.empty() : Optional.of(words[3])),
                _ -> {});
    }

    private String kept(String what) {
        return lines.stream()
                .filter(line -> line.startsWith(what + " "))
                .map(line -> line.substring(what.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private Floor replayed() {
        Floor floor = new Floor();
        pos = 0;
        lines.stream()
                .filter(line -> line.startsWith("entry "))
                .forEach(line -> apply(floor, line));
        return floor;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isReplayedToTheHashThatItHad(int format) throws IOException {
        read(format);

        assertThat(Long.toHexString(replayed().stateHash())).isEqualTo(kept("hash"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isReadFromItsSnapshotAndGoesOn(int format) throws IOException {
        read(format);
        assertThat(kept("snapshot")).startsWith("0" + format);
        Floor floor = Floor.restore(hex.parseHex(kept("snapshot")));
        pos = floor.pos();
        lines.stream()
                .filter(line -> line.startsWith("entry "))
                .skip(floor.pos())
                .forEach(line -> apply(floor, line));

        assertThat(pos).isGreaterThan(200);
        assertThat(Long.toHexString(floor.stateHash())).isEqualTo(kept("hash"));
        assertThat(floor.write()).isEqualTo(replayed().write());
    }
}
