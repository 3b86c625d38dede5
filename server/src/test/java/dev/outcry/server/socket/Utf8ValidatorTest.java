package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8ValidatorTest {
    private static boolean accepts(byte[] bytes, int border) {
        Utf8Validator validator = new Utf8Validator();
        return validator.accept(bytes, 0, border)
                && validator.accept(bytes, border, bytes.length)
                && validator.isComplete();
    }

    private static boolean jdkAccepts(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    @Test
    void acceptsEveryCharacter() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                if (!accepts(bytes, bytes.length / 2)) {
                    fail("refuses U+" + Integer.toHexString(c));
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void agreesWithTheDecoderOfTheJdk(long seed) {
        Random random = new Random(seed);
        int[] telling = {
            0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
            0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
        };
        for (int run = 0; run < 30_000; run++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) telling[random.nextInt(telling.length)];
            }

            if (accepts(bytes, random.nextInt(bytes.length + 1)) != jdkAccepts(bytes)) {
                fail("disagrees on " + HexFormat.of().formatHex(bytes));
            }
        }
    }
}
