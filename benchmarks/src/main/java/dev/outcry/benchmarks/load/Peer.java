package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One WebSocket client. The loop's thread alone touches it.
final class Peer implements Wire.Reader {
    /// No close frame came: the connection just ended.
    static final int VANISHED = 1006;

    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};
    private static final byte[] NOTHING = {};
    private static final long ALIVE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int LONGEST_BYTES = 0xffff;
    private static final String SWITCHED = "101";

    private final Opening opening;
    private final Wire wire;
    private boolean open;
    private int closeCode = VANISHED;
    private long aliveAt = System.nanoTime();

    /// Told of each text message.
    @FunctionalInterface
    interface Receiver {
        /// Takes a message.
        ///
        /// @param peer whose
        /// @param bytes hold the payload, valid during the call
        /// @param from where the payload begins
        /// @param to where it ends, exclusive
        /// @throws IOException if what it sends back can't be sent
        void receive(Peer peer, byte[] bytes, int from, int to) throws IOException;
    }

    /// How to open one.
    ///
    /// @param path with its query
    /// @param header a further header line with its end, or empty
    /// @param receiver who gets its messages
    /// @param bytesPerSecond how many bytes it reads at most, 0 for what comes
    record Opening(String path, String header, Receiver receiver, int bytesPerSecond) {
        Opening(String path, Receiver receiver) {
            this(path, "", receiver, 0);
        }
    }

    private Peer(Loop loop, Opening opening) throws IOException {
        this.opening = opening;
        this.wire =
                opening.bytesPerSecond == 0
                        ? loop.open(this)
                        : loop.openPaced(this, opening.bytesPerSecond);
    }

    /// Begins to connect, and sends the handshake as soon as it is connected.
    static Peer open(Loop loop, Opening opening) throws IOException {
        Peer peer = new Peer(loop, opening);
        InetSocketAddress server = loop.server();
        peer.wire.write(
                Scan.ascii(
                        "GET "
                                + opening.path
                                + " HTTP/1.1\r\nHost: "
                                + server.getHostString()
                                + ":"
                                + server.getPort()
                                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Version: 13\r\n"
                                + opening.header
                                + "\r\n"));
        return peer;
    }

    boolean isOpen() {
        return open && !isEnded();
    }

    boolean isEnded() {
        return wire.isEnded();
    }

    /// {@return the code with which the server closed it, else [#VANISHED]}
    int closeCode() {
        return closeCode;
    }

    /// {@return how many of these have ended, and by which codes}
    static String ended(List<Peer> peers) {
        Map<Integer, Long> codes =
                peers.stream()
                        .filter(Peer::isEnded)
                        .collect(
                                Collectors.groupingBy(
                                        Peer::closeCode, TreeMap::new, Collectors.counting()));
        return codes.isEmpty() ? "none closed" : "closed by code " + codes;
    }

    /// {@return by [System#nanoTime()] when the message that is being received was read}
    long readAt() {
        return wire.readAt();
    }

    void sendText(String text) throws IOException {
        send(FrameScanner.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private void send(int opcode, byte[] payload) throws IOException {
        if (payload.length > LONGEST_BYTES) {
            throw new IllegalArgumentException("a message of " + payload.length + " bytes");
        }
        ByteBuffer frame = ByteBuffer.allocate(payload.length + (payload.length < 126 ? 6 : 8));
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
        wire.write(frame.array());
    }

    /// Sends a pong that nobody asked for, if none was sent for some seconds: the server closes
    /// whom it hears nothing of, and its pings come behind all that the kernels hold.
    void stayAlive() throws IOException {
        long now = System.nanoTime();
        if (open && now - aliveAt >= ALIVE_NANOS) {
            aliveAt = now;
            send(FrameScanner.PONG, NOTHING);
        }
    }

    /// Ends the connection with a reset, as a peer that vanishes.
    void reset() throws IOException {
        wire.reset();
    }

    /// Reads what comes from now on, if it was paced.
    void readFreely(Loop loop) {
        loop.free(wire);
    }

    @Override
    public int read(byte[] bytes, int end) throws IOException {
        int at = open ? 0 : handshake(bytes, end);
        return open ? FrameScanner.scan(bytes, at, end, this::frame) : 0;
    }

    private int handshake(byte[] bytes, int end) throws IOException {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                String status = new String(bytes, 9, 3, StandardCharsets.US_ASCII);
                if (!status.equals(SWITCHED)) {
                    throw new IOException("the server refused the connection: " + status);
                }
                open = true;
                return i + 1;
            }
        }
        return 0;
    }

    private void frame(int opcode, byte[] bytes, int from, int to) throws IOException {
        switch (opcode) {
            case FrameScanner.TEXT -> opening.receiver.receive(this, bytes, from, to);
            case FrameScanner.PING -> send(FrameScanner.PONG, Arrays.copyOfRange(bytes, from, to));
            case FrameScanner.CLOSE -> {
                if (to - from >= 2) {
                    closeCode = (bytes[from] & 0xff) << 8 | (bytes[from + 1] & 0xff);
                }
                wire.end();
            }
            default -> {} // a pong
        }
    }
}
