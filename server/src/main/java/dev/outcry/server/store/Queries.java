package dev.outcry.server.store;

/// What is asked of the file. Every one walks an index from a key, and none counts its way there.
final class Queries {
    static final String CHANNEL = "SELECT id FROM channels WHERE name = ?";
    static final String OLDEST = "SELECT oldest FROM channels WHERE name = ?";
    static final String REPLAY =
            "SELECT e.json" + of("by_seq") + "e.seq >= max(c.oldest, ?) ORDER BY e.seq LIMIT ?";
    static final String SAID = "SELECT e.ref, e.json" + of("by_seq") + "e.seq = ?";

    /// A message, its newest edit, and its reactions: `emoji US user RS emoji US user …`.
    static final String NOW =
            "e.json, (SELECT x.json FROM events x INDEXED BY edits WHERE x.kind = 7"
                    + " AND x.channel = e.channel AND x.ref = e.seq ORDER BY x.seq DESC LIMIT 1),"
                    + " (SELECT group_concat(r.emoji || char(31) || r.user, char(30))"
                    + " FROM (SELECT emoji, user FROM reactions WHERE channel = e.channel"
                    + " AND message = e.seq ORDER BY seq) r)";

    static final Paged MESSAGES = new Paged(NOW, "messages", "e.kind = 1", "e.seq");
    static final String EDITS =
            "SELECT e.json" + of("edits") + "e.kind = 7 AND e.ref = ? ORDER BY e.seq";
    static final String REPLIES_AFTER = replies("");
    static final String REPLIES_BEFORE = replies(" DESC");
    static final String UNREAD =
            "SELECT count(*) FROM (SELECT e.json AS said"
                    + of("messages")
                    + "e.kind = 1 AND e.seq > ? ORDER BY e.seq LIMIT ?)"
                    + " WHERE json_extract(CAST(said AS TEXT), '$.from.id') <> ?";
    static final String ACTIONS =
            "SELECT a.pos, a.at, a.by, a.name, a.guest, a.deed, a.user, a.message"
                    + " FROM channels c CROSS JOIN actions a ON a.channel = c.id"
                    + " WHERE c.name = ? AND a.id < ? ORDER BY a.id DESC LIMIT ?";

    static final Paged TRADES = new Paged("trades", "e.kind = 2", "e.ref");
    static final Paged ORDERS = new Paged("orders", "e.kind = 3", "e.ref");
    static final Paged ORDERS_OF = new Paged("orders_of", "e.kind = 3 AND e.symbol = ?", "e.ref");
    static final Paged FILLS = new Paged("fills", "e.kind = 4", "e.ref");
    static final Paged FILLS_OF = new Paged("fills_of", "e.kind = 4 AND e.symbol = ?", "e.ref");

    static final String SEARCH =
            "SELECT c.name, "
                    + NOW
                    + " FROM words w CROSS JOIN events e ON e.id = w.rowid"
                    + " CROSS JOIN channels c ON c.id = e.channel"
                    + " WHERE w.words MATCH ? AND w.rowid < ? ORDER BY w.rowid DESC";

    private static final String CANDLES =
            "SELECT c.price_scale, c.qty_scale, k.start, k.open, k.high, k.low, k.close, k.volume,"
                    + " k.trades FROM channels c CROSS JOIN candles k ON k.market = c.id"
                    + " WHERE c.name = ? AND k.interval = ? AND ";
    static final String CANDLES_FROM =
            CANDLES + "k.start >= ? AND k.start < ? ORDER BY k.start LIMIT ?";
    static final String CANDLES_BEFORE = CANDLES + "k.start < ? ORDER BY k.start DESC LIMIT ?";

    static final String OLD_TRADES =
            "SELECT id, channel, seq FROM events WHERE kind = 2 AND at < ? ORDER BY at LIMIT ?";
    static final String OLD_MINE =
            "SELECT id, channel, seq FROM events"
                    + " WHERE kind IN (3, 4, 5) AND at < ? ORDER BY at LIMIT ?";

    private Queries() {}

    private static String replies(String order) {
        return "SELECT "
                + NOW
                + " FROM channels c CROSS JOIN replies t ON t.channel = c.id"
                + " CROSS JOIN events e ON e.channel = t.channel AND e.seq = t.seq"
                + " WHERE c.name = ? AND t.message = ? AND t.seq > ? AND t.seq < ?"
                + " AND e.kind = 1 ORDER BY t.seq"
                + order
                + " LIMIT ?";
    }

    /// The events of a channel. The index is named, as the planner would take one that has no
    /// market in it for those of a market.
    private static String of(String index) {
        return " FROM channels c CROSS JOIN events e INDEXED BY "
                + index
                + " ON e.channel = c.id WHERE c.name = ? AND ";
    }

    /// A list by a key that grows.
    ///
    /// @param columns what is read
    /// @param index that is in its order
    /// @param condition which events; a `?` in it is bound before the keys
    /// @param key its column
    record Paged(String columns, String index, String condition, String key) {
        Paged(String index, String condition, String key) {
            this("e.json", index, condition, key);
        }

        /// {@return the query: of a channel, with a key over one and under another, so many}
        ///
        /// @param forward from the oldest on; else from the newest back
        String sql(boolean forward) {
            return "SELECT %s%s%s AND %s > ? AND %s < ? ORDER BY %s%s LIMIT ?"
                    .formatted(
                            columns, of(index), condition, key, key, key, forward ? "" : " DESC");
        }
    }
}
