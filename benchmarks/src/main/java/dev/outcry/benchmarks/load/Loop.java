package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Drives any number of peers on the calling thread.
final class Loop implements AutoCloseable {
    private static final int BUFFER = 4 << 20;

    private final InetSocketAddress server;
    private final Selector selector;
    private final byte[] buffer = new byte[BUFFER];
    private final List<Peer> peers = new ArrayList<>();

    Loop(InetSocketAddress server) throws IOException {
        this.server = server;
        this.selector = Selector.open();
    }

    /// Connects, one after the other as fast as it goes, and waits until all are open.
    List<Peer> connect(int count, String path, String header, Peer.Receiver receiver)
            throws IOException {
        List<Peer> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(Peer.connect(server, path, header, selector, receiver));
            if (i % 64 == 0) {
                turn(0);
            }
        }
        peers.addAll(made);
        until(() -> made.stream().allMatch(Peer::isOpen), Duration.ofSeconds(60));
        return made;
    }

    /// Reads and writes until the condition holds.
    void until(BooleanSupplier done, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IOException("gave up after " + atMost);
            }
            turn(1);
        }
    }

    /// Handles what is ready, waiting at most so many milliseconds; 0 for not at all.
    void turn(long waitMillis) throws IOException {
        if (waitMillis == 0) {
            selector.selectNow();
        } else {
            selector.select(waitMillis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Peer peer = (Peer) key.attachment();
            if (key.isValid() && key.isWritable()) {
                peer.flush();
            }
            if (key.isValid() && key.isReadable()) {
                peer.read(buffer);
            }
        }
        selector.selectedKeys().clear();
    }

    long ended() {
        return peers.stream().filter(Peer::isEnded).count();
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
