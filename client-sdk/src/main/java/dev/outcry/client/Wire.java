package dev.outcry.client;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.webclient.api.ClientConnection;
import io.helidon.webclient.websocket.ClientWsConnection;
import io.helidon.websocket.ServerWsFrame;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsOpCode;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// One open WebSocket of Helidon's, read by one thread and written by one of its own, so that
/// sending never blocks and may be done from any thread.
///
/// Helidon's session sends. Its reading loop is not used: it ends without a word when the peer
/// vanishes or closes without a code, leaves pings unanswered, reads on after a close frame,
/// decodes each fragment alone and bounds none. The frames are read here, by Helidon's frame
/// reader.
final class Wire implements AutoCloseable {
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final WsListener NOT_READING = new WsListener() {};

    private final ClientConnection connection;
    private final WsSession session;
    private final BlockingQueue<Consumer<WsSession>> outgoing = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private boolean fragmented;
    private boolean text;
    private volatile long heardNanos = System.nanoTime();
    private volatile long sentNanos = System.nanoTime();
    private volatile boolean closed;

    Wire(ClientConnection connection) {
        this.connection = connection;
        this.session = ClientWsConnection.create(connection, NOT_READING);
        Thread.ofVirtual().name("outcry-writer").start(this::write);
    }

    /// Queues a text message; after a close, forgets it.
    void send(byte[] utf8) {
        String message = new String(utf8, StandardCharsets.UTF_8);
        outgoing.add(to -> to.send(message, true));
    }

    /// Queues a close frame. The peer answers it, and [#next()] then says so.
    void sendClose(int code, String reason) {
        outgoing.add(to -> to.close(code, reason));
    }

    /// Sets how long [#next()] waits for a sign of life.
    void patience(Duration silence) throws Gone {
        try {
            connection.readTimeout(silence);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw Gone.vanished("the connection was lost");
        }
    }

    /// Waits for the next text message, answering pings meanwhile.
    ///
    /// @return its text
    /// @throws Gone when there will be no more
    String next() throws Gone {
        while (true) {
            ServerWsFrame frame = read();
            heardNanos = System.nanoTime();
            switch (frame.opCode()) {
                case PING -> {
                    BufferData payload = frame.payloadData();
                    outgoing.add(to -> to.pong(payload));
                }
                case PONG -> {}
                case CLOSE -> throw closing(bytes(frame));
                case TEXT, BINARY, CONTINUATION -> {
                    if (collect(frame)) {
                        return message();
                    }
                }
            }
        }
    }

    private ServerWsFrame read() throws Gone {
        try {
            return ServerWsFrame.read(
                    connection.helidonSocket(), connection.reader(), MAX_MESSAGE_BYTES);
        } catch (WsCloseException e) {
            throw broken(e.closeCode(), String.valueOf(e.getMessage()));
        } catch (DataReader.InsufficientDataAvailableException | IllegalStateException e) {
            throw Gone.vanished("the connection was lost");
        } catch (UncheckedIOException e) {
            throw Gone.vanished(
                    e.getCause() instanceof SocketTimeoutException
                            ? "nothing was heard from the server"
                            : "the connection was lost");
        } catch (IllegalArgumentException e) {
            throw broken(1002, "not a WebSocket frame");
        }
    }

    /// {@return whether a message is complete}
    private boolean collect(ServerWsFrame frame) throws Gone {
        boolean continues = frame.opCode() == WsOpCode.CONTINUATION;
        if (continues != fragmented) {
            throw broken(1002, "fragments out of order");
        }
        if (!continues) {
            text = frame.opCode() == WsOpCode.TEXT;
        }
        byte[] bytes = bytes(frame);
        if (fragments.size() + bytes.length > MAX_MESSAGE_BYTES) {
            throw broken(1009, "a message over " + MAX_MESSAGE_BYTES + " bytes");
        }
        fragments.writeBytes(bytes);
        fragmented = !frame.fin();
        return frame.fin();
    }

    private String message() throws Gone {
        ByteBuffer bytes = ByteBuffer.wrap(fragments.toByteArray());
        fragments.reset();
        if (!text) {
            throw broken(1003, "a binary message");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw broken(1007, "a text that isn't UTF-8");
        }
    }

    /// Answers the peer's close frame.
    private Gone closing(byte[] payload) {
        if (payload.length < 2) {
            sendClose(-1, "");
            return Gone.closed(1005, "");
        }
        int code = Byte.toUnsignedInt(payload[0]) << 8 | Byte.toUnsignedInt(payload[1]);
        sendClose(code, "");
        return Gone.closed(
                code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    /// The server, or something on the way, broke RFC 6455: says so and gives the connection up,
    /// which is no reason not to come back.
    private Gone broken(int code, String what) {
        sendClose(code, what);
        return Gone.vanished("the server sent what can't be read: " + what);
    }

    private static byte[] bytes(ServerWsFrame frame) {
        byte[] bytes = new byte[Math.toIntExact(frame.payloadLength())];
        frame.payloadData().read(bytes);
        return bytes;
    }

    /// {@return when a frame last came, by `System.nanoTime()`}
    long heardNanos() {
        return heardNanos;
    }

    /// {@return when a frame last went, by `System.nanoTime()`}
    long sentNanos() {
        return sentNanos;
    }

    /// Drops the connection. What was queued before is still tried, for a moment.
    @Override
    public void close() {
        outgoing.add(to -> closed = true);
    }

    /// Drops the connection at once, whatever is queued or blocked.
    void abort() {
        closed = true;
        connection.closeResource();
        outgoing.add(to -> {});
    }

    private void write() {
        try {
            while (!closed) {
                outgoing.take().accept(session);
                sentNanos = System.nanoTime();
            }
        } catch (UncheckedIOException | IllegalStateException e) { // lost: the reader learns it too
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connection.closeResource();
        }
    }
}
