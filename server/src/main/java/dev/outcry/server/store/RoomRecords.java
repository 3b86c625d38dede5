package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.FloorCommand;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// What a [Store] knows of rooms. Any thread; reads as the store does. Who may read what is for the
/// caller to decide.
public final class RoomRecords {
    private static final int SEARCHES_AT_ONCE = 2;
    private static final long NEVER = (1L << 47) - 1; // as far as ids reach

    private final Reading reading;
    private final Semaphore searches = new Semaphore(SEARCHES_AT_ONCE, true);

    RoomRecords(Reading reading) {
        this.reading = reading;
    }

    /// Reads the file.
    @FunctionalInterface
    interface Reading {
        <T> T read(Readers.Reading<T> reading);
    }

    /// A text that a message has had.
    ///
    /// @param seq of the event that told of it
    /// @param at when, Unix epoch milliseconds
    /// @param text what it was
    public record Edition(long seq, long at, String text) {}

    /// Reads messages of a room, oldest first: the first ones behind `after`, else the last ones
    /// before `before`, else the newest.
    ///
    /// @param room which; empty if there is none
    /// @param before seq, exclusive
    /// @param after seq, exclusive
    /// @param limit how many at most
    /// @return the messages that were not deleted, as they are now
    public List<MessageInfo> messages(
            RoomId room, OptionalLong before, OptionalLong after, int limit) {
        boolean forward = after.isPresent();
        return inOrder(
                forward,
                Queries.MESSAGES.sql(forward),
                name(room),
                after.orElse(-1),
                before.orElse(Long.MAX_VALUE),
                limit);
    }

    /// Reads the replies to a message, paged as [#messages].
    ///
    /// @param room which; empty if there is none
    /// @param message seq of what they reply to
    /// @param before seq, exclusive
    /// @param after seq, exclusive
    /// @param limit how many at most
    /// @return the replies that were not deleted, as they are now
    public List<MessageInfo> replies(
            RoomId room, long message, OptionalLong before, OptionalLong after, int limit) {
        boolean forward = after.isPresent();
        return inOrder(
                forward,
                forward ? Queries.REPLIES_AFTER : Queries.REPLIES_BEFORE,
                name(room),
                message,
                after.orElse(-1),
                before.orElse(Long.MAX_VALUE),
                limit);
    }

    private List<MessageInfo> inOrder(boolean forward, String query, Object... values) {
        List<MessageInfo> found =
                reading.read(sql -> sql.list(query, row -> message(row, 1), values));
        return forward ? found : found.reversed();
    }

    private static String name(RoomId room) {
        return Recorder.nameOf(new Channel.Room(room));
    }

    /// Reads a message, its newest edit and its reactions, see [Queries#NOW].
    static MessageInfo message(ResultSet row, int column) throws SQLException {
        Event.Message message = Stored.message(row.getBytes(column));
        byte[] edit = row.getBytes(column + 1);
        Optional<String> text = edit == null ? Optional.empty() : Stored.edited(edit).text();
        return new MessageInfo(
                text.map(message::withText).orElse(message),
                text.isPresent(),
                reactions(row.getString(column + 2)));
    }

    private static Map<String, List<String>> reactions(@Nullable String listed) {
        if (listed == null) {
            return Map.of();
        }
        Map<String, List<String>> reactions = new LinkedHashMap<>();
        for (String one : listed.split("\u001e", -1)) {
            int mark = one.indexOf('\u001f');
            reactions
                    .computeIfAbsent(one.substring(0, mark), _ -> new ArrayList<>())
                    .add(one.substring(mark + 1));
        }
        return reactions;
    }

    /// Reads single messages of a room.
    ///
    /// @param room which
    /// @param messages their seqs
    /// @return those that were not deleted, as they are now
    public List<MessageInfo> messages(RoomId room, List<Long> messages) {
        return reading.read(sql -> {
            List<MessageInfo> found = new ArrayList<>();
            for (long seq : messages) {
                sql.first(
                                Queries.MESSAGES.sql(true),
                                row -> message(row, 1),
                                name(room),
                                seq - 1,
                                seq + 1,
                                1)
                        .ifPresent(found::add);
            }
            return found;
        });
    }

    /// Reads the texts that a message has had.
    ///
    /// @param room which
    /// @param message its seq
    /// @return the first one, then each edit's; empty if there is no such message, or no longer
    public List<Edition> editions(RoomId room, long message) {
        return reading.read(sql -> {
            List<Edition> editions =
                    new ArrayList<>(
                            sql.list(
                                    Queries.MESSAGES.sql(true),
                                    row -> edition(Stored.message(row.getBytes(1))),
                                    name(room),
                                    message - 1,
                                    message + 1,
                                    1));
            editions.addAll(
                    sql.list(
                            Queries.EDITS,
                            row -> edition(Stored.edited(row.getBytes(1))),
                            name(room),
                            message));
            return editions;
        });
    }

