package dev.outcry.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/// A server on a real socket that does what the test tells it, RFC 6455 and its breaches included.
final class FakeServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket socket;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

    /// A request that wasn't an upgrade.
    record Request(String line, Map<String, String> headers, String body) {}

    FakeServer() {
        this(ServerSocketFactory.getDefault());
    }

    /// @param sockets plain or TLS
    FakeServer(ServerSocketFactory sockets) {
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /// Waits for the next WebSocket.
    Peer peer() {
        return take(peers);
    }

    /// Waits for the next WebSocket, and welcomes it as anonymous.
    Peer welcomed() {
        return peer().welcome(20_000);
    }

    /// Waits for the next HTTP call.
    Request request() {
        return take(requests);
    }

    /// Sets what the next HTTP call is answered, from status line to body's end.
    void answer(String status, String body) {
        answers.add(response(status, "", body));
    }

    /// Refuses the next upgrade.
    void refuse(String status, String header, String body) {
        refusals.add(response(status, header, body));
    }

    private static String response(String status, String header, String body) {
        return "HTTP/1.1 "
                + status
                + "\r\n"
                + header
                + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("the client didn't come");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                client.setSoTimeout(PATIENCE_MILLIS);
                clients.add(client);
                Thread.startVirtualThread(() -> serve(client));
            }
        } catch (IOException e) { // closed
            return;
        }
    }

    private void serve(Socket client) {
        try {
            InputStream in = client.getInputStream();
            while (true) {
                String line = line(in);
                Map<String, String> headers = new HashMap<>();
                for (String next = line(in); !next.isEmpty(); next = line(in)) {
                    String[] parts = next.split(":", 2);
                    headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
                }
                if (headers.containsKey("upgrade") && refusals.isEmpty()) {
                    write(client, switching(headers.getOrDefault("sec-websocket-key", "")));
                    peers.add(new Peer(client, line, headers));
                    return;
                }
                int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                if (headers.containsKey("upgrade")) {
                    write(client, take(refusals));
                } else {
                    requests.add(new Request(line, headers, body));
                    write(client, take(answers));
                }
            }
        } catch (IOException e) { // the client left
            return;
        }
    }

    private static void write(Socket client, String response) throws IOException {
        client.getOutputStream().write(response.getBytes(StandardCharsets.UTF_8));
    }

    private static String switching(String key) {
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Protocol: outcry.v1\r\nSec-WebSocket-Accept: "
                + accept(key)
                + "\r\n\r\n";
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(
                                            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Stops listening, and cuts everybody off.
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
