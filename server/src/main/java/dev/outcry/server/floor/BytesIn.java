package dev.outcry.server.floor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Reads what [BytesOut] wrote. Never reads past the end, and never makes room for more than is
/// there, whatever the bytes say.
///
/// Every method throws `IllegalArgumentException` for what isn't written so.
class BytesIn {
    private static final int MOST_NUMBER_BYTES = 10;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int end;
    private int at;

    /// @param end how many of the bytes are to be read
    BytesIn(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    static IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException("damaged: " + what);
    }

    /// {@return CRC-32C of all that is to be read}
    final long checksum() {
        return BytesOut.checksum(bytes, end);
    }

    /// Refuses what is left.
    final void end() {
        if (at != end) {
            throw damaged("more than there should be");
        }
    }

    final int octet() {
        if (at == end) {
            throw damaged("it ends too early");
        }
        return bytes[at++] & 0xff;
    }

    final boolean flag() {
        int value = octet();
        if (value > 1) {
            throw damaged("neither true nor false");
        }
        return value == 1;
    }

    final long number() {
        long value = 0;
        for (int i = 0; i < MOST_NUMBER_BYTES; i++) {
            int next = octet();
            value |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                if ((next == 0 && i > 0) || (i == MOST_NUMBER_BYTES - 1 && next > 1)) {
                    throw damaged("a number isn't written as numbers are");
                }
                return value;
            }
        }
        throw damaged("a number has no end");
    }

    final long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    final int signedInt() {
        long value = signed();
        if (value != (int) value) {
            throw damaged("a number is too large");
        }
        return (int) value;
    }

    final long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    final byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    final String text() {
        int length = count();
        at += length;
        String text = new String(bytes, at - length, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0
                && !Arrays.equals(
                        text.getBytes(StandardCharsets.UTF_8),
                        Arrays.copyOfRange(bytes, at - length, at))) {
            throw damaged("a text isn't UTF-8");
        }
        return text;
    }

    final <T> Optional<T> optional(Supplier<T> read) {
        return flag() ? Optional.of(read.get()) : Optional.empty();
    }

    final OptionalLong optionalNumber() {
        return flag() ? OptionalLong.of(number()) : OptionalLong.empty();
    }

    final OptionalInt optionalInt() {
        return flag() ? OptionalInt.of(signedInt()) : OptionalInt.empty();
    }

    /// Reads what follows its number, one after the other.
    final void each(Runnable read) {
        for (int count = count(); count > 0; count--) {
            read.run();
        }
    }

    final <T> List<T> list(Supplier<T> read) {
        List<T> list = new ArrayList<>();
        each(() -> list.add(read.get()));
        return List.copyOf(list);
    }

    /// {@return how many follow: bytes, or what takes at least one byte each}
    final int count() {
        long count = number();
        if (count < 0 || count > end - at) {
            throw damaged("it ends too early");
        }
        return (int) count;
    }
}
