package dev.outcry.server.socket;

import dev.outcry.server.hub.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one peer's frames and joins fragments to messages. Used by the reading thread only.
///
/// Whatever can be refused by a frame's header is refused before its payload is read, and memory
/// grows with what has come, not with what was announced.
final class FrameReader {
    /// The most bytes of one message.
    static final int MAX_MESSAGE_BYTES = 65_536;

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int RESERVED_BITS = 0x30;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x8;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final ByteSource source;
    private final boolean deflate;

    // The frame being read.
    private int head;
    private boolean masked;
    private int mask;
    private long remaining;

    // The message whose fragments are being read, null between messages.
    private @Nullable Message message;

    /// @param deflate whether permessage-deflate was negotiated
    FrameReader(ByteSource source, boolean deflate) {
        this.source = source;
        this.deflate = deflate;
    }

    /// Waits for what the peer says next.
    ///
    /// @throws FrameException if it broke the rules; only [#skipToClose()] may follow
    /// @throws java.io.UncheckedIOException if it is gone
    Incoming next() {
        while (true) {
            readHeader();
            checkHeader();
            if ((opcode() & CONTROL) != 0) {
                return readControl();
            }
            Message current = message == null ? new Message() : message;
            message = current;
            if (current.size + remaining > current.mostBytes()) {
                throw FrameException.tooBig();
            }
            current.readFragment();
            if (isFinal()) {
                message = null;
                return new Incoming.Text(current.text());
            }
        }
    }

    /// Drops all that comes until the header of a close frame has passed, well-formed or not.
    ///
    /// @throws java.io.UncheckedIOException if the peer is gone
    void skipToClose() {
        message = null;
        do {
            byte[] dropped = new byte[1024];
            while (remaining > 0) {
                remaining -= source.read(dropped, 0, (int) Math.min(dropped.length, remaining));
            }
            readHeader();
            remaining &= Long.MAX_VALUE;
        } while (opcode() != CLOSE);
    }

    /// {@return whether the frame read last, well-formed or not, is a close frame}
    boolean isAtClose() {
        return opcode() == CLOSE;
    }

    private int opcode() {
        return head & 0x0F;
    }

    private boolean isCompressed() {
        return (head & COMPRESSED) != 0;
    }

    private boolean isFinal() {
        return (head & FIN) != 0;
    }

    private void readHeader() {
        head = source.read();
        int second = source.read();
        masked = (second & MASKED) != 0;
        remaining =
                switch (second & 0x7F) {
                    case 126 -> readNumber(2);
                    case 127 -> readNumber(8);
                    default -> second & 0x7F;
                };
        mask = masked ? (int) readNumber(4) : 0;
    }

    private long readNumber(int bytes) {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = number << 8 | source.read();
        }
        return number;
    }

    private void checkHeader() {
        boolean begins = opcode() == TEXT || opcode() == BINARY;
        if ((head & RESERVED_BITS) != 0 || (isCompressed() && !(deflate && begins))) {
            throw FrameException.protocolError("reserved bit set");
        }
        if (!masked) {
            throw FrameException.protocolError("frame not masked");
        }
        if (remaining < 0) {
            throw FrameException.protocolError("length over 63 bits");
        }
        switch (opcode()) {
            case CLOSE, PING, PONG -> {
                if (!isFinal()) {
                    throw FrameException.protocolError("control frame fragmented");
                }
                if (remaining > Frames.MAX_CONTROL_PAYLOAD) {
                    throw FrameException.protocolError("control frame over 125 bytes");
                }
            }
            case TEXT, BINARY -> {
                if (message != null) {
                    throw FrameException.protocolError("message inside a message");
                }
                if (opcode() == BINARY) {
                    throw new FrameException(CloseCodes.UNSUPPORTED_DATA, "text only");
                }
            }
            case CONTINUATION -> {
                if (message == null) {
                    throw FrameException.protocolError("nothing to continue");
                }
            }
            default -> throw FrameException.protocolError("reserved opcode");
        }
    }

    private Incoming readControl() {
        byte[] payload = new byte[(int) remaining];
        for (int at = 0; at < payload.length; ) {
            at += readPayload(payload, at, payload.length - at);
        }
        return switch (opcode()) {
            case PING -> new Incoming.Ping(payload);
            case PONG -> new Incoming.Pong();
            default -> close(payload);
        };
    }

    private static Incoming close(byte[] payload) {
        if (payload.length == 0) {
            return new Incoming.Close(Frames.NO_STATUS);
        }
        int code = payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        if (!CloseCodes.isValid(code)) {
            throw FrameException.protocolError("close code not allowed");
        }
        Utf8Validator reason = new Utf8Validator();
        if (!reason.accept(payload, 2, payload.length) || !reason.isComplete()) {
            throw new FrameException(CloseCodes.INVALID_PAYLOAD, "close reason not UTF-8");
        }
        return new Incoming.Close(code);
    }

    /// Reads and unmasks what there is of the current frame's payload, at least one byte.
    private int readPayload(byte[] into, int offset, int length) {
        int count = source.read(into, offset, (int) Math.min(length, remaining));
        for (int i = offset; i < offset + count; i++) {
            into[i] ^= (byte) (mask >>> 24);
            mask = Integer.rotateLeft(mask, 8);
        }
        remaining -= count;
        return count;
    }

    /// A message of one or more fragments. A compressed one is decompressed when it is whole.
    private final class Message {
        private static final int FIRST_BYTES = 512;

        private final Utf8Validator validator = new Utf8Validator();
        private final boolean compressed = isCompressed();
        private byte[] bytes = new byte[(int) Math.min(remaining, FIRST_BYTES)];
        private int size;

        void readFragment() {
            while (remaining > 0) {
                makeRoom();
                int count = readPayload(bytes, size, bytes.length - size);
                check(compressed || validator.accept(bytes, size, size + count));
                size += count;
            }
            check(compressed || !isFinal() || validator.isComplete());
        }

        int mostBytes() {
            return compressed ? PerMessageDeflate.MAX_DEFLATED_BYTES : MAX_MESSAGE_BYTES;
        }

        String text() {
            if (!compressed) {
                return new String(bytes, 0, size, StandardCharsets.UTF_8);
            }
            byte[] inflated = PerMessageDeflate.inflate(bytes, size);
            check(validator.accept(inflated, 0, inflated.length) && validator.isComplete());
            return new String(inflated, StandardCharsets.UTF_8);
        }

        /// Grows to what has come already, else to twice the size.
        private void makeRoom() {
            if (size == bytes.length) {
                long wanted = Math.max(2L * size, size + (long) source.available());
                long most = size + remaining;
                bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(wanted, FIRST_BYTES), most));
            }
        }

        private void check(boolean valid) {
            if (!valid) {
                throw new FrameException(CloseCodes.INVALID_PAYLOAD, "not UTF-8");
            }
        }
    }
}
