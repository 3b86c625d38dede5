package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Measures a running server, which needs `OUTCRY_LIMITS=off`.
///
/// `fanout` is an open loop: messages are sent when they are due, whatever the server does, and
/// latency counts from the time at which a message was due, so that a stall isn't hidden (Tene,
/// "coordinated omission").
public final class Load {
    private static final int TEXT = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] MARK = "\"text\":\"#".getBytes(StandardCharsets.US_ASCII);

    private final URI base;
    private final InetSocketAddress server;
    private final Histogram latency = new Histogram(Duration.ofSeconds(60).toNanos(), 3);
    private long delivered;

    private Load(URI base) {
        this.base = base;
        this.server = new InetSocketAddress(base.getHost(), base.getPort());
    }

    /// Runs one measurement and prints its line.
    ///
    /// @param args server's URI, then `fanout SUBSCRIBERS MESSAGES_PER_SECOND SECONDS`, or `idle
    ///   CONNECTIONS SERVER_PID`, `vanish CONNECTIONS`, `say DATA_DIRECTORY`, `commands CLIENTS
    ///   OUTSTANDING SECONDS`, or `snapshot ACCOUNTS ORDERS DATA_DIRECTORY`
    /// @throws Exception if the server can't be reached or doesn't keep up for half a minute
    public static void main(String[] args) throws Exception {
        Load load = new Load(URI.create(args[0]));
        switch (args[1]) {
            case "fanout" ->
                    load.fanout(
                            Integer.parseInt(args[2]),
                            Integer.parseInt(args[3]),
                            Integer.parseInt(args[4]));
            case "idle" -> load.idle(Integer.parseInt(args[2]), args[3]);
            case "vanish" -> load.vanish(Integer.parseInt(args[2]));
            default -> load.durable(args);
        }
    }

    private void durable(String[] args) throws Exception {
        try (Durable durable = new Durable(base)) {
            switch (args[1]) {
                case "say" -> durable.say(Path.of(args[2]));
                case "commands" ->
                        durable.commands(
                                Integer.parseInt(args[2]),
                                Integer.parseInt(args[3]),
                                Integer.parseInt(args[4]));
                case "snapshot" ->
                        durable.snapshot(
                                Integer.parseInt(args[2]),
                                Integer.parseInt(args[3]),
                                Path.of(args[4]));
                default -> throw new IllegalArgumentException("unknown measurement: " + args[1]);
            }
        }
    }

    private void fanout(int subscribers, int perSecond, int seconds) throws Exception {
        try (Loop loop = new Loop(server)) {
            loop.connect(subscribers, "/ws/rooms/lobby?history=0", "", this::count);
            Peer sender = loop.connect(1, "/ws", guest().header(), Load::none).getFirst();
            send(loop, sender, subscribers, perSecond, 2); // warms up
            latency.reset();
            delivered = 0;
            long start = System.nanoTime();
            send(loop, sender, subscribers, perSecond, seconds);
            double took = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "fanout: %,d subscribers, %,d messages/s for %d s: %,.0f deliveries/s,"
                            + " p50 %.1f ms, p99 %.1f ms, max %.1f ms, %d closed%n",
                    subscribers,
                    perSecond,
                    seconds,
                    delivered / took,
                    latency.getValueAtPercentile(50) / 1e6,
                    latency.getValueAtPercentile(99) / 1e6,
                    latency.getMaxValue() / 1e6,
                    loop.ended());
        }
    }

    /// Sends at the planned times, then waits until all was delivered.
    private void send(Loop loop, Peer sender, int subscribers, int perSecond, int seconds)
            throws IOException {
        long expected = delivered + (long) subscribers * perSecond * seconds;
        long start = System.nanoTime();
        long period = 1_000_000_000L / perSecond;
        for (int i = 0; i < perSecond * seconds; ) {
            long due = start + i * period;
            long wait = due - System.nanoTime();
            if (wait <= 0) {
                sender.sendText(say(due));
                i++;
                loop.turn(0);
            } else {
                loop.turn(wait > 1_000_000 ? 1 : 0);
            }
        }
        loop.until(() -> delivered >= expected, PATIENCE);
    }

    private static String say(long due) {
        String text = "#" + due + "#";
        return "{\"type\":\"say\",\"room\":\"lobby\",\"text\":\""
                + text
                + "x".repeat(TEXT - text.length())
                + "\"}";
    }

    private void count(Peer peer, byte[] bytes, int from, int to) {
        for (int i = from; i < to - MARK.length; i++) {
            if (matches(bytes, i)) {
                long due = 0;
                for (int d = i + MARK.length; bytes[d] != '#'; d++) {
                    due = due * 10 + (bytes[d] - '0');
                }
                latency.recordValue(Math.max(0, System.nanoTime() - due));
                delivered++;
                return;
            }
        }
    }

    private static boolean matches(byte[] bytes, int at) {
        for (int i = 0; i < MARK.length; i++) {
            if (bytes[at + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    private void idle(int connections, String pid) throws Exception {
        try (Loop loop = new Loop(server)) {
            long heapBefore = heap(pid);
            long residentBefore = resident(pid);
            loop.connect(connections, "/ws/rooms/lobby?history=0", "", Load::none);
            long heap = heap(pid);
            System.out.printf(
                    Locale.ROOT,
                    "idle: %,d connections: %,d bytes of heap and %,d resident bytes each%n",
                    connections,
                    (heap - heapBefore) / connections,
                    (resident(pid) - residentBefore) / connections);
        }
    }

    private void vanish(int connections) throws Exception {
        try (Loop loop = new Loop(server)) {
            for (int done = 0; done < connections; done += 500) {
                List<Peer> peers =
                        loop.connect(
                                Math.min(500, connections - done),
                                "/ws/rooms/lobby?history=0",
                                "",
                                Load::none);
                for (Peer peer : peers) {
                    peer.reset();
                }
            }
            System.out.printf(Locale.ROOT, "vanish: %,d connected and reset%n", connections);
        }
    }

    private Site.Guest guest() throws Exception {
        try (Site site = new Site(base)) {
            return site.guest();
        }
    }

    private static void none(Peer peer, byte[] bytes, int from, int to) {}

    /// Live bytes of the server's heap, after a collection.
    private static long heap(String pid) throws Exception {
        long kilobytes = 0;
        run(pid, "GC.run");
        Matcher used = Pattern.compile("used (\\d+)([KM])").matcher(run(pid, "GC.heap_info"));
        if (used.find()) {
            kilobytes = Long.parseLong(used.group(1)) * (used.group(2).equals("M") ? 1024 : 1);
        }
        return kilobytes * 1024;
    }

    private static long resident(String pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS of " + pid);
    }

    private static String run(String pid, String command) throws Exception {
        Process process =
                new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", pid, command)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
