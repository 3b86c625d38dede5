package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Position;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// `book:{symbol}` in all its depths. For the lane's thread alone.
///
/// The newest 1,000 deltas are kept, for those who resume, and to be merged for those who fell
/// behind or asked for an `interval`: so a follower itself keeps only the seq that it was sent.
final class BookTopic extends Topic {
    private static final int KEPT = 1_000;
    private static final int KEPT_BYTES = 4 << 20;

    private final Lane lane;
    private final BookFold fold;
    private final Window<SharedDelta> window = new Window<>(KEPT, KEPT_BYTES, 0);
    private final Map<Depth, Followers<Follower>> followers = new EnumMap<>(Depth.class);
    private final Map<Depth, Merged> merged = new EnumMap<>(Depth.class);

    /// The last merged event, for others who stand at the same place.
    private record Merged(long after, long seq, long pos, Shared shared) {}

    BookTopic(Lane lane, MarketInfo market, String epoch) {
        super(new Channel.Book(market.symbol()), epoch);
        this.lane = lane;
        this.fold = new BookFold(market, lane.pos(), lane.logTime());
        for (Depth depth : Depth.values()) {
            followers.put(depth, new Followers<>());
        }
    }

    @Override
    List<Followers<? extends Subscription>> followers() {
        return List.copyOf(followers.values());
    }

    @Override
    Step open(LaneSeat seat, Command.Following following, OptionalLong id) {
        return new BookCatchUp(this, new Follower(seat, following), following.since(), id);
    }

    /// Applies a delta, and tells each depth what it sees of it.
    void tell(SharedDelta delta) {
        SharedDelta.Views views = fold.apply(delta);
        window.add(fold.seq(), delta, delta.sizeEstimate());
        for (Depth depth : Depth.values()) {
            views.of(depth).ifPresent(shared -> offer(depth, shared));
        }
    }

    /// Replaces the whole book.
    void replace(Event.Book book) {
        fold.replace(book);
        window.reset(book.seq());
        for (Depth depth : Depth.values()) {
            offer(depth, new Shared(fold.book(depth)));
        }
    }

    private void offer(Depth depth, Shared shared) {
        Followers<Follower> those = of(depth);
        for (int i = 0; i < those.count(); i++) {
            if (those.get(i).live) {
                those.get(i).offer(shared);
            }
        }
    }

    /// {@return the book as a depth sees it}
    Event.Book book(Depth depth) {
        return fold.book(depth);
    }

    /// {@return the seq of the newest delta}
    long newest() {
        return fold.seq();
    }

    /// {@return the seq of what a depth shows}
    long seq(Depth depth) {
        return fold.seq(depth);
    }

    /// Finds what a depth was told after a seq.
    ///
    /// @return the events, oldest first; empty if some are gone, or that seq isn't one of the
    ///   depth's
    Optional<List<Shared>> after(Depth depth, long seq) {
        List<Shared> found = new ArrayList<>();
        for (long each = Math.max(seq + 1, window.oldest()); each <= window.newest(); each++) {
            views(window.get(each)).of(depth).ifPresent(found::add);
        }
        long follows =
                found.isEmpty()
                        ? fold.seq(depth)
                        : previous((Event.BookDelta) found.getFirst().event());
        return follows == seq ? Optional.of(found) : Optional.empty();
    }

    private static SharedDelta.Views views(SharedDelta delta) {
        return Objects.requireNonNull(delta.views(), "folded, so worked out");
    }

    private static long previous(Event.BookDelta delta) {
        return delta.prev().orElse(delta.seq() - 1);
    }

    /// One event that brings a depth's follower from a seq to the present: what it missed, merged,
    /// or the whole book where the window doesn't reach back.
    ///
    /// It is told as of now rather than of its last delta, for later events of other channels may
    /// have been sent already, and `pos` grows over all channels.
    private Shared bring(Depth depth, long after) {
        Merged known = merged.get(depth);
        if (known == null
                || known.after != after
                || known.seq != fold.seq(depth)
                || known.pos != lane.pos()) {
            Shared shared =
                    after(depth, after).map(this::merge).orElseGet(() -> new Shared(whole(depth)));
            known = new Merged(after, fold.seq(depth), lane.pos(), shared);
            merged.put(depth, known);
        }
        return known.shared;
    }

    private Event.Book whole(Depth depth) {
        return fold.book(depth, lane.pos(), lane.logTime());
    }

    private Shared merge(List<Shared> missed) {
        return new Shared(
                MergedDelta.of(
                        missed.stream().map(one -> (Event.BookDelta) one.event()).toList(),
                        lane.pos(),
                        lane.logTime()));
    }

    private Followers<Follower> of(Depth depth) {
        return Objects.requireNonNull(followers.get(depth));
    }

    /// One who follows at some depth. Until it is live its replay reads the window by itself.
    final class Follower extends Conflated {
        private final Depth depth;
        private long sent;
        private boolean live;

        private Follower(LaneSeat seat, Command.Following following) {
            super(seat, BookTopic.this, following);
            this.depth = Depth.of(following.depth().orElse(1_000)).orElse(Depth.THOUSAND);
        }

        Depth depth() {
            return depth;
        }

        /// {@return the seq that it was sent last}
        long sent() {
            return sent;
        }

        void sent(long seq) {
            sent = seq;
        }

        void join() {
            of(depth).add(this);
        }

        /// From here on every new event is offered.
        void live() {
            live = true;
        }

        /// Sends all that is missing as one event.
        void bringUp() {
            if (sent < fold.seq(depth)) {
                seat().deliver(bring(depth, sent));
                sent = fold.seq(depth);
            }
        }

        @Override
        Followers<? extends Subscription> followers() {
            return of(depth);
        }

        @Override
        Position position() {
            return at(sent);
        }

        @Override
        void sent(Shared shared) {
            sent = shared.event().seq();
        }

        @Override
        void keep(Shared shared) {}

        @Override
        boolean sendKept() {
            if (seat().outbox().behind()) {
                return false;
            }
            bringUp();
            return true;
        }
    }
}
