package dev.outcry.server.socket;

import dev.outcry.server.hub.FrameWriter;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The writing half of one connection, and its end. One thread writes, any may abort.
final class Transport implements FrameWriter {
    private static final int OPCODE = 0x0F;
    private static final int CLOSE = 0x8;

    private final HelidonSocket socket;
    private final DataWriter out;
    private volatile @Nullable Thread writing;
    private volatile int writes;
    private volatile boolean closeWritten;
    private volatile boolean closeReceived;

    Transport(HelidonSocket socket, DataWriter out) {
        this.socket = socket;
        this.out = out;
    }

    /// {@return how many writes have begun; may start again from the lowest number}
    int writes() {
        return writes;
    }

    /// {@return whether a write runs, which may be one that the peer blocks}
    boolean isWriting() {
        return writing != null;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    public void write(byte[][] frames, int count) {
        writes++;
        writing = Thread.currentThread();
        try {
            out.writeNow(BufferData.create(gather(frames, count)));
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Helidon's asynchronous writers wrap what the socket threw.
            throw new UncheckedIOException(new IOException("writing failed", e));
        } finally {
            writing = null;
        }
        if ((frames[count - 1][0] & OPCODE) == CLOSE) {
            closeWritten = true;
            endIfClosed();
        }
    }

    /// A blocked TLS write holds the lock that an orderly close waits for; interrupting it ends the
    /// socket below.
    @Override
    public void abort() {
        Thread writer = writing;
        if (socket.isSecure()) {
            if (writer != null) {
                writer.interrupt();
            }
            Thread.startVirtualThread(this::closeSocket);
        } else {
            closeSocket();
        }
    }

    /// Takes note of the peer's close frame. Once ours is written too the socket ends.
    void closeReceived() {
        closeReceived = true;
        endIfClosed();
    }

    private void endIfClosed() {
        if (closeWritten && closeReceived) {
            abort();
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (UncheckedIOException _) {
            // It is closed all the same.
        }
    }

    private static byte[] gather(byte[][] frames, int count) {
        if (count == 1) {
            return frames[0];
        }
        int size = 0;
        for (int i = 0; i < count; i++) {
            size += frames[i].length;
        }
        byte[] gathered = new byte[size];
        int at = 0;
        for (int i = 0; i < count; i++) {
            System.arraycopy(frames[i], 0, gathered, at, frames[i].length);
            at += frames[i].length;
        }
        return gathered;
    }
}
