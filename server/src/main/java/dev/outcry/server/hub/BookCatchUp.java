package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.ServerMessage.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings a follower of a book to the present: `subscribed` with the book or a replay of what its
/// depth was told, then `live`. For the lane's thread alone.
///
/// A replay is drawn as the outbox drains. If the window moves past it meanwhile, the rest comes as
/// one whole `book`, as to any slow reader.
final class BookCatchUp implements Step {
    private final BookTopic topic;
    private final BookTopic.Follower follower;
    private final Optional<Position> since;
    private final OptionalLong id;
    private boolean begun;

    BookCatchUp(
            BookTopic topic,
            BookTopic.Follower follower,
            Optional<Position> since,
            OptionalLong id) {
        this.topic = topic;
        this.follower = follower;
        this.since = since;
        this.id = id;
    }

    @Override
    public boolean advance() {
        if (!begun) {
            begun = true;
            begin();
        }
        while (!follower.ended() && follower.sent() < topic.seq(follower.depth())) {
            if (follower.seat().outbox().isClosed() || !replay()) {
                return false;
            }
        }
        if (!follower.ended()) {
            follower.seat().sendUncounted(new ServerMessage.Live(topic.channel(), follower.sent()));
            follower.live();
        }
        return true;
    }

    /// {@return whether the outbox had room for all}
    private boolean replay() {
        Outbox outbox = follower.seat().outbox();
        Optional<List<Shared>> missed = topic.after(follower.depth(), follower.sent());
        for (Shared shared : missed.orElse(List.of())) {
            if (outbox.behind()) {
                return false;
            }
            follower.seat().sendUncounted(shared);
            follower.sent(shared);
        }
        if (missed.isEmpty()) {
            if (outbox.behind()) {
                return false;
            }
            follower.bringUp();
        }
        return true;
    }

    private void begin() {
        Optional<Reason> reason = since.flatMap(this::refusal);
        boolean recovered = since.isPresent() && reason.isEmpty();
        Event.Book book = topic.book(follower.depth());
        follower.sent(recovered ? since.get().seq() : book.seq());
        follower.seat().follow(follower);
        follower.join();
        follower.seat()
                .sendUncounted(
                        new ServerMessage.Subscribed(
                                id,
                                topic.channel(),
                                topic.at(follower.sent()),
                                recovered,
                                reason,
                                recovered
                                        ? Optional.empty()
                                        : Optional.of(new ServerMessage.Snapshot.One(book))));
    }

    private Optional<Reason> refusal(Position position) {
        if (!position.epoch().equals(topic.epoch())) {
            return Optional.of(Reason.EPOCH_CHANGED);
        }
        if (position.seq() > topic.newest()) {
            return Optional.of(Reason.AHEAD);
        }
        if (topic.after(follower.depth(), position.seq()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                topic.newest() - position.seq() > LogTopic.RECOVERABLE
                        ? Reason.TOO_MANY
                        : Reason.TOO_OLD);
    }
}
