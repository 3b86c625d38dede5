package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures what is told of who is in a room, while people come and go.
final class Presence {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] CHANGED = Scan.ascii("{\"type\":\"presence.changed\"");
    private static final byte[] WELCOME = Scan.ascii("{\"type\":\"welcome\"");
    private static final byte[] LIVE = Scan.ascii("{\"type\":\"live\",\"channel\":\"presence:");
    private static final byte[] ERROR = Scan.ascii("{\"type\":\"error\"");
    private static final String SUBSCRIBE =
            "{\"type\":\"subscribe\",\"id\":1,\"channels\":[\"room:lobby\",\"presence:lobby\"]}";
    private static final String WATCH =
            "{\"type\":\"subscribe\",\"id\":1,\"channel\":\"presence:lobby\"}";

    private final Target target;
    private final int seconds;
    private final Scan.Mark count = new Scan.Mark("\"count\":");
    private long messages;
    private long bytes;
    private int live;
    private long watched = -1;

    /// @param seconds in which all come, and then all go
    Presence(Target target, int seconds) {
        this.target = target;
        this.seconds = seconds;
    }

    /// Lets a half, then all of so many people come one after the other, and go again.
    void run(int people) throws Exception {
        List<Site.Guest> guests = new ArrayList<>();
        try (Site site = new Site(target.uri())) {
            for (int i = 0; i < people; i++) {
                guests.add(site.guest());
            }
        }
        crowd(guests.subList(0, people / 2));
        crowd(guests);
    }

    private void crowd(List<Site.Guest> guests) throws IOException {
        live = 0;
        try (Loop loop = new Loop(target.address())) {
            Peer.Opening watching =
                    new Peer.Opening("/ws", (peer, all, from, to) -> watch(peer, all, from, to));
            loop.connect(1, _ -> Peer.open(loop, watching));
            loop.until(() -> live == 1, PATIENCE);

            List<Peer> peers = new ArrayList<>();
            String came =
                    told(loop, guests.size(), index -> peers.add(open(loop, guests.get(index))));
            loop.until(() -> live == guests.size() + 1 && watched == guests.size(), PATIENCE);
            String went = told(loop, guests.size(), index -> peers.get(index).reset());
            loop.until(() -> watched == 0, PATIENCE);

            new Line("%,d people come within %d s, then go".formatted(guests.size(), seconds))
                    .add(came + " while they come")
                    .add(went + " while they go")
                    .print();
        }
    }

    private interface Move {
        void of(int index) throws IOException;
    }

    /// {@return what all were told of presence while so many moved}
    private String told(Loop loop, int moves, Move move) throws IOException {
        messages = 0;
        bytes = 0;
        Pace pace = new Pace(moves / seconds, (_, number) -> move.of((int) (number % moves)));
        pace.plan(seconds);
        loop.work(pace, pace::isOver, PATIENCE.plusSeconds(seconds));
        for (int rest = moves / seconds * seconds; rest < moves; rest++) {
            move.of(rest);
        }
        return "%,d messages of %,d bytes, %,d bytes for each who moved"
                .formatted(messages, messages == 0 ? 0 : bytes / messages, bytes / moves);
    }

    private Peer open(Loop loop, Site.Guest guest) throws IOException {
        return Peer.open(
                loop,
                new Peer.Opening(
                        "/ws",
                        guest.header(),
                        (peer, all, from, to) -> receive(peer, SUBSCRIBE, all, from, to),
                        0));
    }

    private void watch(Peer peer, byte[] all, int from, int to) throws IOException {
        receive(peer, WATCH, all, from, to);
        if (Scan.starts(CHANGED, all, from, to)) {
            watched = Scan.number(all, count.after(all, from, to), to);
        }
    }

    private void receive(Peer peer, String command, byte[] all, int from, int to)
            throws IOException {
        if (Scan.starts(CHANGED, all, from, to)) {
            messages++;
            bytes += to - from;
        } else if (Scan.starts(LIVE, all, from, to)) {
            live++;
        } else if (Scan.starts(WELCOME, all, from, to)) {
            peer.sendText(command);
        } else if (Scan.starts(ERROR, all, from, to)) {
            throw new IOException(new String(all, from, to - from, StandardCharsets.UTF_8));
        }
    }
}
