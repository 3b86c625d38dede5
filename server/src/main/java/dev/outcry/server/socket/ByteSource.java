package dev.outcry.server.socket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import java.io.EOFException;
import java.io.UncheckedIOException;

/// The bytes that one peer sends. Used by its reading thread; [#heardAt()] by any.
///
/// While it waits it holds only a buffer of the size of a usual command; a peer that fills it gets
/// a large one for as long as it goes on.
final class ByteSource {
    private static final int WAITING_BYTES = 256;
    private static final int BUSY_BYTES = 8 << 10;

    private final HelidonSocket socket;
    private final BufferData waiting = BufferData.create(WAITING_BYTES);
    private BufferData current;
    private boolean filled;
    private volatile long heardAt = System.nanoTime();

    /// Reads on where the handshake ended.
    ///
    /// @param socket the connection
    /// @param handshake what may hold bytes that came right behind the handshake; not to be used
    ///   afterwards
    ByteSource(HelidonSocket socket, DataReader handshake) {
        this.socket = socket;
        int ahead = handshake.available();
        current = ahead == 0 ? waiting : BufferData.create(handshake.readBytes(ahead));
        ReadBuffer.release(socket);
    }

    /// Waits until there is a byte to read. Where a connection idles: each frame of the stack above
    /// this costs memory for as long.
    ///
    /// @throws UncheckedIOException if the peer is gone
    void await() {
        while (current.available() == 0) {
            if (!filled) {
                current = waiting;
            } else if (current.capacity() < BUSY_BYTES) {
                current = BufferData.create(BUSY_BYTES);
            }
            current.clear();
            if (socket.read(current) < 0) {
                throw new UncheckedIOException(
                        new EOFException("the peer has ended the connection"));
            }
            filled = current.available() == current.capacity();
            heard();
        }
    }

    /// {@return the next byte, 0 to 255}
    ///
    /// @throws UncheckedIOException if the peer is gone
    int read() {
        await();
        return current.read();
    }

    /// {@return how many bytes were read, at least 1}
    ///
    /// @throws UncheckedIOException if the peer is gone
    int read(byte[] into, int offset, int length) {
        await();
        return current.read(into, offset, length);
    }

    /// {@return how many bytes can be read without waiting}
    int available() {
        return current.available();
    }

    /// {@return the [System#nanoTime()] at which bytes last came}
    long heardAt() {
        return heardAt;
    }

    /// Counts a moment as if bytes had come.
    void heard() {
        heardAt = System.nanoTime();
    }
}
