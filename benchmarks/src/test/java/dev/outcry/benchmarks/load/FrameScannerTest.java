package dev.outcry.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameScannerTest {
    private final List<String> scanned = new ArrayList<>();

    @Test
    void findsTheSameFramesWhereverReadsEnd() throws IOException {
        List<String> texts = List.of("", "a", "b".repeat(125), "c".repeat(126), "d".repeat(300));
        byte[] stream = frames(texts);

        for (int cut = 0; cut <= stream.length; cut++) {
            scanned.clear();
            byte[] first = Arrays.copyOf(stream, cut);
            int taken = FrameScanner.scan(withRoom(first), 0, cut, this::note);
            byte[] rest = Arrays.copyOfRange(stream, taken, stream.length);
            int end = FrameScanner.scan(withRoom(rest), 0, rest.length, this::note);

            assertThat(scanned).as("cut at %d", cut).isEqualTo(texts);
            assertThat(taken + end).isEqualTo(stream.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
    void knowsEachFormOfLength(int length) throws IOException {
        byte[] stream = frames(List.of("x".repeat(length), "end"));

        int end = FrameScanner.scan(stream, 0, stream.length, this::note);

        assertThat(end).isEqualTo(stream.length);
        assertThat(scanned).extracting(String::length).containsExactly(length, 3);
    }

    @ParameterizedTest(name = "first byte {0}")
    @ValueSource(ints = {0x01, 0xC1, 0x80 | 0x40 | 0x02, 0x00})
    void refusesFragmentsAndExtensions(int first) {
        byte[] stream = {(byte) first, 1, 'x'};

        assertThatThrownBy(() -> FrameScanner.scan(stream, 0, stream.length, this::note))
                .isInstanceOf(IOException.class);
        assertThat(scanned).isEmpty();
    }

    @Test
    void refusesWhatIsMaskedOrCouldNeverFit() {
        byte[] masked = {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'};
        byte[] huge = {(byte) 0x81, 127, 0, 0, 0, 1, 0, 0, 0, 0, 'x'};
        byte[] negative = {(byte) 0x81, 127, -1, 0, 0, 1, 0, 0, 0, 0, 'x'};

        for (byte[] stream : List.of(masked, huge, negative)) {
            assertThatThrownBy(() -> FrameScanner.scan(stream, 0, stream.length, this::note))
                    .isInstanceOf(IOException.class);
        }
    }

    private void note(int opcode, byte[] bytes, int from, int to) {
        assertThat(opcode).isEqualTo(FrameScanner.TEXT);
        scanned.add(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    }

    private static byte[] withRoom(byte[] bytes) {
        return Arrays.copyOf(bytes, 1_000);
    }

    private static byte[] frames(List<String> texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String text : texts) {
            out.writeBytes(ScriptedServer.frame(text));
        }
        return out.toByteArray();
    }
}
