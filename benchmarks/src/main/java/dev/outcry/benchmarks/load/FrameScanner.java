package dev.outcry.benchmarks.load;

import java.io.IOException;

/// Cuts a server's WebSocket frames out of a stream of bytes.
final class FrameScanner {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int SHORT = 126;

    private FrameScanner() {}

    /// Told of each frame.
    @FunctionalInterface
    interface Sink {
        /// Takes a frame whose payload is in the bytes from `from` to `to`, valid during the call.
        void frame(int opcode, byte[] bytes, int from, int to) throws IOException;
    }

    /// Passes on each whole frame.
    ///
    /// @return where the last whole one ends: what is behind it has to come again, with more
    /// @throws IOException if a frame is one that Outcry never sends: a fragment, masked,
    ///   compressed, or so long that it would never fit the bytes
    static int scan(byte[] bytes, int from, int end, Sink sink) throws IOException {
        int at = from;
        while (end - at >= 2) {
            int first = bytes[at] & 0xff;
            int length = bytes[at + 1] & 0xff;
            if ((first & ~OPCODE) != FIN || (length & MASKED) != 0) {
                throw new IOException("not a frame of a server: starts with " + first);
            }
            int header = length < SHORT ? 2 : length == SHORT ? 4 : 10;
            if (end - at < header) {
                break;
            }
            long payload = length < SHORT ? length : number(bytes, at + 2, at + header);
            if (payload < 0 || payload > bytes.length - header) {
                throw new IOException("a frame of " + payload + " bytes");
            }
            if (end - at < header + payload) {
                break;
            }
            int next = at + header + (int) payload;
            sink.frame(first & OPCODE, bytes, at + header, next);
            at = next;
        }
        return at;
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }
}
