package dev.outcry.server.floor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/// Grows an array of bytes. What [BytesIn] reads back is what was written here, and nothing else
/// reads as that: each value has one form.
class BytesOut {
    private static final int INITIAL = 64;

    private byte[] bytes = new byte[INITIAL];
    private int size;

    /// {@return all that was written}
    final byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /// {@return CRC-32C of all that was written}
    final long checksum() {
        return checksum(bytes, size);
    }

    static long checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    /// Writes one byte.
    final void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /// Writes 1 for true, 0 for false.
    final void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /// Writes seven bits a byte, lowest first, the high bit set on all but the last. What is below
    /// 0 takes ten bytes.
    final void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) rest | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /// Writes what may be below 0, as a number: 0, -1, 1, -2, 2, …
    final void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    final void signedInt(int value) {
        signed(value);
    }

    /// Writes eight bytes, highest first: for hashes.
    final void fixed(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
    }

    /// Writes how many bytes there are, and they.
    final void bytes(byte[] value) {
        number(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /// Writes UTF-8.
    ///
    /// @throws IllegalArgumentException for half a character: nothing else would read as that
    final void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new IllegalArgumentException("half a character in a text");
            }
        }
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    final <T> void optional(Optional<T> value, Consumer<? super T> write) {
        flag(value.isPresent());
        value.ifPresent(write);
    }

    final void optionalNumber(OptionalLong value) {
        flag(value.isPresent());
        value.ifPresent(this::number);
    }

    final void optionalInt(OptionalInt value) {
        flag(value.isPresent());
        value.ifPresent(this::signedInt);
    }

    final <T> void list(Collection<T> values, Consumer<? super T> write) {
        number(values.size());
        values.forEach(write);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
