package dev.outcry.server.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// How the file is laid out, and how older ones become so.
///
/// `PRAGMA user_version` counts the steps that a file has been through. Each step is one
/// transaction. The table `store` stays as it is in every version, so that any release can say
/// which one wrote a file that it can't read.
final class Schema {
    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE store (
                                release TEXT NOT NULL,
                                position INTEGER NOT NULL,
                                at INTEGER NOT NULL)
                            """,
                            "INSERT INTO store VALUES ('', 0, 0)",
                            """
                            CREATE TABLE channels (
                                id INTEGER PRIMARY KEY,
                                name TEXT NOT NULL UNIQUE,
                                oldest INTEGER NOT NULL,
                                price_scale INTEGER,
                                qty_scale INTEGER)
                            """,
                            """
                            CREATE TABLE events (
                                id INTEGER PRIMARY KEY,
                                channel INTEGER NOT NULL,
                                seq INTEGER NOT NULL,
                                kind INTEGER NOT NULL,
                                at INTEGER NOT NULL,
                                ref INTEGER,
                                symbol TEXT,
                                json BLOB NOT NULL)
                            """,
                            "CREATE UNIQUE INDEX by_seq ON events (channel, seq)",
                            "CREATE INDEX messages ON events (channel, seq) WHERE kind = 1",
                            "CREATE INDEX trades ON events (channel, ref) WHERE kind = 2",
                            "CREATE INDEX orders ON events (channel, ref) WHERE kind = 3",
                            "CREATE INDEX orders_of ON events (channel, symbol, ref)"
                                    + " WHERE kind = 3",
                            "CREATE INDEX fills ON events (channel, ref) WHERE kind = 4",
                            "CREATE INDEX fills_of ON events (channel, symbol, ref)"
                                    + " WHERE kind = 4",
                            "CREATE INDEX old_trades ON events (at) WHERE kind = 2",
                            "CREATE INDEX old_mine ON events (at) WHERE kind IN (3, 4, 5)",
                            """
                            CREATE TABLE candles (
                                market INTEGER NOT NULL,
                                interval INTEGER NOT NULL,
                                start INTEGER NOT NULL,
                                open INTEGER NOT NULL,
                                high INTEGER NOT NULL,
                                low INTEGER NOT NULL,
                                close INTEGER NOT NULL,
                                volume INTEGER NOT NULL,
                                trades INTEGER NOT NULL,
                                PRIMARY KEY (market, interval, start)) WITHOUT ROWID
                            """,
                            """
                            CREATE VIRTUAL TABLE words USING fts5 (
                                room, author, text,
                                content = '', columnsize = 0,
                                tokenize = \
                                "unicode61 remove_diacritics 2 categories 'L* N* Co Cn So'")
                            """,
                            "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)"),
                    List.of( // rooms: edits, reactions, threads, and what moderators do
                            "CREATE INDEX edits ON events (channel, ref, seq) WHERE kind = 7",
                            """
                            CREATE TABLE reactions (
                                channel INTEGER NOT NULL,
                                message INTEGER NOT NULL,
                                emoji TEXT NOT NULL,
                                user TEXT NOT NULL,
                                seq INTEGER NOT NULL,
                                PRIMARY KEY (channel, message, seq),
                                UNIQUE (channel, message, emoji, user)) WITHOUT ROWID
                            """,
                            """
                            CREATE TABLE replies (
                                channel INTEGER NOT NULL,
                                message INTEGER NOT NULL,
                                seq INTEGER NOT NULL,
                                PRIMARY KEY (channel, message, seq)) WITHOUT ROWID
                            """,
                            """
                            INSERT INTO replies
                                SELECT channel, json_extract(CAST(json AS TEXT), '$.replyTo'), seq
                                FROM events
                                WHERE kind = 1
                                AND json_extract(CAST(json AS TEXT), '$.replyTo') IS NOT NULL
                            """,
                            """
                            CREATE TABLE actions (
                                id INTEGER PRIMARY KEY,
                                channel INTEGER NOT NULL,
                                pos INTEGER NOT NULL,
                                at INTEGER NOT NULL,
                                by TEXT NOT NULL,
                                name TEXT NOT NULL,
                                guest INTEGER NOT NULL,
                                deed TEXT NOT NULL,
                                user TEXT,
                                message INTEGER)
                            """,
                            "CREATE INDEX actions_of ON actions (channel, id)"),
                    List.of( // a guest's reactions become an account's
                            "CREATE INDEX reactions_of ON reactions (user)"));

    private Schema() {}

    /// Brings a file to this release's version.
    ///
    /// @param file only for the message
    /// @param release this one
    static void migrate(Sql sql, Path file, String release) throws SQLException {
        long version = sql.pragma("PRAGMA user_version");
        if (version > STEPS.size()) {
            String writer =
                    sql.first("SELECT release FROM store", row -> row.getString(1)).orElse("?");
            throw new StoreException(
                    file
                            + " was written by Outcry "
                            + writer
                            + ", which is newer than this one, "
                            + release
                            + ": start that release, or restore an older backup");
        }
        for (int step = (int) version; step < STEPS.size(); step++) {
            sql.run(STEPS.get(step));
            sql.run(List.of("PRAGMA user_version = " + (step + 1)));
            sql.commit();
        }
        sql.update("UPDATE store SET release = ? WHERE release <> ?", release, release);
        sql.commit();
    }
}
