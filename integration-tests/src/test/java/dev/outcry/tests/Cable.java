package dev.outcry.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line to a server that can be cut: what is on its way in either direction is lost, and the next
/// connection works again. Any thread may cut.
final class Cable implements AutoCloseable {
    private final ServerSocket near;
    private final int farPort;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();

    Cable(URI server) throws IOException {
        farPort = server.getPort();
        near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + near.getLocalPort());
    }

    void cut() {
        for (Socket end : ends) {
            reset(end);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket here = near.accept();
                Socket there = new Socket(InetAddress.getLoopbackAddress(), farPort);
                ends.add(here);
                ends.add(there);
                Thread.startVirtualThread(() -> carry(here, there));
                Thread.startVirtualThread(() -> carry(there, here));
            }
        } catch (IOException e) { // closed
            return;
        }
    }

    private void carry(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) { // cut, or left
            reset(to);
        }
        ends.remove(from);
    }

    private static void reset(Socket end) {
        try {
            end.setSoLinger(true, 0);
            end.close();
        } catch (IOException e) { // it is gone already
            return;
        }
    }

    @Override
    public void close() {
        cut();
        try {
            near.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
