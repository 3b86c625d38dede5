package dev.outcry.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Rooms, those who follow them, and one who speaks in them by turns. For one thread.
final class Audience implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Dialect dialect;
    private final List<String> rooms;
    private final Loop loop;
    private final Tally tally = new Tally();
    private final Follower.Shared shared;
    private final List<Follower> followers = new ArrayList<>();
    private final Peer speaker;
    private final long before;

    /// Connects all and waits until they are up to date.
    ///
    /// @param rooms that exist
    /// @param each how many follow each
    Audience(Target target, Dialect dialect, List<String> rooms, int each) throws Exception {
        this.dialect = dialect;
        this.rooms = List.copyOf(rooms);
        this.loop = new Loop(target.address());
        this.shared = new Follower.Shared(dialect, tally);
        for (String room : rooms) {
            for (int i = 0; i < each; i++) {
                followers.add(new Follower(shared, room));
            }
        }
        loop.connect(followers.size(), index -> followers.get(index).open(loop));
        this.speaker = speaker(target);
        loop.until(this::isLive, PATIENCE);
        this.before = followers.getFirst().seq();
    }

    private Peer speaker(Target target) throws Exception {
        String header = "";
        if (dialect == Dialect.OUTCRY) {
            try (Site site = new Site(target.uri())) {
                header = site.guest().header();
            }
        }
        Follower ears = new Follower(new Follower.Shared(dialect, new Tally()), "");
        Peer.Opening opening = new Peer.Opening(dialect.sendPath(), header, ears, 0);
        Peer peer = loop.connect(1, _ -> Peer.open(loop, opening)).getFirst();
        loop.until(() -> ears.isLive() || !dialect.greetsSpeakers(), PATIENCE);
        return peer;
    }

    Loop loop() {
        return loop;
    }

    Tally tally() {
        return tally;
    }

    List<Follower> followers() {
        return followers;
    }

    /// {@return whether all are up to date}
    boolean isLive() {
        return shared.liveCount() == followers.size();
    }

    /// {@return how many connections have ended, and how}
    String ended() {
        return Peer.ended(followers.stream().map(Follower::peer).toList());
    }

    boolean isWhole() {
        return followers.stream().noneMatch(follower -> follower.peer().isEnded());
    }

    /// {@return what says so many texts a second, each of so many bytes}
    Pace speech(int perSecond, int length) {
        return new Pace(
                perSecond,
                (due, number) -> {
                    if (speaker.isEnded()) {
                        throw new IOException("the speaker was closed: " + speaker.closeCode());
                    }
                    String room = rooms.get((int) (number % rooms.size()));
                    speaker.sendText(dialect.say(room, Text.of(due, length)));
                });
    }

    /// Lets it be spoken for so many seconds, and waits until all of it has come to all.
    ///
    /// @return whether it came within a minute
    boolean hear(Pace speech, int seconds) throws IOException {
        return hear(speech, speech, seconds);
    }

    /// The same, while more than the speech is worked on.
    ///
    /// @param work does what the speech does, too
    boolean hear(Pace speech, Loop.Work work, int seconds) throws IOException {
        long expected = tally.delivered + speech.plan(seconds) * followers.size() / rooms.size();
        return loop.work(
                work,
                () -> speech.isOver() && tally.delivered >= expected,
                PATIENCE.plusSeconds(seconds));
    }

    /// Lets it be spoken in the one room for so many seconds more, whatever was planned, and waits
    /// until each has the newest.
    ///
    /// @return whether they had it within a minute
    boolean hearRest(Pace speech, int seconds) throws IOException {
        speech.plan(seconds);
        return loop.work(
                speech,
                () ->
                        speech.isOver()
                                && followers.stream().allMatch(each -> isUpToDate(each, speech)),
                PATIENCE.plusSeconds(seconds));
    }

    /// {@return whether a follower of the one room has the newest that was said}
    boolean isUpToDate(Follower follower, Pace speech) {
        return follower.seq() == before + speech.total();
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
