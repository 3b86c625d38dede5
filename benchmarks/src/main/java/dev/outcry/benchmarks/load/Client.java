package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// One client in a closed loop: it keeps so many commands outstanding, each timed from its sending
/// to its answer.
final class Client {
    private static final byte[] OK = Scan.ascii("{\"type\":\"ok\",\"id\":");
    private static final byte[] ERROR = Scan.ascii("{\"type\":\"error\"");
    private static final int RING = 2_048;
    private static final int WORDS = 5_000;
    private static final int TEXT = 120;

    private final Run run;
    private final Commands commands;
    private final SplittableRandom random;
    private final long[] sentAt = new long[RING];
    private int sent;

    /// What one makes next.
    @FunctionalInterface
    interface Commands {
        /// {@return the command without its type's brace and id, such as `"type":"ping"`}
        ///
        /// @param number counts this client's commands from 0
        String next(Client client, int number);
    }

    /// What all clients of a measurement share.
    static final class Run {
        final Histogram latency = new Histogram(60_000_000_000L, 3);
        long allowed = Long.MAX_VALUE;
        long sent;
        long answered;
        long refused;
        String firstRefusal = "";

        void reset() {
            latency.reset();
            refused = 0;
        }
    }

    Client(Run run, Commands commands, long seed) {
        this.run = run;
        this.commands = commands;
        this.random = new SplittableRandom(seed);
    }

    /// Sends the next command, unless the run has had all it wants.
    void send(Peer peer) throws IOException {
        if (run.sent < run.allowed) {
            run.sent++;
            int id = sent++;
            sentAt[id % RING] = System.nanoTime();
            peer.sendText("{\"id\":" + id + "," + commands.next(this, id) + "}");
        }
    }

    /// Takes a message; an answer makes it send again.
    void receive(Peer peer, byte[] bytes, int from, int to) throws IOException {
        if (Scan.starts(OK, bytes, from, to)) {
            int id = (int) Scan.number(bytes, from + OK.length, to);
            run.latency.recordValue(peer.readAt() - sentAt[id % RING]);
        } else if (Scan.starts(ERROR, bytes, from, to)) {
            run.refused++;
            run.firstRefusal = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        } else {
            return;
        }
        run.answered++;
        send(peer);
    }

    /// 120 bytes of words, frequent ones and rare ones, so that a search index has its usual work.
    String say() {
        StringBuilder text = new StringBuilder(TEXT + 16);
        while (text.length() < TEXT) {
            int word = random.nextInt(1 + random.nextInt(WORDS));
            text.append(Integer.toString(word * 7_919 + 1_000, Character.MAX_RADIX)).append(' ');
        }
        text.setLength(TEXT - 1);
        return "\"type\":\"say\",\"room\":\"lobby\",\"text\":\"" + text + "x\"";
    }

    /// Buys and sells in turn at one price, so that about every second order trades.
    static String order(int number) {
        return "\"type\":\"order\",\"symbol\":\""
                + Site.MARKET
                + "\",\"kind\":\"limit\",\"stp\":\"cancelOldest\",\"price\":\"100\",\"qty\":\"1\","
                + (number % 2 == 0 ? "\"side\":\"buy\"" : "\"side\":\"sell\"");
    }

    /// Bids far below every other price, which only rest.
    String bid() {
        return "\"type\":\"order\",\"symbol\":\""
                + Site.MARKET
                + "\",\"kind\":\"limit\",\"side\":\"buy\",\"qty\":\"1\",\"price\":\"1."
                + (10 + random.nextInt(90))
                + "\"";
    }
}
