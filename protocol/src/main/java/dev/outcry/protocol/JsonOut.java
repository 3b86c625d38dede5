package dev.outcry.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Writes one JSON text into bytes, compactly. Owns its buffer; not thread-safe.
///
/// Written by hand because every event of the server passes here once: it costs the buffer and no
/// other object but the digits of amounts.
final class JsonOut {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int length;
    private boolean comma;

    /// {@return what was written}
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    JsonOut beginObject() {
        return begin('{');
    }

    JsonOut endObject() {
        return end('}');
    }

    JsonOut beginArray() {
        return begin('[');
    }

    JsonOut endArray() {
        return end(']');
    }

    JsonOut name(String name) {
        separate();
        quoted(name);
        put(':');
        comma = false;
        return this;
    }

    JsonOut value(String text) {
        separate();
        quoted(text);
        comma = true;
        return this;
    }

    JsonOut value(long number) {
        return bare(Long.toString(number));
    }

    JsonOut value(boolean flag) {
        return bare(flag ? "true" : "false");
    }

    JsonOut nullValue() {
        return bare("null");
    }

    JsonOut field(String name, String text) {
        return name(name).value(text);
    }

    JsonOut field(String name, long number) {
        return name(name).value(number);
    }

    JsonOut field(String name, boolean flag) {
        return name(name).value(flag);
    }

    JsonOut field(String name, Decimal amount) {
        return name(name).value(amount.toString());
    }

    /// Writes the amount, or `null` for an absent one.
    JsonOut field(String name, Optional<Decimal> amount) {
        name(name);
        return amount.isPresent() ? value(amount.get().toString()) : nullValue();
    }

    /// Writes the field only where there is a value.
    JsonOut optional(String name, OptionalLong number) {
        return number.isPresent() ? field(name, number.getAsLong()) : this;
    }

    /// Writes the elements in order.
    <T> JsonOut array(String name, Iterable<? extends T> elements, Consumer<? super T> write) {
        name(name).beginArray();
        elements.forEach(write);
        return endArray();
    }

    private JsonOut begin(char c) {
        separate();
        put(c);
        comma = false;
        return this;
    }

    private JsonOut end(char c) {
        put(c);
        comma = true;
        return this;
    }

    private JsonOut bare(String ascii) {
        separate();
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
    }

    private void quoted(String text) {
        ensure(2 + text.length() * 3);
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (c >= ' ' && c < 0x7f) {
                put(c);
            } else if (c < ' ' || c == 0x7f) {
                escaped(c);
            } else if (Character.isSurrogate(c)) {
                i += surrogate(text, i);
            } else if (c < 0x800) {
                put(0xc0 | (c >> 6));
                put(0x80 | (c & 0x3f));
            } else {
                put(0xe0 | (c >> 12));
                put(0x80 | ((c >> 6) & 0x3f));
                put(0x80 | (c & 0x3f));
            }
        }
        put('"');
    }

    /// Writes the pair at `i`, and answers how many further chars it took; half a pair is replaced.
    private int surrogate(String text, int i) {
        int point = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(point)) {
            put(0xef);
            put(0xbf);
            put(0xbd);
            return 0;
        }
        put(0xf0 | (point >> 18));
        put(0x80 | ((point >> 12) & 0x3f));
        put(0x80 | ((point >> 6) & 0x3f));
        put(0x80 | (point & 0x3f));
        return 1;
    }

    private void escaped(char c) {
        put('\\');
        switch (c) {
            case '\n' -> put('n');
            case '\t' -> put('t');
            case '\r' -> put('r');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[c >> 4]);
                put(HEX[c & 0xf]);
            }
        }
    }

    private void put(int b) {
        if (length == bytes.length) {
            ensure(1);
        }
        bytes[length++] = (byte) b;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
