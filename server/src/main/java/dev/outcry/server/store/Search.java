package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.RoomId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One search: walks what the index finds from the newest on, until enough may be seen.
final class Search {
    private final Set<RoomId> readable;
    private final int limit;
    private final Map<String, Boolean> rooms = new HashMap<>();

    private Search(Set<RoomId> readable, int limit) {
        this.readable = readable;
        this.limit = limit;
    }

    /// {@return messages, newest first}
    ///
    /// @param query for the index, but for the room
    /// @param end an event's id, exclusive
    static List<MessageInfo> find(Sql sql, String query, Set<RoomId> readable, long end, int limit)
            throws SQLException {
        String within = "";
        if (readable.size() == 1) { // the index knows it; of several, each message is looked at
            String name = Recorder.nameOf(new Channel.Room(readable.iterator().next()));
            Optional<Long> channel = sql.first(Queries.CHANNEL, row -> row.getLong(1), name);
            if (channel.isEmpty()) {
                return List.of();
            }
            within = "room : \"" + channel.get() + "\" AND ";
        }
        return sql.some(Queries.SEARCH, new Search(readable, limit)::choose, within + query, end);
    }

    private boolean choose(ResultSet row, List<MessageInfo> found) throws SQLException {
        if (rooms.computeIfAbsent(row.getString(1), this::mayBeRead)) {
            found.add(RoomRecords.message(row, 2));
        }
        return found.size() < limit;
    }

    /// Of a room that was made again, the one before has a name that no room can have.
    private boolean mayBeRead(String channel) {
        return !Recorder.isReplaced(channel)
                && Channel.parse(channel) instanceof Channel.Room(RoomId room)
                && readable.contains(room);
    }
}
