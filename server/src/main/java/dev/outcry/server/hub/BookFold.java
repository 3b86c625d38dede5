package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A market's book, folded from its deltas. For one lane's thread; all lanes come to the same.
///
/// Each depth has a seq of its own: that of the newest delta that changed something in its view.
/// Between two such, the view is the same, so the older seq names it as well.
final class BookFold {
    private static final int CHECKED = 10;

    private final Symbol symbol;
    private final Amounts amounts;
    private final Levels bids;
    private final Levels asks;
    private final long[] viewSeqs = new long[Depth.values().length];
    private long seq;
    private long pos;
    private long at;

    BookFold(MarketInfo market, long pos, long at) {
        this.symbol = market.symbol();
        this.amounts = Amounts.of(market);
        this.bids = new Levels(Side.BUY, amounts);
        this.asks = new Levels(Side.SELL, amounts);
        this.pos = pos;
        this.at = at;
    }

    /// {@return the seq of what a depth shows}
    long seq(Depth depth) {
        return viewSeqs[depth.index()];
    }

    /// {@return the seq of the newest delta}
    long seq() {
        return seq;
    }

    /// Applies a delta.
    ///
    /// @return what each depth sees of it; shared by all lanes
    SharedDelta.Views apply(SharedDelta delta) {
        Event.BookDelta raw = delta.raw();
        SharedDelta.Views views = delta.views();
        if (views == null) {
            views = delta.keep(workOut(raw));
        } else {
            for (Event.Change change : raw.changes()) {
                set(change);
            }
            stamp(raw);
        }
        for (Depth depth : Depth.values()) {
            if (views.of(depth).isPresent()) {
                viewSeqs[depth.index()] = seq;
            }
        }
        return views;
    }

    /// Replaces everything.
    void replace(Event.Book book) {
        bids.clear();
        asks.clear();
        book.bids().forEach(level -> set(new Event.Change(Side.BUY, level)));
        book.asks().forEach(level -> set(new Event.Change(Side.SELL, level)));
        stamp(book);
        for (Depth depth : Depth.values()) {
            viewSeqs[depth.index()] = seq;
        }
    }

    /// {@return the book as a depth sees it, as of the newest delta}
    Event.Book book(Depth depth) {
        return book(depth, pos, at);
    }

    /// {@return the same, told as of a later place in the log}
    Event.Book book(Depth depth, long asOfPos, long asOfAt) {
        return new Event.Book(
                symbol,
                seq(depth),
                asOfPos,
                asOfAt,
                levels(bids, depth),
                levels(asks, depth),
                checksum());
    }

    private SharedDelta.Views workOut(Event.BookDelta raw) {
        @Nullable ViewChanges[] gathered = new ViewChanges[Depth.values().length];
        int most = Math.max(bids.count(), asks.count()) + raw.changes().size();
        for (Depth depth : Depth.values()) {
            if (most > depth.levels()) { // else all of it is in view
                gathered[depth.index()] = new ViewChanges(depth);
            }
        }
        List<Event.Change> all = new ArrayList<>(raw.changes().size());
        for (Event.Change change : raw.changes()) {
            all.add(note(change, gathered));
            set(change);
        }
        stamp(raw);
        long checksum = checksum();
        Shared[] views = new Shared[Depth.values().length];
        for (Depth depth : Depth.values()) {
            ViewChanges own = gathered[depth.index()];
            List<Event.Change> changes = own == null ? List.copyOf(all) : own.net(amounts);
            int i = depth.index();
            if (!changes.isEmpty()) {
                views[i] = view(depth, changes, checksum, i == 0 ? null : views[i - 1]);
            }
        }
        return new SharedDelta.Views(views[0], views[1], views[2]);
    }

    /// Tells the views of a change, and writes it as this market does.
    private Event.Change note(Event.Change change, @Nullable ViewChanges[] gathered) {
        long price = amounts.unscaledPrice(change.level().price());
        long quantity = amounts.unscaledQty(change.level().qty());
        for (ViewChanges view : gathered) {
            if (view != null) {
                view.note(change.side(), side(change.side()), price, quantity);
            }
        }
        return new Event.Change(
                change.side(), new Event.Level(amounts.price(price), amounts.qty(quantity)));
    }

    private Shared view(
            Depth depth, List<Event.Change> changes, long checksum, @Nullable Shared shallower) {
        long follows = seq(depth);
        Event.BookDelta delta =
                new Event.BookDelta(
                        symbol,
                        seq,
                        pos,
                        at,
                        follows == seq - 1 ? OptionalLong.empty() : OptionalLong.of(follows),
                        changes,
                        checksum);
        return shallower != null && shallower.event().equals(delta)
                ? shallower // so that it is encoded once
                : new Shared(delta);
    }

    private void set(Event.Change change) {
        side(change.side())
                .set(
                        amounts.unscaledPrice(change.level().price()),
                        amounts.unscaledQty(change.level().qty()));
    }

    private Levels side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private void stamp(Event.Sequenced event) {
        seq = event.seq();
        pos = event.pos();
        at = event.at();
    }

    private long checksum() {
        CRC32 sum = new CRC32();
        boolean none = bids.checksum(sum, CHECKED, true);
        asks.checksum(sum, CHECKED, none);
        return sum.getValue();
    }

    private List<Event.Level> levels(Levels side, Depth depth) {
        int count = Math.min(side.count(), depth.levels());
        List<Event.Level> levels = new ArrayList<>(count);
        for (int rank = 0; rank < count; rank++) {
            levels.add(
                    new Event.Level(amounts.price(side.price(rank)), amounts.qty(side.lots(rank))));
        }
        return List.copyOf(levels);
    }
}
