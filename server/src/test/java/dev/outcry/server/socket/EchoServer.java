package dev.outcry.server.socket;

import dev.outcry.server.hub.Frames;
import dev.outcry.server.hub.Outbox;
import io.helidon.webserver.WebServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// A real server on a free port that echoes texts, records what happens, and collects what is
/// logged above DEBUG.
///
/// Texts that begin with `!` are orders: `!fail` throws, `!kick` closes with 4500, `!block` blocks
/// until [#unblock], `!flood` sends 16 MiB and blocks until it is closed.
final class EchoServer implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    /// What happened to connections, `opened` and `closed`.
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    /// What was logged above DEBUG.
    final BlockingQueue<String> logged = new LinkedBlockingQueue<>();

    final AtomicInteger openings = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger texts = new AtomicInteger();

    /// How many were accepted and never opened.
    final AtomicInteger abandoned = new AtomicInteger();

    private final CountDownLatch block = new CountDownLatch(1);
    private final Handler handler = new Recorder();
    private final WebSockets sockets;
    private final WebServer server;

    EchoServer() {
        this(WebSockets.HEARTBEAT, WebSockets.ANSWER);
    }

    EchoServer(Duration heartbeat, Duration answer) {
        sockets = new WebSockets(this::decide, heartbeat, answer);
        server = WebServer.builder().port(0).addProtocol(sockets).build().start();
        ROOT.addHandler(handler);
    }

    int port() {
        return server.port();
    }

    WebSockets sockets() {
        return sockets;
    }

    WebServer server() {
        return server;
    }

    RawSocket open() {
        return RawSocket.open(port(), "/ws");
    }

    void unblock() {
        block.countDown();
    }

    /// Waits for the next event.
    String event() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        ROOT.removeHandler(handler);
        unblock();
        server.stop();
        sockets.close();
    }

    private Endpoint.Decision decide(Handshake handshake) {
        return switch (handshake.path()) {
            case "/ws" ->
                    new Endpoint.Accept(
                            Echo::new,
                            abandoned::incrementAndGet,
                            handshake.subprotocols().stream()
                                    .filter("outcry.v1"::equals)
                                    .findFirst());
            case "/ws/seen" ->
                    new Endpoint.Refuse(
                            403,
                            "forbidden",
                            "%s %s %s %s %s"
                                    .formatted(
                                            handshake.parameter("q").orElse("-"),
                                            handshake.header("X-TEST").orElse("-"),
                                            handshake.subprotocols(),
                                            handshake.isLoopback(),
                                            handshake.secure()));
            case "/ws/later" -> new Endpoint.Refuse(429, "rate_limited", "slow down", later());
            case "/ws/fails" -> throw new IllegalStateException("a secret");
            case "/ws/open-fails" ->
                    new Endpoint.Accept(
                            _ -> {
                                throw new IllegalStateException("a secret");
                            },
                            abandoned::incrementAndGet,
                            Optional.empty());
            default -> new Endpoint.NotMine();
        };
    }

    private static Map<String, String> later() {
        return Map.of("Retry-After", "3");
    }

    private final class Echo implements TextListener {
        private final Outbox outbox;

        Echo(Outbox outbox) {
            this.outbox = outbox;
            openings.incrementAndGet();
            events.add("opened");
        }

        @Override
        public void onText(String text) {
            texts.incrementAndGet();
            switch (text) {
                case "!fail" -> throw new IllegalStateException("a secret");
                case "!kick" -> outbox.close(4500, "bye");
                case "!block" -> {
                    events.add("blocked");
                    await(block);
                }
                case "!flood" -> {
                    byte[] frame = Frames.text(new byte[64 << 10]);
                    for (int i = 0; i < 256; i++) {
                        outbox.sendUncounted(frame);
                    }
                    events.add("flooded");
                    while (!outbox.isClosed()) { // as a session waits for room
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                }
                default -> outbox.send(Frames.text(text.getBytes(StandardCharsets.UTF_8)));
            }
        }

        @Override
        public void onClosed() {
            closings.incrementAndGet();
            events.add("closed");
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                logged.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
