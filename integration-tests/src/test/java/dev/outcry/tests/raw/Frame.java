package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A frame of RFC 6455 as it came, and the bytes of those to be sent, allowed or not.
final class Frame {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /// Bit of the first byte: the last fragment.
    static final int FIN = 0x80;

    /// Bit of the first byte: the message is compressed, where that was agreed.
    static final int COMPRESSED = 0x40;

    /// The code of a close frame without one; it never appears on the wire.
    static final int NO_STATUS = 1005;

    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};
    private static final byte[] UNMASKED = {};

    private final int head;
    private final byte[] payload;

    Frame(int head, byte[] payload) {
        this.head = head;
        this.payload = payload;
    }

    /// {@return the first byte: final bit, reserved bits, opcode}
    int head() {
        return head;
    }

    /// {@return the content, unmasked}
    byte[] payload() {
        return payload;
    }

    /// {@return whether the payload is compressed}
    boolean isCompressed() {
        return (head & COMPRESSED) != 0;
    }

    /// {@return the text, decompressed where it has to be}
    String text() {
        return isCompressed()
                ? Deflated.text(payload)
                : new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
        return payload.length == 0 ? NO_STATUS : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }

    @Override
    public String toString() {
        return Integer.toHexString(head) + ':' + text();
    }

    /// {@return the next frame of a server, which must be one that a server may send}
    static Frame read(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        assertThat(second & 0x80).as("masked by the server").isZero();
        int length =
                switch (second) {
                    case 126 -> in.readUnsignedShort();
                    case 127 -> Math.toIntExact(in.readLong());
                    default -> second;
                };
        byte[] payload = new byte[length];
        in.readFully(payload);
        Frame frame = new Frame(head, payload);
        assertThat(head & 0x30).as("reserved bits of %s", frame).isZero();
        assertThat(head & FIN).as("final bit of %s", frame).isEqualTo(FIN);
        return frame;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// {@return a masked frame}
    static byte[] of(int head, byte... payload) {
        return join(header(head, payload.length), masked(payload));
    }

    /// {@return a masked frame with a text for payload}
    static byte[] of(int head, String payload) {
        return of(head, utf8(payload));
    }

    /// {@return a whole text message}
    static byte[] text(String text) {
        return of(FIN | TEXT, text);
    }

    /// {@return a close frame}
    ///
    /// @param code any number of 16 bits
    static byte[] close(int code, String reason) {
        byte[] text = utf8(reason);
        return of(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    /// {@return a frame that isn't masked, as only servers may send}
    static byte[] unmasked(int head, byte... payload) {
        return join(header(head, payload.length, UNMASKED), payload);
    }

    /// {@return the header of a masked frame, its mask included}
    ///
    /// @param length to be announced, over 63 bits if negative
    static byte[] header(int head, long length) {
        return header(head, length, MASK);
    }

    /// {@return a message as frames of so many bytes of payload, the last one shorter}
    ///
    /// @param head of the first one; only the last one gets the final bit
    static byte[] fragments(int head, byte[] message, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at == 0 || at < message.length; at += size) {
            int to = Math.min(message.length, at + size);
            int fin = to == message.length ? FIN : 0;
            all.writeBytes(
                    of(fin | (at == 0 ? head : CONTINUATION), Arrays.copyOfRange(message, at, to)));
        }
        return all.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] header(int head, long length, byte[] mask) {
        int masked = mask.length > 0 ? 0x80 : 0;
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) head);
        if (length >= 0 && length < 126) {
            header.put((byte) (masked | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) (masked | 126)).putShort((short) length);
        } else {
            header.put((byte) (masked | 127)).putLong(length);
        }
        return Arrays.copyOf(header.put(mask).array(), header.position());
    }

    private static byte[] masked(byte[] payload) {
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i & 3];
        }
        return masked;
    }
}
