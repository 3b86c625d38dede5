package dev.outcry.server.hub;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Several deltas of one book as one.
final class MergedDelta {
    private record Key(Side side, Decimal price) {}

    private MergedDelta() {}

    /// Merges.
    ///
    /// @param deltas each following the one before, at least one
    /// @param pos place in the log as of which it is told
    /// @param at log time of that
    /// @return one delta that follows what the first one does, with the seq and checksum of the
    ///   last
    static Event.BookDelta of(List<Event.BookDelta> deltas, long pos, long at) {
        Map<Key, Event.Change> net = new LinkedHashMap<>();
        for (Event.BookDelta delta : deltas) {
            for (Event.Change change : delta.changes()) {
                net.put(new Key(change.side(), change.level().price()), change);
            }
        }
        Event.BookDelta first = deltas.getFirst();
        Event.BookDelta last = deltas.getLast();
        long follows = first.prev().orElse(first.seq() - 1);
        return new Event.BookDelta(
                last.symbol(),
                last.seq(),
                pos,
                at,
                follows == last.seq() - 1 ? OptionalLong.empty() : OptionalLong.of(follows),
                List.copyOf(net.values()),
                last.checksum());
    }
}
