package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Follows `ticker:*`: notes how old each price is when it comes, and that none comes after a newer
/// one of its market.
final class TickerReader implements Peer.Receiver {
    private static final byte[] TICKER = Scan.ascii("{\"type\":\"ticker\"");
    private static final byte[] LIVE = Scan.ascii("{\"type\":\"live\"");
    private static final byte[] ERROR = Scan.ascii("{\"type\":\"error\"");

    private final Group group;
    private final long[] newest;
    private boolean subscribed;

    /// Those who read alike.
    static final class Group {
        final Tally tally = new Tally();
        private final Quotes quotes;
        private final String command;
        private final Scan.Mark market = new Scan.Mark("\"symbol\":\"" + Quotes.PREFIX);
        private final Scan.Mark last = new Scan.Mark("\"last\":\"");
        private final List<TickerReader> readers = new ArrayList<>();
        private final List<Peer> peers;
        private int liveCount;

        /// Connects them.
        ///
        /// @param intervalMillis they want at most one price a market in that time; 0 for all
        /// @param bytesPerSecond how much they read at most; 0 for what comes
        Group(Loop loop, Quotes quotes, int count, int intervalMillis, int bytesPerSecond)
                throws IOException {
            this.quotes = quotes;
            this.command =
                    "{\"type\":\"subscribe\",\"id\":1,\"channel\":\"ticker:*\""
                            + (intervalMillis == 0 ? "" : ",\"interval\":" + intervalMillis)
                            + "}";
            for (int i = 0; i < count; i++) {
                readers.add(new TickerReader(this));
            }
            this.peers =
                    loop.connect(
                            count,
                            i ->
                                    Peer.open(
                                            loop,
                                            new Peer.Opening(
                                                    "/ws", "", readers.get(i), bytesPerSecond)));
        }

        int count() {
            return peers.size();
        }

        /// {@return whether all follow}
        boolean isLive() {
            return liveCount == peers.size();
        }

        /// {@return whether all have the newest price of each market}
        boolean isUpToDate() {
            return readers.stream().allMatch(TickerReader::isUpToDate);
        }

        /// {@return how far they are, for a message about a failure}
        String progress() {
            long behind = readers.stream().filter(each -> !each.isUpToDate()).count();
            return "%d of %d behind, %s, %d quotes unanswered"
                    .formatted(behind, count(), Peer.ended(peers), quotes.unanswered());
        }

        /// Keeps those open who read too slowly to find a ping in time.
        void stayAlive() throws IOException {
            for (Peer peer : peers) {
                peer.stayAlive();
            }
        }

        /// Lets those who were slow read what comes.
        void readFreely(Loop loop) {
            peers.forEach(peer -> peer.readFreely(loop));
        }
    }

    TickerReader(Group group) {
        this.group = group;
        this.newest = new long[group.quotes.markets()];
    }

    private boolean isUpToDate() {
        return Arrays.equals(newest, group.quotes.newest());
    }

    @Override
    public void receive(Peer peer, byte[] bytes, int from, int to) throws IOException {
        if (Scan.starts(TICKER, bytes, from, to)) {
            ticker(bytes, from, to, peer.readAt());
        } else if (Scan.starts(LIVE, bytes, from, to)) {
            group.liveCount++;
        } else if (Scan.starts(ERROR, bytes, from, to)) {
            throw new IOException(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        } else if (!subscribed) { // this is the welcome
            subscribed = true;
            peer.sendText(group.command);
        }
    }

    private void ticker(byte[] bytes, int from, int to, long readAt) {
        int market = (int) Scan.number(bytes, group.market.after(bytes, from, to), to);
        long number = Scan.number(bytes, group.last.after(bytes, from, to), to);
        if (number <= newest[market]) {
            group.tally.repeats++;
        }
        newest[market] = Math.max(number, newest[market]);
        group.tally.record(group.quotes.due(market, number), readAt);
    }
}
