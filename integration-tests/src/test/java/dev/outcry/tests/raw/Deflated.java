package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Payloads of permessage-deflate, each message by itself, as RFC 7692 §7.2 makes them.
final class Deflated {
    /// What a flush ends in, and a payload leaves out.
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private Deflated() {}

    /// {@return the payload of a message}
    static byte[] of(byte... message) {
        return of(message, Deflater.DEFAULT_COMPRESSION);
    }

    /// {@return the payload of a message}
    ///
    /// @param level 0, not compressed at all, to 9
    static byte[] of(byte[] message, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(message);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] some = new byte[8 << 10];
            int count;
            do {
                count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
                all.write(some, 0, count);
            } while (count == some.length);
            byte[] flushed = all.toByteArray();
            return Arrays.copyOf(flushed, flushed.length - TAIL.length);
        } finally {
            deflater.end();
        }
    }

    /// {@return the text of a payload}
    static String text(byte[] payload) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(Frame.join(payload, TAIL));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] some = new byte[8 << 10];
            int count;
            do {
                count = inflater.inflate(some);
                all.write(some, 0, count);
            } while (count > 0);
            assertThat(inflater.getRemaining()).as("bytes behind the message").isZero();
            return all.toString(StandardCharsets.UTF_8);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
