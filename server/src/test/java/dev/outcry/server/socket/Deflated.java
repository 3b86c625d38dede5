package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Payloads of permessage-deflate, as RFC 7692 §7.2 says, without context takeover.
public final class Deflated {
    private static final int TAIL = 4;

    private Deflated() {}

    /// {@return a compressed payload}
    ///
    /// @param text the message
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8), Deflater.DEFAULT_COMPRESSION);
    }

    /// {@return a compressed payload of any bytes}
    ///
    /// @param message the message
    /// @param level 0, without compression, to 9
    public static byte[] of(byte[] message, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            byte[] deflated = new byte[message.length + message.length / 8 + 100];
            deflater.setInput(message);
            int size = deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH);
            return Arrays.copyOf(deflated, size - TAIL);
        } finally {
            deflater.end();
        }
    }

    /// {@return the text of a compressed payload}
    ///
    /// @param deflated the payload; anything but a whole message fails
    public static String text(byte[] deflated) {
        byte[] input = Arrays.copyOf(deflated, deflated.length + TAIL);
        input[input.length - 2] = (byte) 0xFF;
        input[input.length - 1] = (byte) 0xFF;
        Inflater inflater = new Inflater(true);
        try {
            byte[] text = new byte[1 << 10];
            int size = 0;
            inflater.setInput(input);
            for (int more = -1; more != 0; size += more) {
                text = size == text.length ? Arrays.copyOf(text, 2 * size) : text;
                more = inflater.inflate(text, size, text.length - size);
            }
            assertThat(inflater.getRemaining()).as("bytes behind the message").isZero();
            return new String(text, 0, size, StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
