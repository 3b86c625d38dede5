package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A client that does what it is told, allowed or not. Of what the server sends it checks that it
/// is allowed. Reads give up after ten seconds. For one thread, or one that sends and one that
/// reads.
final class Peer implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);

    private final Socket socket;
    private final Pace pace;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean deflate;

    private Peer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        pace = new Pace(socket.getInputStream());
        in = new DataInputStream(new BufferedInputStream(pace));
        out = socket.getOutputStream();
    }

    /// How bytes reach the server.
    enum Chop {
        WHOLE("at once"),
        FRAMES("frame by frame"),
        OCTETS("octet by octet");

        private final String words;

        Chop(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// {@return a connection on which nothing has been sent}
    static Peer plain(int port) throws IOException {
        return plain(port, InetAddress.getLoopbackAddress(), 0);
    }

    /// {@return a connection on which nothing has been sent}
    ///
    /// @param from the own address
    /// @param receiveBytes how much may come that isn't read, 0 for what the system thinks right
    static Peer plain(int port, InetAddress from, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) { // before the connect, or the window is settled already
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Peer(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// {@return an upgraded connection, of which nothing has been read}
    ///
    /// @param headers further lines of the request
    static Peer upgraded(int port, String path, String... headers) throws IOException {
        Peer peer = plain(port);
        String head = peer.upgrade(path, headers);
        assertThat(head).startsWith("HTTP/1.1 101 ");
        return peer;
    }

    /// Asks for the upgrade.
    ///
    /// @return the answer's head
    String upgrade(String path, String... headers) throws IOException {
        send(request(path, headers).getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        deflate = text.contains("permessage-deflate");
        return text;
    }

    /// {@return a well-formed request for an upgrade}
    static String request(String path, String... headers) {
        StringBuilder request =
                new StringBuilder("GET ")
                        .append(path)
                        .append(" HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n")
                        .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                        .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    Peer send(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /// Sends frames in a way.
    Peer send(Chop chop, byte[]... frames) throws IOException {
        switch (chop) {
            case WHOLE -> send(Frame.join(frames));
            case FRAMES -> {
                for (byte[] frame : frames) {
                    send(frame);
                }
            }
            case OCTETS -> inPieces(1, frames);
        }
        return this;
    }

    /// Sends frames in pieces of so many bytes.
    Peer inPieces(int size, byte[]... frames) throws IOException {
        byte[] all = Frame.join(frames);
        for (int at = 0; at < all.length; at += size) {
            send(Arrays.copyOfRange(all, at, Math.min(all.length, at + size)));
        }
        return this;
    }

    /// Has it read slower or faster from now on. Any thread.
    ///
    /// @param bytesPerSecond 0 for as fast as it goes
    void readAt(int bytesPerSecond) {
        pace.set(bytesPerSecond);
    }

    /// Has reads give up later.
    void patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /// Says that nothing more comes, and goes on hearing.
    void sendsNoMore() throws IOException {
        socket.shutdownOutput();
    }

    /// {@return the next frame}
    Frame read() throws IOException {
        Frame frame = Frame.read(in);
        assertThat(deflate || !frame.isCompressed()).as("%s may be compressed", frame).isTrue();
        return frame;
    }

    /// {@return the next frame, for one that didn't listen to what was agreed}
    Frame readAny() throws IOException {
        return Frame.read(in);
    }

    /// {@return the next frame that isn't a ping} Answers those.
    Frame readPastPings() throws IOException {
        Frame frame = read();
        while (frame.head() == (Frame.FIN | Frame.PING)) {
            send(Frame.of(Frame.FIN | Frame.PONG, frame.payload()));
            frame = read();
        }
        return frame;
    }

    /// Reads the next frame but pings, which must be a text, compressed or not.
    ///
    /// @return the message in it
    JsonObject next() throws IOException {
        Frame frame = readPastPings();
        assertThat(frame.head() & ~Frame.COMPRESSED)
                .as("frame %s, close code %s", frame, frame.closeCode())
                .isEqualTo(Frame.FIN | Frame.TEXT);
        return Contract.checked(parse(frame.text()));
    }

    /// {@return the next message that is so; those before it are dropped}
    JsonObject await(Predicate<JsonObject> wanted) throws IOException {
        while (true) {
            JsonObject message = next();
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /// {@return the next message of a type}
    JsonObject await(String type) throws IOException {
        return await(message -> message.getString("type").equals(type));
    }

    static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /// Reads the next frame, which must be a pong.
    Peer expectPong(String payload) throws IOException {
        assertThat(read()).hasToString("8a:" + payload);
        return this;
    }

    /// Reads the next frame, which must be a close.
    ///
    /// @param code what it must carry, [Frame#NO_STATUS] for none
    Peer expectClose(int code) throws IOException {
        Frame frame = read();
        assertThat(frame.head()).as("frame %s", frame).isEqualTo(Frame.FIN | Frame.CLOSE);
        assertThat(frame.closeCode()).as("reason %s", frame).isEqualTo(code);
        return this;
    }

    /// Waits for the end of the connection; no byte may come before.
    void expectEnd() throws IOException {
        try {
            assertThat(in.read()).as("a byte after the close").isEqualTo(-1);
        } catch (SocketException _) {
            // A reset is an end as well.
        }
    }

    /// {@return all that comes up to the end of the connection}
    byte[] readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException _) {
            // A reset is an end as well.
        }
        return all.toByteArray();
    }

    /// Reads a number of bytes, whatever they are.
    ///
    /// @return how many there were, fewer only at the end of the connection
    int readRaw(byte[] into) throws IOException {
        try {
            return in.readNBytes(into, 0, into.length);
        } catch (SocketException _) {
            return 0;
        }
    }

    /// Vanishes with a reset.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Ends the TCP connection in order, without a close frame.
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
