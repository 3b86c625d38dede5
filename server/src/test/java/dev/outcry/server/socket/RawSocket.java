package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A WebSocket client that does what it is told, allowed or not. Reads give up after ten seconds.
/// Single-threaded.
public final class RawSocket implements AutoCloseable {
    /// Opcode: goes on a message.
    public static final int CONTINUATION = 0x0;

    /// Opcode: a text, or its first fragment.
    public static final int TEXT = 0x1;

    /// Opcode: a binary message.
    public static final int BINARY = 0x2;

    /// Opcode: the last frame.
    public static final int CLOSE = 0x8;

    /// Opcode: asks for a pong.
    public static final int PING = 0x9;

    /// Opcode: answers a ping.
    public static final int PONG = 0xA;

    /// Bit of the first byte: a compressed message.
    public static final int RSV1 = 0x40;

    /// Bit of the first byte: the last fragment.
    public static final int FIN = 0x80;

    private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(10);
    private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawSocket(int port, int receiveBytes) {
        try {
            socket = new Socket();
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return a connection on which nothing has been sent}
    ///
    /// @param port the server's, on the loopback address
    public static RawSocket plain(int port) {
        return new RawSocket(port, 0);
    }

    /// {@return the same, with little room for what comes in}
    ///
    /// @param port the server's, on the loopback address
    /// @param receiveBytes how much may come that isn't read
    public static RawSocket narrow(int port, int receiveBytes) {
        return new RawSocket(port, receiveBytes);
    }

    /// {@return an upgraded connection} Fails unless the answer is 101.
    ///
    /// @param port the server's, on the loopback address
    /// @param path path and query
    /// @param headers further header lines
    public static RawSocket open(int port, String path, String... headers) {
        RawSocket socket = plain(port);
        Response response = socket.upgrade(path, headers);
        assertThat(response.status()).as(response.head() + response.body()).isEqualTo(101);
        return socket;
    }

    /// Sends a well-formed upgrade request.
    ///
    /// @param path path and query
    /// @param headers further header lines
    /// @return the answer
    public Response upgrade(String path, String... headers) {
        return request(
                "GET " + path + " HTTP/1.1",
                new String[] {
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                },
                headers);
    }

    /// Sends a request.
    ///
    /// @param requestLine its first line
    /// @param lines header lines
    /// @param more further header lines
    /// @return the answer
    public Response request(String requestLine, String[] lines, String... more) {
        StringBuilder text = new StringBuilder(requestLine).append("\r\n");
        for (String[] part : List.of(lines, more)) {
            for (String line : part) {
                text.append(line).append("\r\n");
            }
        }
        return answer(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends a request as it is, with what may follow it.
    ///
    /// @param request bytes to send
    /// @return the answer
    public Response answer(byte... request) {
        send(request);
        return response();
    }

    /// Sends bytes as they are.
    ///
    /// @param bytes what to send
    /// @return this
    public RawSocket send(byte... bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a whole text message.
    ///
    /// @param text the message
    /// @return this
    public RawSocket text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends a masked frame.
    ///
    /// @param head the first byte: final bit, reserved bits, opcode
    /// @param payload not masked yet
    /// @return this
    public RawSocket frame(int head, byte... payload) {
        return send(masked(head, payload));
    }

    /// Sends a whole text message, compressed.
    ///
    /// @param text the message
    /// @return this
    public RawSocket compressed(String text) {
        return frame(FIN | RSV1 | TEXT, Deflated.of(text));
    }

    /// Sends a masked close frame.
    ///
    /// @param code any number of 16 bits
    /// @param reason any text
    /// @return this
    public RawSocket close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    /// {@return the bytes of a masked frame}
    ///
    /// @param head the first byte: final bit, reserved bits, opcode
    /// @param payload not masked yet
    public static byte[] masked(int head, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(header(head, payload.length));
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ MASK[i & 3]);
        }
        return frame.toByteArray();
    }

    /// {@return the header of a masked frame, its mask included}
    ///
    /// @param head the first byte: final bit, reserved bits, opcode
    /// @param length the length to announce
    public static byte[] header(int head, long length) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) head);
        if (length >= 0 && length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length >= 0 && length <= 0xFFFF) {
            header.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            header.put((byte) (0x80 | 127)).putLong(length);
        }
        return Arrays.copyOf(header.put(MASK).array(), header.position());
    }

    /// {@return the next frame, which must be unmasked}
    public Frame read() {
        try {
            int head = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            assertThat(second & 0x80).as("masked by the server").isZero();
            int length =
                    switch (second) {
                        case 126 -> in.readUnsignedShort();
                        case 127 -> Math.toIntExact(in.readLong());
                        default -> second;
                    };
            return new Frame(head, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads the next frame, which must be a text.
    ///
    /// @param text what it must say
    /// @return this
    public RawSocket expectText(String text) {
        Frame frame = read();
        assertThat(frame.toString()).isEqualTo(new Frame(FIN | TEXT, text).toString());
        return this;
    }

    /// Reads the next frame, which must be a close.
    ///
    /// @param code what it must carry, 1005 for none
    /// @return this
    public RawSocket expectClose(int code) {
        Frame frame = read();
        assertThat(frame.head()).as("frame %s", frame).isEqualTo(FIN | CLOSE);
        assertThat(frame.closeCode()).as("reason %s", frame).isEqualTo(code);
        return this;
    }

    /// Waits for the end of the connection; no byte may come before.
    public void expectEnd() {
        try {
            assertThat(in.read()).as("bytes after the end").isEqualTo(-1);
        } catch (SocketException _) {
            // A reset is an end as well.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the end of the connection, whatever comes before.
    public void skipToEnd() {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException _) {
            // That is the end.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Vanishes with a reset.
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the TCP connection in order, without a close frame.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response response() {
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException(head.toString(StandardCharsets.ISO_8859_1));
                }
                head.write(next);
            }
            Response response = new Response(head.toString(StandardCharsets.ISO_8859_1), "");
            int length = Integer.parseInt(response.header("Content-Length", "0"));
            return new Response(
                    response.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An HTTP answer.
    ///
    /// @param head status line and headers, the empty line included
    /// @param body the content
    public record Response(String head, String body) {
        /// {@return the status}
        public int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        /// {@return a header's value}
        ///
        /// @param name its name, in any case
        /// @param otherwise what to return if there is none
        public String header(String name, String otherwise) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        }
    }

    /// A frame of the server.
    public static final class Frame {
        private final int head;
        private final byte[] payload;

        Frame(int head, byte[] payload) {
            this.head = head;
            this.payload = payload;
        }

        Frame(int head, String payload) {
            this(head, payload.getBytes(StandardCharsets.UTF_8));
        }

        /// {@return the first byte: FIN, reserved bits, opcode}
        public int head() {
            return head;
        }

        /// {@return the payload}
        public byte[] payload() {
            return payload;
        }

        /// {@return whether the payload is compressed}
        public boolean isCompressed() {
            return (head & RSV1) != 0;
        }

        /// {@return the payload as text, decompressed if it has to be}
        public String text() {
            return isCompressed()
                    ? Deflated.text(payload)
                    : new String(payload, StandardCharsets.UTF_8);
        }

        /// {@return the close code, 1005 for none}
        public int closeCode() {
            return payload.length == 0 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }

        @Override
        public String toString() {
            return Integer.toHexString(head) + ':' + text();
        }
    }
}
