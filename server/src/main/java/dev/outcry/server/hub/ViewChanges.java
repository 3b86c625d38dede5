package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers what one delta changes among the best levels: levels that change there, that come into
/// view and that are pushed out of it. For one delta and one depth.
final class ViewChanges {
    private final int levels;
    private final Map<Key, Quantities> touched = new LinkedHashMap<>();

    private record Key(Side side, long price) {}

    /// In view before the delta and after it; 0 where the level isn't in view.
    private record Quantities(long before, long after) {}

    ViewChanges(Depth depth) {
        this.levels = depth.levels();
    }

    /// Takes note of a change, just before it is made.
    ///
    /// @param side which
    /// @param book that side, as it is before the change
    /// @param price unscaled
    /// @param quantity unscaled, 0 to remove
    void note(Side side, Levels book, long price, long quantity) {
        int rank = book.rank(price);
        boolean known = rank >= 0;
        if ((known ? rank : -1 - rank) >= levels || (!known && quantity == 0)) {
            return;
        }
        touch(side, price, known ? book.lots(rank) : 0, quantity);
        if (known && quantity == 0 && book.count() > levels) {
            touch(side, book.price(levels), 0, book.lots(levels));
        } else if (!known && book.count() >= levels) {
            touch(side, book.price(levels - 1), book.lots(levels - 1), 0);
        }
    }

    private void touch(Side side, long price, long before, long after) {
        touched.merge(
                new Key(side, price),
                new Quantities(before, after),
                (first, last) -> new Quantities(first.before, last.after));
    }

    /// {@return the net changes, each level once}
    List<Event.Change> net(Amounts amounts) {
        List<Event.Change> changes = new ArrayList<>(touched.size());
        touched.forEach((key, quantities) -> {
            if (quantities.before != quantities.after) {
                changes.add(
                        new Event.Change(
                                key.side,
                                new Event.Level(
                                        amounts.price(key.price), amounts.qty(quantities.after))));
            }
        });
        return List.copyOf(changes);
    }
}
