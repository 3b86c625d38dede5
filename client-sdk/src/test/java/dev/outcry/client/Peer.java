package dev.outcry.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The server's end of one WebSocket, driven frame by frame by the test's thread.
final class Peer {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private final Socket socket;
    private final String requestLine;
    private final Map<String, String> headers;
    private final DataInputStream in;
    private final DataOutputStream out;

    /// What the client sent; the payload's bytes as Latin-1.
    record Frame(int opcode, String payload) {
        String text() {
            return new String(
                    payload.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.charAt(0) << 8 | payload.charAt(1);
        }
    }

    Peer(Socket socket, String requestLine, Map<String, String> headers) throws IOException {
        this.socket = socket;
        this.requestLine = requestLine;
        this.headers = headers;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    String requestLine() {
        return requestLine;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    Peer welcome(long heartbeatMillis) {
        return send(
                """
                {"type":"welcome","session":"s-1","server":"outcry/test","at":1763867045123,\
                "heartbeat":%d,"user":null,"limits":{"message":65536,"text":4000,"channels":256}}\
                """
                        .formatted(heartbeatMillis));
    }

    Peer send(String json) {
        return frame(true, TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends one frame, unmasked.
    Peer frame(boolean last, int opcode, byte[] payload) {
        try {
            out.writeByte((last ? 0x80 : 0) | opcode);
            if (payload.length < 126) {
                out.writeByte(payload.length);
            } else if (payload.length < 65_536) {
                out.writeByte(126);
                out.writeShort(payload.length);
            } else {
                out.writeByte(127);
                out.writeLong(payload.length);
            }
            out.write(payload);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends bytes that need not be a frame.
    void raw(int... bytes) {
        try {
            for (int b : bytes) {
                out.writeByte(b);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the next frame of any kind.
    Frame next() {
        try {
            int opcode = in.readUnsignedByte() & 0xf;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(opcode, new String(payload, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for the next command, which must be of a type.
    JsonObject command(String type) {
        Frame frame = next();
        if (frame.opcode() != TEXT) {
            throw new AssertionError("not a text: opcode " + frame.opcode());
        }
        try (JsonReader reader = Json.createReader(new StringReader(frame.text()))) {
            JsonObject command = reader.readObject();
            if (!command.getString("type").equals(type)) {
                throw new AssertionError("not a " + type + ": " + command);
            }
            return command;
        }
    }

    /// Waits for a `subscribe`, and answers it.
    ///
    /// @param fields of the answer, after `id`
    JsonObject subscribed(String fields) {
        JsonObject command = command("subscribe");
        send(
                "{\"type\":\"subscribed\",\"id\":%d,\"channel\":\"%s\",%s}"
                        .formatted(command.getInt("id"), command.getString("channel"), fields));
        return command;
    }

    /// Closes as RFC 6455 has it.
    void close(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + words.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(words, 0, payload, 2, words.length);
        frame(true, CLOSE, payload);
    }

    /// Resets the connection.
    void vanish() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the stream without a close frame.
    void hangUp() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
