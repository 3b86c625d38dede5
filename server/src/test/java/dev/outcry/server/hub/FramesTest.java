package dev.outcry.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
    private static String hex(byte[] frame) {
        return HexFormat.of().formatHex(frame);
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({
        "0, 8100",
        "125, 817d",
        "126, 817e007e",
        "65535, 817effff",
        "65536, 817f0000000000010000"
    })
    void writesTheShortestLength(int size, String header) {
        byte[] frame = Frames.text(new byte[size]);

        assertThat(hex(frame)).startsWith(header).hasSize(header.length() + 2 * size);
        assertThat(Frames.payloadOffset(frame)).isEqualTo(header.length() / 2);
    }

    @Test
    void takesPartOfAnArray() {
        byte[] json = "[{},{}]".getBytes(StandardCharsets.US_ASCII);

        assertThat(hex(Frames.text(json, 1, 2))).isEqualTo("81027b7d");
    }

    @Test
    void closesWithCodeAndReason() {
        assertThat(hex(Frames.close(4008, "slow"))).isEqualTo("88060fa8736c6f77");
    }

    @Test
    void closesWithoutCode() {
        assertThat(hex(Frames.close(Frames.NO_STATUS, "unused"))).isEqualTo("8800");
    }

    @Test
    void cutsAReasonAtACharacter() {
        byte[] frame = Frames.close(1000, "*".repeat(121) + "\u20ac");

        assertThat(frame).hasSize(2 + 2 + 121);
    }

    @Test
    void pingsAndPongs() {
        byte[] payload = {1, 2, 3};

        assertThat(hex(Frames.ping(payload))).isEqualTo("8903010203");
        assertThat(hex(Frames.pong(payload))).isEqualTo("8a03010203");
        assertThatIllegalArgumentException().isThrownBy(() -> Frames.ping(new byte[126]));
        assertThat(Arrays.copyOf(Frames.pong(new byte[125]), 2)).containsExactly(0x8A, 125);
    }
}
