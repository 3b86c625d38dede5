package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Drives any number of connections to one server on the calling thread.
final class Loop implements AutoCloseable {
    /// Work that is never due.
    static final Work NONE = () -> Long.MAX_VALUE;

    private static final int BUFFER = 4 << 20;
    private static final int SMALL_BUFFER = 4 << 10;
    private static final int CONNECTING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MILLI = 1_000_000;
    private static final long PAUSE_NANOS = 100_000;
    private static final long LONGEST_NANOS = 10 * MILLI;

    private final InetSocketAddress server;
    private final Selector selector;
    private final byte[] buffer = new byte[BUFFER];
    private final List<Wire> paced = new ArrayList<>();

    /// What is done at planned times.
    @FunctionalInterface
    interface Work {
        /// Does all that is due.
        ///
        /// @return nanoseconds until there is more to do
        long due() throws IOException;
    }

    /// Opens one of several connections.
    @FunctionalInterface
    interface Opener {
        Peer open(int index) throws IOException;
    }

    Loop(InetSocketAddress server) throws IOException {
        this.server = server;
        this.selector = Selector.open();
    }

    InetSocketAddress server() {
        return server;
    }

    /// Begins to connect.
    Wire open(Wire.Reader reader) throws IOException {
        return open(SocketChannel.open(), reader);
    }

    private Wire open(SocketChannel channel, Wire.Reader reader) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Wire wire = new Wire(channel, key, reader);
        key.attach(wire);
        if (connected) {
            wire.connect();
        }
        return wire;
    }

    /// Begins to connect one that reads so many bytes a second, with little room before it.
    Wire openPaced(Wire.Reader reader, int bytesPerSecond) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        Wire wire = open(channel, reader);
        wire.pace(bytesPerSecond);
        paced.add(wire);
        return wire;
    }

    /// Lets one that was paced read what comes.
    void free(Wire wire) {
        paced.remove(wire);
        wire.pace(0);
    }

    /// Connects as many, some hundred at a time so that none has to knock twice, and waits until
    /// all are open.
    List<Peer> connect(int count, Opener opener) throws IOException {
        List<Peer> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            peers.add(opener.open(i));
            if (i % CONNECTING == CONNECTING - 1 || i == count - 1) {
                List<Peer> newest = peers.subList(i - i % CONNECTING, i + 1);
                until(() -> newest.stream().allMatch(Peer::isOpen), PATIENCE);
            }
        }
        return peers;
    }

    /// Reads and writes until the condition holds.
    ///
    /// @throws IOException if it takes too long
    void until(BooleanSupplier done, Duration atMost) throws IOException {
        if (!work(NONE, done, atMost)) {
            throw new IOException("gave up after " + atMost);
        }
    }

    /// Works, reads and writes for a time.
    void work(Work work, Duration time) throws IOException {
        boolean _ = work(work, () -> false, time);
    }

    /// Works, reads and writes until the condition holds.
    ///
    /// @return whether it held in time
    boolean work(Work work, BooleanSupplier done, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            long wait = Math.min(work.due(), LONGEST_NANOS);
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            turn(Math.min(wait, left));
        }
        return true;
    }

    /// Handles what is ready, waiting for it about so long at most.
    ///
    /// Waits shorter than the selector knows are naps: a thread that spins would take a processor
    /// from the server.
    private void turn(long waitNanos) throws IOException {
        int ready = waitNanos >= MILLI ? selector.select(waitNanos / MILLI) : selector.selectNow();
        if (ready == 0 && waitNanos > 0 && waitNanos < MILLI) {
            LockSupport.parkNanos(Math.min(waitNanos, PAUSE_NANOS));
        }
        for (SelectionKey key : selector.selectedKeys()) {
            handle(key);
        }
        selector.selectedKeys().clear();
        if (!paced.isEmpty()) {
            long now = System.nanoTime();
            for (Wire wire : paced) {
                wire.readPaced(buffer, now);
            }
        }
    }

    private void handle(SelectionKey key) throws IOException {
        Wire wire = (Wire) key.attachment();
        if (key.isValid() && key.isConnectable()) {
            wire.connect();
        }
        if (key.isValid() && key.isWritable()) {
            wire.flush();
        }
        if (key.isValid() && key.isReadable()) {
            wire.read(buffer);
        }
    }

    /// Ends all connections.
    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
