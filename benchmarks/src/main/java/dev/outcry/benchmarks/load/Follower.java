package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Follows one room on one connection, or on several that come after each other: notes the latency
/// of each message, and by its number that none is missing or comes twice.
final class Follower implements Peer.Receiver {
    private static final byte[] SUBSCRIBED = Scan.ascii("{\"type\":\"subscribed\"");
    private static final byte[] ERROR = Scan.ascii("{\"type\":\"error\"");
    private static final byte[] TRUE = Scan.ascii("true");
    private static final byte[] ENGINE_OPEN = Scan.ascii("0{");
    private static final byte[] ENGINE_PING = Scan.ascii("2");

    private final Shared shared;
    private final String room;
    private @Nullable Peer peer;
    private long seq;
    private String epoch = "";
    private boolean live;
    private long liveAt;

    /// What all followers of a loop share.
    static final class Shared {
        private final Dialect dialect;
        private final byte[] message;
        private final byte[] live;
        private final Scan.Mark seq = new Scan.Mark("\"seq\":");
        private final Scan.Mark due = new Scan.Mark("\"text\":\"#");
        private final Scan.Mark epoch = new Scan.Mark("\"epoch\":\"");
        private final Scan.Mark recovered = new Scan.Mark("\"recovered\":");
        private final Tally tally;
        private long liveCount;

        Shared(Dialect dialect, Tally tally) {
            this.dialect = dialect;
            this.message = dialect.message();
            this.live = dialect.live();
            this.tally = tally;
        }

        /// {@return how many are up to date and told of everything new}
        long liveCount() {
            return liveCount;
        }
    }

    Follower(Shared shared, String room) {
        this.shared = shared;
        this.room = room;
    }

    /// Connects for the first time.
    Peer open(Loop loop) throws IOException {
        return open(loop, shared.dialect.followPath(room), 0);
    }

    /// Connects for the first time, and reads so many bytes a second.
    Peer openPaced(Loop loop, int bytesPerSecond) throws IOException {
        return open(loop, shared.dialect.followPath(room), bytesPerSecond);
    }

    /// Connects anew and goes on behind what it has seen.
    Peer resume(Loop loop) throws IOException {
        return open(loop, shared.dialect.resumePath(room, epoch, seq), 0);
    }

    private Peer open(Loop loop, String path, int bytesPerSecond) throws IOException {
        lost();
        Peer opened = Peer.open(loop, new Peer.Opening(path, "", this, bytesPerSecond));
        peer = opened;
        return opened;
    }

    /// Vanishes from its connection.
    void reset() throws IOException {
        lost();
        peer().reset();
    }

    /// {@return its newest connection}
    Peer peer() {
        return Objects.requireNonNull(peer);
    }

    private void lost() {
        if (live) {
            live = false;
            shared.liveCount--;
        }
    }

    /// {@return the number of the newest message seen}
    long seq() {
        return seq;
    }

    boolean isLive() {
        return live;
    }

    /// {@return by [System#nanoTime()] when it last became live}
    long liveAt() {
        return liveAt;
    }

    @Override
    public void receive(Peer peer, byte[] bytes, int from, int to) throws IOException {
        if (Scan.starts(shared.message, bytes, from, to)) {
            message(bytes, from, to, peer.readAt());
        } else if (Scan.starts(shared.live, bytes, from, to)) {
            live = true;
            liveAt = peer.readAt();
            shared.liveCount++;
        } else if (Scan.starts(SUBSCRIBED, bytes, from, to)) {
            subscribed(bytes, from, to);
        } else if (Scan.starts(ENGINE_OPEN, bytes, from, to)) {
            peer.sendText("40");
        } else if (Scan.starts(ENGINE_PING, bytes, from, to)) {
            peer.sendText("3");
        } else if (Scan.starts(ERROR, bytes, from, to)) {
            throw new IOException(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
    }

    private void message(byte[] bytes, int from, int to, long readAt) throws IOException {
        int at = shared.seq.after(bytes, from, to);
        int text = shared.due.after(bytes, from, to);
        if (at < 0 || text < 0) {
            throw new IOException("a message without number or time");
        }
        long number = Scan.number(bytes, at, to);
        if (number > seq + 1) {
            shared.tally.holes += number - seq - 1;
        }
        if (number <= seq) {
            shared.tally.repeats++;
        } else {
            seq = number;
        }
        if (!live) {
            shared.tally.replayed++;
        }
        shared.tally.record(Text.due(bytes, text, to), readAt);
    }

    private void subscribed(byte[] bytes, int from, int to) {
        if (epoch.isEmpty()) { // the first time
            epoch = Scan.string(bytes, shared.epoch.after(bytes, from, to), to);
            seq = Scan.number(bytes, shared.seq.after(bytes, from, to), to);
        } else if (!Scan.starts(TRUE, bytes, shared.recovered.after(bytes, from, to), to)) {
            shared.tally.unrecovered++;
        }
    }
}
