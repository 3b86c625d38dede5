package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Connections that do nothing, and such that come and vanish.
final class Idle {
    private static final int AT_ONCE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Peer.Receiver DEAF = (_, _, _, _) -> {};
    private static final Peer.Opening OPENING =
            new Peer.Opening(Dialect.OUTCRY.followPath("lobby"), "", DEAF, 0);

    private final Target target;

    Idle(Target target) {
        this.target = target;
    }

    /// What so many take of the server's memory.
    void memory(int connections) throws IOException {
        try (Loop loop = new Loop(target.address())) {
            long heapBefore = target.heap();
            long residentBefore = target.resident();
            Follower.Shared shared = new Follower.Shared(Dialect.OUTCRY, new Tally());
            loop.connect(connections, _ -> new Follower(shared, "lobby").open(loop));
            loop.until(() -> shared.liveCount() == connections, PATIENCE);
            long heap = target.heap();
            long resident = target.resident();
            new Line("idle, %,d connections".formatted(connections))
                    .add("%,d bytes of heap each".formatted((heap - heapBefore) / connections))
                    .add("%,d resident each".formatted((resident - residentBefore) / connections))
                    .print();
        }
    }

    /// Resets so many, some at a time, and waits until the server has noticed.
    void vanish(int connections) throws Exception {
        try (Loop loop = new Loop(target.address());
                Site site = new Site(target.uri())) {
            for (int done = 0; done < connections; done += AT_ONCE) {
                int count = Math.min(AT_ONCE, connections - done);
                List<Peer> peers = loop.connect(count, _ -> Peer.open(loop, OPENING));
                for (Peer peer : peers) {
                    peer.reset();
                }
            }
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (site.metric("outcry_sessions") > 0) {
                if (System.nanoTime() > end) {
                    throw new IOException("sessions have leaked");
                }
                loop.work(Loop.NONE, Duration.ofMillis(100));
            }
            new Line("vanish, %,d connected and reset".formatted(connections))
                    .add("no session left")
                    .print();
        }
    }
}
