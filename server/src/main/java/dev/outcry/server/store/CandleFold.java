package dev.outcry.server.store;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Folds trades into candles of every interval. For the store's thread alone.
///
/// A batch's trades are folded in memory first, so that a candle is written once a batch.
final class CandleFold {
    private final Sql sql;
    private final Map<Long, Scales> scales = new HashMap<>();
    private final Map<Key, Bar> bars = new LinkedHashMap<>();

    CandleFold(Sql sql) {
        this.sql = sql;
    }

    /// Digits after the point.
    private record Scales(int price, int qty) {}

    private record Key(long market, Interval interval, long start) {}

    /// What a batch adds to a candle. Prices and quantities are unscaled.
    private static final class Bar {
        private final long open;
        private long high;
        private long low;
        private long close;
        private long volume;
        private long trades;

        Bar(long open) {
            this.open = open;
            this.high = open;
            this.low = open;
        }

        void add(long price, long qty) {
            high = Math.max(high, price);
            low = Math.min(low, price);
            close = price;
            volume += qty;
            trades++;
        }
    }

    void add(long market, Event.Trade trade) throws SQLException {
        Scales scale = scalesOf(market);
        long price = trade.price().withScale(scale.price()).unscaled();
        long qty = trade.qty().withScale(scale.qty()).unscaled();
        for (Interval interval : Interval.values()) {
            bars.computeIfAbsent(
                            new Key(market, interval, interval.startOf(trade.at())),
                            _ -> new Bar(price))
                    .add(price, qty);
        }
    }

    private Scales scalesOf(long market) throws SQLException {
        Scales known = scales.get(market);
        if (known == null) {
            known =
                    sql.first(
                                    "SELECT price_scale, qty_scale FROM channels WHERE id = ?",
                                    row -> new Scales(row.getInt(1), row.getInt(2)),
                                    market)
                            .orElseThrow();
            scales.put(market, known);
        }
        return known;
    }

    /// Adds the batch's trades to the candles in the file.
    void flush() throws SQLException {
        for (Map.Entry<Key, Bar> each : bars.entrySet()) {
            Key key = each.getKey();
            Bar bar = each.getValue();
            sql.update(
                    """
                    INSERT INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET
                        high = max(high, excluded.high),
                        low = min(low, excluded.low),
                        close = excluded.close,
                        volume = volume + excluded.volume,
                        trades = trades + excluded.trades
                    """,
                    key.market(),
                    key.interval().millis(),
                    key.start(),
                    bar.open,
                    bar.high,
                    bar.low,
                    bar.close,
                    bar.volume,
                    bar.trades);
        }
        bars.clear();
    }

    /// Forgets what was not flushed.
    void clear() {
        bars.clear();
        scales.clear();
    }
}
