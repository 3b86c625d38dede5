package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Measures what it costs that nothing acknowledged is lost. Closed loop: who has an answer sends
/// the next command.
final class Durable implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ROUNDS = 20;
    private static final int A_ROUND = 100;
    private static final int WARM_UP = 15;
    private static final int FSYNC = 4_096;
    private static final int SNAPSHOT_EVERY = 100_000;

    private final Target target;
    private final Site site;
    private final Loop loop;
    private final List<Peer> peers = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final Client.Run run = new Client.Run();

    Durable(Target target) throws IOException {
        this.target = target;
        this.site = new Site(target.uri());
        this.loop = new Loop(target.address());
    }

    private void connect(int count, Client.Commands commands) throws Exception {
        for (int i = 0; i < count; i++) {
            connect(site.guest(), commands);
        }
    }

    private void connect(Site.Guest guest, Client.Commands commands) throws IOException {
        Client client = new Client(run, commands, clients.size() + 1L);
        Peer.Opening opening = new Peer.Opening("/ws", guest.header(), client::receive, 0);
        peers.addAll(loop.connect(1, _ -> Peer.open(loop, opening)));
        clients.add(client);
    }

    private void begin(int outstanding) throws IOException {
        for (int i = 0; i < outstanding; i++) {
            for (int p = 0; p < peers.size(); p++) {
                clients.get(p).send(peers.get(p));
            }
        }
    }

    /// Sends so many commands and waits for all answers.
    private void send(int outstanding, long count) throws IOException {
        run.allowed = run.sent + count;
        begin(outstanding);
        loop.until(() -> run.answered == run.allowed, PATIENCE);
        if (run.refused > 0) {
            throw new IOException(run.refused + " refused: " + run.firstRefusal);
        }
    }

    /// One client, one command at a time, and in turn with it the disk alone.
    void say() throws Exception {
        connect(1, (client, _) -> client.say());
        send(1, 2_000);
        run.reset();
        Histogram disk = new Histogram(60_000_000_000L, 3);
        Path probe = target.data().resolve("probe");
        try (FileChannel file =
                FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(
                    ByteBuffer.allocate(A_ROUND * FSYNC)); // a write-ahead file is used again too
            file.force(true);
            for (int round = 0; round < ROUNDS; round++) {
                send(1, A_ROUND);
                for (int i = 0; i < A_ROUND; i++) {
                    long start = System.nanoTime();
                    file.write(ByteBuffer.allocate(FSYNC), (long) i * FSYNC);
                    file.force(false);
                    disk.recordValue(System.nanoTime() - start);
                }
            }
        } finally {
            Files.deleteIfExists(probe);
        }
        System.out.printf(
                Locale.ROOT,
                "durable say, one client: p50 %.2f ms, p99 %.2f ms; the disk alone (4 KiB,"
                        + " fdatasync) p50 %.2f ms, p99 %.2f ms: %.2f times%n",
                run.latency.getValueAtPercentile(50) / 1e6,
                run.latency.getValueAtPercentile(99) / 1e6,
                disk.getValueAtPercentile(50) / 1e6,
                disk.getValueAtPercentile(99) / 1e6,
                (double) run.latency.getValueAtPercentile(50) / disk.getValueAtPercentile(50));
    }

    /// So many clients, each with so many commands outstanding: messages and orders in turn.
    void commands(int count, int outstanding, int seconds) throws Exception {
        String admin = site.openMarket();
        for (int i = 0; i < count; i++) {
            Site.Guest guest = site.guest();
            connect(
                    guest,
                    (client, number) -> number % 2 == 0 ? client.say() : Client.order(number / 2));
            send(1, 1); // a guest exists from its first word on
            site.deposit(admin, guest.user());
        }
        run.allowed = Long.MAX_VALUE;
        begin(outstanding);
        turn(WARM_UP);
        run.reset();
        long before = run.answered;
        double took = turn(seconds);
        System.out.printf(
                Locale.ROOT,
                "durable commands, %d clients, %d outstanding each, for %d s: %,.0f commands/s,"
                        + " p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d refused%s%n",
                count,
                outstanding,
                seconds,
                (run.answered - before) / took,
                run.latency.getValueAtPercentile(50) / 1e6,
                run.latency.getValueAtPercentile(99) / 1e6,
                run.latency.getMaxValue() / 1e6,
                run.refused,
                run.refused == 0 ? "" : " (" + run.firstRefusal + ")");
    }

    private double turn(int seconds) throws IOException {
        long start = System.nanoTime();
        loop.work(Loop.NONE, Duration.ofSeconds(seconds));
        return (System.nanoTime() - start) / 1e9;
    }

    /// Opens accounts with orders, then talks until the floor is written down a few times.
    void snapshot(int accounts, int orders) throws Exception {
        site.openMarket();
        connect(accounts, (client, number) -> number == 0 ? client.say() : client.bid());
        send(1, accounts);
        send(1, orders);
        long[] pauses = new long[3];
        try (Durable talk = new Durable(target)) {
            talk.connect(50, (client, _) -> client.say());
            for (int i = 0; i < pauses.length; i++) {
                long before = site.metric("outcry_snapshot_position");
                while (site.metric("outcry_snapshot_position") == before) {
                    talk.send(16, SNAPSHOT_EVERY / 10);
                }
                pauses[i] = site.metric("outcry_snapshot_pause_nanos");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "snapshot, %,d accounts, %,d open orders: %,d bytes, pauses %.1f, %.1f, %.1f ms%n",
                accounts,
                orders,
                newest(target.data().resolve("snapshots")),
                pauses[0] / 1e6,
                pauses[1] / 1e6,
                pauses[2] / 1e6);
    }

    private static long newest(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path newest =
                    files.filter(file -> file.toString().endsWith(".snapshot"))
                            .max((a, b) -> Long.compare(pos(a), pos(b)))
                            .orElseThrow();
            return Files.size(newest);
        }
    }

    private static long pos(Path file) {
        return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
    }

    /// Lets 50 clients say so many messages.
    void fill(int messages) throws Exception {
        connect(50, (client, _) -> client.say());
        send(16, messages);
    }

    @Override
    public void close() throws IOException {
        site.close();
        loop.close();
    }
}
