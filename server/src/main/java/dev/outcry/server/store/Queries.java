package dev.outcry.server.store;

/// What is asked of the file. Every one walks an index from a key, and none counts its way there.
final class Queries {
    static final String CHANNEL = "SELECT id FROM channels WHERE name = ?";
    static final String OLDEST = "SELECT oldest FROM channels WHERE name = ?";
    static final String REPLAY =
            "SELECT e.json" + of("by_seq") + "e.seq >= max(c.oldest, ?) ORDER BY e.seq LIMIT ?";
    static final String SAID = "SELECT e.ref, e.json" + of("by_seq") + "e.seq = ?";

    static final Paged MESSAGES = new Paged("messages", "e.kind = 1", "e.seq");
    static final Paged TRADES = new Paged("trades", "e.kind = 2", "e.ref");
    static final Paged ORDERS = new Paged("orders", "e.kind = 3", "e.ref");
    static final Paged ORDERS_OF = new Paged("orders_of", "e.kind = 3 AND e.symbol = ?", "e.ref");
    static final Paged FILLS = new Paged("fills", "e.kind = 4", "e.ref");
    static final Paged FILLS_OF = new Paged("fills_of", "e.kind = 4 AND e.symbol = ?", "e.ref");

    static final String SEARCH =
            "SELECT c.name, e.json FROM words w CROSS JOIN events e ON e.id = w.rowid"
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

    /// The events of a channel. The index is named, as the planner would take one that has no
    /// market in it for those of a market.
    private static String of(String index) {
        return " FROM channels c CROSS JOIN events e INDEXED BY "
                + index
                + " ON e.channel = c.id WHERE c.name = ? AND ";
    }

    /// A list by a key that grows.
    ///
    /// @param index that is in its order
    /// @param condition which events; a `?` in it is bound before the keys
    /// @param key its column
    record Paged(String index, String condition, String key) {
        /// {@return the query: of a channel, with a key over one and under another, so many}
        ///
        /// @param forward from the oldest on; else from the newest back
        String sql(boolean forward) {
            return "SELECT e.json%s%s AND %s > ? AND %s < ? ORDER BY %s%s LIMIT ?"
                    .formatted(of(index), condition, key, key, key, forward ? "" : " DESC");
        }
    }
}
