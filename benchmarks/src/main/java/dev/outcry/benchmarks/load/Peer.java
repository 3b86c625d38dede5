package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One WebSocket client on a raw, non-blocking socket. The loop's thread alone touches it.
final class Peer {
    /// Told of each text message.
    @FunctionalInterface
    interface Receiver {
        /// Takes a message.
        ///
        /// @param peer whose
        /// @param buffer holds the payload, valid during the call
        /// @param from where the payload begins
        /// @param to where it ends, exclusive
        /// @throws IOException if what it sends back can't be sent
        void receive(Peer peer, byte[] buffer, int from, int to) throws IOException;
    }

    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};
    private static final byte[] NOTHING = {};
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Receiver receiver;
    private byte[] rest = NOTHING;
    private boolean open;
    private boolean ended;
    private boolean reading;
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    private Peer(SocketChannel channel, SelectionKey key, Receiver receiver) {
        this.channel = channel;
        this.key = key;
        this.receiver = receiver;
    }

    /// Connects and sends the handshake. `header` is a further header line, or empty.
    static Peer connect(
            InetSocketAddress server, String path, String header, Selector selector, Receiver told)
            throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Peer peer = new Peer(channel, channel.register(selector, SelectionKey.OP_READ), told);
        peer.key.attach(peer);
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: "
                        + server.getHostString()
                        + ":"
                        + server.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + header
                        + "\r\n";
        peer.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return peer;
    }

    boolean isOpen() {
        return open && !ended;
    }

    boolean isEnded() {
        return ended;
    }

    void sendText(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        write(frame.flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (reading || unsent.hasRemaining()) {
            ByteBuffer both = ByteBuffer.allocate(unsent.remaining() + bytes.remaining());
            unsent = both.put(unsent).put(bytes).flip();
        } else {
            channel.write(bytes);
            unsent = bytes;
        }
        key.interestOps(
                unsent.hasRemaining()
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ);
    }

    void flush() throws IOException {
        ByteBuffer bytes = unsent;
        unsent = ByteBuffer.allocate(0);
        write(bytes);
    }

    /// Ends the connection with a reset, as a peer that vanishes.
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        end();
    }

    private void end() throws IOException {
        ended = true;
        key.cancel();
        channel.close();
    }

    /// Reads once, through scratch space.
    void read(byte[] bytes) throws IOException {
        ByteBuffer shared = ByteBuffer.wrap(bytes).put(rest);
        int read;
        try {
            read = channel.read(shared);
        } catch (IOException e) { // reset by the server
            read = -1;
        }
        if (read < 0) {
            end();
            return;
        }
        int end = shared.position();
        int at = open ? 0 : handshake(bytes, end);
        if (open) {
            reading = true; // what is sent meanwhile goes with one write
            at = frames(bytes, at, end);
            reading = false;
        }
        if (!ended && unsent.hasRemaining()) {
            flush();
        }
        rest = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
    }

    private int handshake(byte[] bytes, int end) throws IOException {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                String status = new String(bytes, 9, 3, StandardCharsets.US_ASCII);
                if (!status.equals("101")) {
                    throw new IOException("the server refused the connection: " + status);
                }
                open = true;
                return i + 1;
            }
        }
        return 0;
    }

    private int frames(byte[] bytes, int from, int end) throws IOException {
        int at = from;
        while (end - at >= 2) {
            int length = bytes[at + 1] & 0x7f;
            int header = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (end - at < header) {
                break;
            }
            if (header > 2) {
                length = 0;
                for (int i = at + 2; i < at + header; i++) {
                    length = (length << 8) | (bytes[i] & 0xff);
                }
            }
            if (end - at < header + length) {
                break;
            }
            frame(bytes, bytes[at] & OPCODE, at + header, at + header + length);
            at += header + length;
        }
        return at;
    }

    private void frame(byte[] bytes, int opcode, int from, int to) throws IOException {
        switch (opcode) {
            case TEXT -> receiver.receive(this, bytes, from, to);
            case PING -> send(PING + 1, Arrays.copyOfRange(bytes, from, to));
            case CLOSE -> end();
            default -> {} // a pong
        }
    }
}
