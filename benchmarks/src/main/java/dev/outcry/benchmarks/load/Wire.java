package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// One raw, non-blocking socket. The loop's thread alone touches it.
///
/// What can't be written at once waits here, without bound, so that whoever sends never waits.
final class Wire {
    private static final byte[] NOTHING = {};
    private static final int READS_A_SECOND = 4; // of a paced one

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Reader reader;
    private byte[] rest = NOTHING;
    private byte[] unsent = NOTHING;
    private int unsentBytes;
    private boolean connected;
    private boolean reading;
    private boolean ended;
    private long readAt;
    private int bytesPerSecond;
    private long nextRead;

    /// Who takes what a wire reads.
    interface Reader {
        /// Takes from the first byte as much as is whole.
        ///
        /// @param bytes valid during the call
        /// @param end where they end, exclusive
        /// @return where what was taken ends; the rest comes again, with what is read next
        int read(byte[] bytes, int end) throws IOException;
    }

    /// Takes over a channel that is connecting; its key must be for reading and connecting.
    Wire(SocketChannel channel, SelectionKey key, Reader reader) {
        this.channel = channel;
        this.key = key;
        this.reader = reader;
    }

    boolean isEnded() {
        return ended;
    }

    /// {@return by [System#nanoTime()] when what is just being taken was read}
    long readAt() {
        return readAt;
    }

    /// Sends at once what the socket takes, and the rest when it takes more. What is sent while a
    /// read is being taken goes with one write after it.
    void write(byte[] bytes) throws IOException {
        if (ended) {
            return;
        }
        if (unsentBytes + bytes.length > unsent.length) {
            unsent = Arrays.copyOf(unsent, Math.max(unsentBytes + bytes.length, 2 * unsentBytes));
        }
        boolean first = unsentBytes == 0;
        System.arraycopy(bytes, 0, unsent, unsentBytes, bytes.length);
        unsentBytes += bytes.length;
        if (first && connected && !reading) {
            flush();
        }
    }

    /// To be called when the key is ready to connect.
    void connect() throws IOException {
        if (channel.finishConnect()) {
            connected = true;
            flush();
        }
    }

    /// Writes what waits.
    void flush() throws IOException {
        ByteBuffer waiting = ByteBuffer.wrap(unsent, 0, unsentBytes);
        try {
            channel.write(waiting);
        } catch (IOException e) { // reset by the server
            end();
            return;
        }
        unsentBytes = waiting.remaining();
        if (unsentBytes == 0) {
            unsent = NOTHING;
        } else {
            System.arraycopy(unsent, waiting.position(), unsent, 0, unsentBytes);
        }
        interest();
    }

    private void interest() {
        key.interestOps(
                (bytesPerSecond == 0 ? SelectionKey.OP_READ : 0)
                        | (unsentBytes > 0 ? SelectionKey.OP_WRITE : 0));
    }

    /// Reads at most so many bytes a second from now on, or as they come if 0. The loop has to call
    /// [#readPaced].
    void pace(int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        if (connected && !ended) {
            interest();
        }
    }

    /// Reads what a paced one may have by now.
    void readPaced(byte[] scratch, long now) throws IOException {
        if (connected && !ended && now - nextRead >= 0) {
            nextRead = now + 1_000_000_000L / READS_A_SECOND;
            read(scratch, bytesPerSecond / READS_A_SECOND);
        }
    }

    /// Reads once, through scratch space.
    void read(byte[] scratch) throws IOException {
        read(scratch, scratch.length - rest.length);
    }

    private void read(byte[] scratch, int atMost) throws IOException {
        ByteBuffer shared = ByteBuffer.wrap(scratch).put(rest);
        shared.limit(rest.length + atMost);
        int count;
        try {
            count = channel.read(shared);
        } catch (IOException e) { // reset by the server
            count = -1;
        }
        readAt = System.nanoTime();
        if (count < 0) {
            end();
            return;
        }
        int end = shared.position();
        reading = true;
        int taken = reader.read(scratch, end);
        reading = false;
        if (!ended && unsentBytes > 0) {
            flush();
        }
        rest = taken == end ? NOTHING : Arrays.copyOfRange(scratch, taken, end);
    }

    /// Ends the connection with a reset, as a peer that vanishes.
    void reset() throws IOException {
        if (!ended) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            end();
        }
    }

    /// Ends the connection. Idempotent.
    void end() throws IOException {
        ended = true;
        key.cancel();
        channel.close();
    }
}
