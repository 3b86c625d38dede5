package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.socket.Deflated;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressorTest {
    private final Compressor compressor = new Compressor();

    @AfterEach
    void close() {
        compressor.close();
    }

    private static byte[] frame(String text) {
        return Frames.text(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] compressed) {
        assertThat(compressed[0]).isEqualTo((byte) 0xC1);
        return Deflated.text(
                Arrays.copyOfRange(
                        compressed, Frames.payloadOffset(compressed), compressed.length));
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {100, 125, 126, 1_000, 65_535, 65_536, 262_144})
    void makesASmallerFrameOfTheSameText(int size) {
        String text = "*".repeat(size);

        byte[] compressed = compressor.compress(frame(text));

        assertThat(compressed).hasSizeLessThan(size * 3 / 4);
        assertThat(text(compressed)).isEqualTo(text);
    }

    @Test
    void leavesWhatWouldKeepTheLaneTooLong() {
        byte[] frame = frame("*".repeat(262_145));

        assertThat(compressor.compress(frame)).isSameAs(frame);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void givesUpWhereItDoesntPayAndGoesOn(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            int kinds = 1 + random.nextInt(95);
            for (int length = random.nextInt(3_000); length > 0; length--) {
                text.append((char) (' ' + random.nextInt(kinds)));
            }
            byte[] frame = frame(text.toString());

            byte[] compressed = compressor.compress(frame);

            if (compressed.length < frame.length) {
                assertThat(compressed).hasSizeLessThanOrEqualTo(frame.length * 3 / 4 + 2);
                assertThat(text(compressed)).isEqualTo(text.toString());
            } else {
                assertThat(compressed).isSameAs(frame);
            }
        }
    }
}
