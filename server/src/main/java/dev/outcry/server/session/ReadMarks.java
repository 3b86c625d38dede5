package dev.outcry.server.session;

import dev.outcry.protocol.RoomId;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;

/// How far one connection has read in each room, told at most once a second. Thread-safe.
final class ReadMarks {
    private static final long PAUSE_MILLIS = 1_000;
    private static final int MOST_ROOMS = 256;

    private final Map<RoomId, Mark> marks = new HashMap<>(2);

    /// @param next when it may be told again
    /// @param kept what is to be told then
    private record Mark(long next, OptionalLong kept) {}

    /// {@return whether to tell this one at once: none was for a second, nor waits}
    synchronized boolean first(RoomId room, long now) {
        Mark mark = marks.get(room);
        if (mark != null && (mark.next > now || mark.kept.isPresent())) {
            return false;
        }
        if (mark != null || marks.size() < MOST_ROOMS) {
            marks.put(room, new Mark(now + PAUSE_MILLIS, OptionalLong.empty()));
        }
        return true;
    }

    /// Keeps one for later.
    synchronized void keep(RoomId room, long seq, long now) {
        marks.merge(
                room,
                new Mark(now + PAUSE_MILLIS, OptionalLong.of(seq)),
                (before, _) ->
                        new Mark(
                                before.next,
                                OptionalLong.of(Math.max(before.kept.orElse(0), seq))));
    }

    /// Gives out what is due, and forgets what was told long ago.
    ///
    /// @param now Unix epoch milliseconds; the end of time for everything
    synchronized Map<RoomId, Long> due(long now) {
        Map<RoomId, Long> due = new HashMap<>();
        Iterator<Map.Entry<RoomId, Mark>> each = marks.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<RoomId, Mark> entry = each.next();
            Mark mark = entry.getValue();
            if (mark.next > now) {
                continue;
            }
            if (mark.kept.isPresent()) {
                due.put(entry.getKey(), mark.kept.getAsLong());
                entry.setValue(new Mark(mark.next + PAUSE_MILLIS, OptionalLong.empty()));
            } else {
                each.remove();
            }
        }
        return due;
    }
}