    private static Edition edition(Event.Message said) {
        return new Edition(said.seq(), said.at(), said.text().orElse(""));
    }

    private static Edition edition(RoomEvent.Edited edited) {
        return new Edition(edited.seq(), edited.at(), edited.text().orElse(""));
    }

    /// Finds out what a message was, see [dev.outcry.server.hub.History#said].
    Optional<FloorCommand.Said> said(RoomId room, long message) {
        String channel = name(room);
        return reading.read(sql -> {
            Optional<Row> said = row(sql, channel, message);
            if (said.isPresent() && said.get().event() instanceof Event.Message known) {
                OptionalLong by = said.get().ref();
                Optional<FloorCommand.Deletion> deletion =
                        (by.isPresent() ? row(sql, channel, by.getAsLong()) : Optional.<Row>empty())
                                .map(row ->
                                        new FloorCommand.Deletion(
                                                row.event().seq(), row.event().pos()));
                return Optional.of(new FloorCommand.Said(known.from().id(), known.pos(), deletion));
            }
            return Optional.empty();
        });
    }

    /// An event, and the seq of the one that took it back.
    private record Row(OptionalLong ref, Event.Sequenced event) {}

    private static Optional<Row> row(Sql sql, String channel, long seq) throws SQLException {
        return sql.first(
                Queries.SAID,
                row ->
                        new Row(
                                row.getLong(1) == 0
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(row.getLong(1)),
                                Stored.decode(row.getBytes(2))),
                channel,
                seq);
    }

    /// Counts what somebody hasn't read.
    ///
    /// @param room which
    /// @param user whose own messages don't count, by id
    /// @param read seq of the newest event that they have read
    /// @param most where counting ends
    /// @return how many messages of others are newer
    public int unread(RoomId room, String user, long read, int most) {
        return reading.read(sql ->
                sql.first(Queries.UNREAD, row -> row.getInt(1), name(room), read, most, user)
                        .orElse(0));
    }

    /// Reads what was done to keep order, oldest first.
    ///
    /// @param room where
    /// @param before log position, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the newest of them
    public List<Effect.Moderated> actions(RoomId room, OptionalLong before, int limit) {
        return reading.read(sql ->
                        sql.list(
                                Queries.ACTIONS,
                                row -> action(room, row),
                                name(room),
                                Recorder.idOf(Math.min(before.orElse(NEVER), NEVER)),
                                limit))
                .reversed();
    }

    private static Effect.Moderated action(RoomId room, ResultSet row) throws SQLException {
        String user = row.getString(7);
        long message = row.getLong(8);
        return new Effect.Moderated(
                room,
                row.getLong(1),
                row.getLong(2),
                new Person(row.getString(3), row.getString(4), row.getBoolean(5)),
                Effect.Deed.valueOf(row.getString(6)),
                Optional.ofNullable(user),
                message == 0 ? OptionalLong.empty() : OptionalLong.of(message));
    }

    /// Finds somebody by the newest of what they have said.
    ///
    /// @param user an id
    /// @return as they were then
    public Optional<Person> author(String user) {
        return reading.read(sql ->
                sql.first(
                        Queries.SEARCH,
                        row -> Stored.message(row.getBytes(2)).from(),
                        "author : \"" + Words.ofSlug(user) + '"',
                        Long.MAX_VALUE));
    }

    /// Finds messages that hold all words of a text, in any order and whatever their accents and
    /// case. Nothing in the text means anything to the search but its words, 32 at most.
    ///
    /// @param text what to look for; nothing is found where it has no word
    /// @param rooms only in these
    /// @param from only by this user
    /// @param before log position, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the newest of them, oldest first, as they are now
    public List<MessageInfo> search(
            String text, Set<RoomId> rooms, Optional<String> from, OptionalLong before, int limit) {
        Optional<String> words = Words.query(text);
        if (words.isEmpty()) {
            return List.of();
        }
        String scope =
                from.map(user -> "author : \"" + Words.ofSlug(user) + "\" AND ").orElse("")
                        + "text : ("
                        + words.get()
                        + ")";
        long end = Recorder.idOf(Math.min(before.orElse(NEVER), NEVER));
        searches.acquireUninterruptibly();
        try {
            return reading.read(sql -> Search.find(sql, scope, rooms, end, limit)).reversed();
        } finally {
            searches.release();
        }
    }
}
