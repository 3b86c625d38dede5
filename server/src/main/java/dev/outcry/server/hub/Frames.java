package dev.outcry.server.hub;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Builds finished server frames of RFC 6455: unmasked, unfragmented, ready for any number of
/// sockets.
public final class Frames {
    /// The most bytes that the payload of a ping, pong or close can have.
    public static final int MAX_CONTROL_PAYLOAD = 125;

    /// The code of a close frame without payload; it never appears on the wire.
    public static final int NO_STATUS = 1005;

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private Frames() {}

    /// {@return a text frame}
    ///
    /// @param utf8 the whole message, copied; must be valid UTF-8, which isn't checked
    public static byte[] text(byte[] utf8) {
        return frame(TEXT, utf8, 0, utf8.length);
    }

    /// {@return a text frame of a part of an array}
    ///
    /// @param utf8 holds the message; the part is copied and isn't checked to be valid UTF-8
    /// @param offset where the message starts
    /// @param length its bytes
    public static byte[] text(byte[] utf8, int offset, int length) {
        return frame(TEXT, utf8, offset, length);
    }

    /// {@return a text frame for peers that have negotiated permessage-deflate (RFC 7692)}
    ///
    /// @param deflated holds the compressed message; copied
    /// @param length its bytes, without the four that the extension leaves out
    static byte[] compressedText(byte[] deflated, int length) {
        return frame(COMPRESSED | TEXT, deflated, 0, length);
    }

    /// {@return a close frame}
    ///
    /// @param code the close code, or [#NO_STATUS] for a frame without payload
    /// @param reason for people; cut at a character's border to the 123 bytes that fit
    public static byte[] close(int code, String reason) {
        if (code == NO_STATUS) {
            return frame(CLOSE, new byte[0], 0, 0);
        }
        ByteBuffer payload = ByteBuffer.allocate(MAX_CONTROL_PAYLOAD).putShort((short) code);
        // The encoder stops before a character that doesn't fit whole, and replaces lone
        // surrogates.
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(reason), payload, true);
        return frame(CLOSE, payload.array(), 0, payload.position());
    }

    /// {@return a ping}
    ///
    /// @param payload at most 125 bytes
    /// @throws IllegalArgumentException if the payload is longer
    public static byte[] ping(byte[] payload) {
        return frame(PING, checkControl(payload), 0, payload.length);
    }

    /// {@return a pong}
    ///
    /// @param payload at most 125 bytes: those of the ping
    /// @throws IllegalArgumentException if the payload is longer
    public static byte[] pong(byte[] payload) {
        return frame(PONG, checkControl(payload), 0, payload.length);
    }

    /// {@return where the payload of a frame made here starts; it goes on to the frame's end}
    ///
    /// @param frame a frame made by this class
    public static int payloadOffset(byte[] frame) {
        return switch (frame[1] & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private static byte[] checkControl(byte[] payload) {
        if (payload.length > MAX_CONTROL_PAYLOAD) {
            throw new IllegalArgumentException("control payload of " + payload.length + " bytes");
        }
        return payload;
    }

    private static byte[] frame(int opcode, byte[] payload, int offset, int length) {
        byte[] frame;
        if (length < 126) {
            frame = new byte[2 + length];
            frame[1] = (byte) length;
        } else if (length <= 0xFFFF) {
            frame = new byte[4 + length];
            frame[1] = 126;
            frame[2] = (byte) (length >>> 8);
            frame[3] = (byte) length;
        } else {
            frame = new byte[10 + length];
            frame[1] = 127;
            ByteBuffer.wrap(frame).putLong(2, length);
        }
        frame[0] = (byte) (FIN | opcode);
        System.arraycopy(payload, offset, frame, frame.length - length, length);
        return frame;
    }
}
