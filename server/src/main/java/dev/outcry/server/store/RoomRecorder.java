package dev.outcry.server.store;

import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Turns what happens in rooms into rows of the transaction at hand. For the store's thread alone.
final class RoomRecorder {
    private static final String ADD_WORDS =
            "INSERT INTO words (rowid, room, author, text) VALUES (?, ?, ?, ?)";
    private static final String DROP_WORDS =
            "INSERT INTO words (words, rowid, room, author, text) VALUES ('delete', ?, ?, ?, ?)";
    private static final String SAID =
            "SELECT e.id, "
                    + Queries.NOW
                    + " FROM events e INDEXED BY messages WHERE e.channel = ? AND e.kind = 1";
    private static final String EDITS =
            "SELECT id, json FROM events INDEXED BY edits WHERE channel = ? AND kind = 7";

    private static final int AT_ONCE = 500;

    private final Sql sql;
    private final Recorder recorder;
    private long actionId;

    RoomRecorder(Sql sql, Recorder recorder) {
        this.sql = sql;
        this.recorder = recorder;
    }

    /// A message that has a text.
    ///
    /// @param id of its row
    /// @param message with its text as last edited
    private record Said(long id, Event.Message message) {}

    /// An edit that has a text.
    ///
    /// @param id of its row
    /// @param edited as it was told
    private record Edit(long id, RoomEvent.Edited edited) {}

    /// Writes an event.
    void record(long channel, Event.OfRoom event) throws SQLException {
        switch (event) {
            case Event.Message message -> {
                Kind kind = message.deleted() ? Kind.GONE : Kind.MESSAGE;
                long id = recorder.insert(channel, event, kind, null, null);
                if (message.text().isPresent()) {
                    index(ADD_WORDS, channel, new Said(id, message));
                }
                if (message.replyTo().isPresent()) {
                    sql.update(
                            "INSERT INTO replies VALUES (?, ?, ?)",
                            channel,
                            message.replyTo().getAsLong(),
                            message.seq());
                }
            }
            case Event.Deleted deleted -> {
                insert(channel, event);
                sql.update(
                        "UPDATE events SET ref = ? WHERE channel = ? AND seq = ?",
                        deleted.seq(),
                        channel,
                        deleted.message());
                sql.update(
                        "DELETE FROM reactions WHERE channel = ? AND message = ?",
                        channel,
                        deleted.message());
            }
            case RoomEvent.Edited edited -> edit(channel, edited);
            case RoomEvent.Reacted reacted -> {
                insert(channel, event);
                sql.update(
                        "INSERT OR IGNORE INTO reactions VALUES (?, ?, ?, ?, ?)",
                        channel,
                        reacted.message(),
                        reacted.emoji(),
                        reacted.from().id(),
                        reacted.seq());
            }
            case RoomEvent.Unreacted unreacted -> {
                insert(channel, event);
                sql.update(
                        "DELETE FROM reactions"
                                + " WHERE channel = ? AND message = ? AND emoji = ? AND user = ?",
                        channel,
                        unreacted.message(),
                        unreacted.emoji(),
                        unreacted.from().id());
            }
            case RoomEvent _ -> insert(channel, event);
        }
    }

    private void insert(long channel, Event.OfRoom event) throws SQLException {
        recorder.insert(channel, event, Kind.OF_ROOM, null, null);
    }

    private void edit(long channel, RoomEvent.Edited edited) throws SQLException {
        Optional<Said> said =
                edited.text().isPresent() ? said(channel, edited.message()) : Optional.empty();
        if (said.isEmpty()) { // taken back since
            recorder.insert(channel, edited.withoutText(), Kind.GONE_EDIT, edited.message(), null);
            return;
        }
        index(DROP_WORDS, channel, said.get());
        recorder.insert(channel, edited, Kind.EDIT, edited.message(), null);
        Event.Message now = said.get().message().withText(edited.text().orElseThrow());
        index(ADD_WORDS, channel, new Said(said.get().id(), now));
    }

    private Optional<Said> said(long channel, long message) throws SQLException {
        return sql.first(SAID + " AND e.seq = ?", RoomRecorder::said, channel, message);
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(row.getLong(1), RoomRecords.message(row, 2).message());
    }

    private void index(String how, long channel, Said said) throws SQLException {
        sql.update(
                how,
                said.id(),
                Long.toString(channel),
                Words.ofSlug(said.message().from().id()),
                Words.of(said.message().text().orElseThrow()));
    }

    /// Takes the text of a message away: from its event, from its edits and from the index.
    ///
    /// @param textsGone told the log position of each edit
    void blank(long channel, long message, LongConsumer textsGone) throws SQLException {
        Optional<Said> said = said(channel, message);
        if (said.isPresent()) {
            index(DROP_WORDS, channel, said.get());
            sql.update(
                    "UPDATE events SET kind = 6, json = ? WHERE id = ?",
                    Codec.encode(said.get().message().withoutText()),
                    said.get().id());
        }
        for (Edit edit : edits(EDITS + " AND ref = ?", channel, message)) {
            textsGone.accept(edit.edited().pos());
            sql.update(
                    "UPDATE events SET kind = 8, json = ? WHERE id = ?",
                    Codec.encode(edit.edited().withoutText()),
                    edit.id());
        }
    }

    private List<Edit> edits(String query, @Nullable Object... values) throws SQLException {
        return sql.list(
                query, row -> new Edit(row.getLong(1), Stored.edited(row.getBytes(2))), values);
    }

    /// Forgets a room. Costs as much as was said there.
    ///
    /// @param textsGone told the log position of each text
    void drop(long channel, LongConsumer textsGone) throws SQLException {
        List<Said> some = some(channel, 0);
        while (!some.isEmpty()) {
            for (Said said : some) {
                textsGone.accept(said.message().pos());
                index(DROP_WORDS, channel, said);
            }
            some = some(channel, some.getLast().message().seq());
        }
        for (Edit edit : edits(EDITS, channel)) {
            textsGone.accept(edit.edited().pos());
        }
        for (String table : List.of("events", "reactions", "replies", "actions")) {
            sql.update("DELETE FROM " + table + " WHERE channel = ?", channel);
        }
    }

    private List<Said> some(long channel, long after) throws SQLException {
        return sql.list(
                SAID + " AND e.seq > ? ORDER BY e.seq LIMIT " + AT_ONCE,
                RoomRecorder::said,
                channel,
                after);
    }

    /// Makes an account's what a guest has reacted with, so that the account can take it back.
    void became(PeopleEffect.Became became) throws SQLException {
        sql.update(
                "UPDATE OR IGNORE reactions SET user = ? WHERE user = ?",
                became.account(),
                became.guest());
        sql.update("DELETE FROM reactions WHERE user = ?", became.guest()); // both had the same
    }

    /// Writes what a moderator did.
    void record(long channel, Effect.Moderated deed) throws SQLException {
        actionId = Math.max(actionId + 1, Recorder.idOf(deed.pos()));
        sql.update(
                "INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                actionId,
                channel,
                deed.pos(),
                deed.at(),
                deed.by().id(),
                deed.by().name(),
                deed.by().guest() ? 1 : 0,
                deed.deed().name(),
                deed.user().orElse(null),
                deed.message().isPresent() ? deed.message().getAsLong() : null);
    }
}
