package dev.outcry.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Serves one connection after another: reads a head, answers with bytes written one by one, then
/// passes the connection on.
final class ScriptedServer implements AutoCloseable {
    static final String SWITCHED = "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n";

    private final ServerSocket listening;
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();

    /// @param answers what each connection is told
    ScriptedServer(byte[]... answers) throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> serve(answers));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /// {@return the next head that came}
    String head() throws InterruptedException {
        return heads.take();
    }

    /// {@return the next connection that was answered}
    Socket connection() throws InterruptedException {
        return connections.take();
    }

    private void serve(byte[]... answers) {
        try {
            for (byte[] answer : answers) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                heads.add(readHead(socket.getInputStream()));
                OutputStream out = socket.getOutputStream();
                for (byte each : answer) {
                    out.write(each);
                    out.flush();
                }
                connections.add(socket);
            }
        } catch (IOException _) {
            // The test has had enough and closed one end; a test that hasn't runs out of time.
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    /// {@return an answer that switches to WebSocket and then sends these texts}
    static byte[] webSocket(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SWITCHED.getBytes(StandardCharsets.US_ASCII));
        for (String text : texts) {
            out.writeBytes(frame(text));
        }
        return out.toByteArray();
    }

    /// {@return a server's frame}
    static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10).put((byte) 0x81);
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length <= 0xffff) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        byte[] bytes = new byte[frame.put(payload).flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
