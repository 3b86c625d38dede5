package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Symbol;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads the candles of one market and interval.
final class Candles {
    /// How many are told at once, at most.
    static final int MOST = 1_000;

    /// How long after its end a trade of a candle's last moment may still be on its way.
    private static final long GRACE_MILLIS = 250;

    private final Sql sql;
    private final Symbol symbol;
    private final Interval interval;
    private final String channel;

    Candles(Sql sql, Symbol symbol, Interval interval) {
        this.sql = sql;
        this.symbol = symbol;
        this.interval = interval;
        this.channel = Recorder.nameOf(new Channel.Trades(symbol));
    }

    /// {@return the newest that had trades, oldest first, all but the last one closed}
    List<Event.Candle> newest(int limit) throws SQLException {
        List<Event.Candle> found = before(Long.MAX_VALUE, limit);
        if (!found.isEmpty()) {
            found.set(0, closed(found.getFirst(), false));
        }
        return found.reversed();
    }

    /// See [Store#candles].
    List<Event.Candle> filled(long from, long to, long now) throws SQLException {
        List<Event.Candle> newest = before(Long.MAX_VALUE, 1);
        if (newest.isEmpty() || to <= 0) {
            return List.of();
        }
        long length = interval.millis();
        long latest = newest.getFirst().start();
        long last = interval.startOf(Math.min(to, Math.max(now, latest) + 1) - 1);
        long first =
                Math.max(
                        interval.startOf(Math.max(0, from) + length - 1),
                        last - (MOST - 1) * length);
        List<Event.Candle> candles = new ArrayList<>();
        before(first, 1).forEach(before -> candles.add(flat(before.close(), first - length)));
        for (Event.Candle traded : from(first, last)) {
            fill(candles, traded.start());
            candles.add(traded);
        }
        if (!candles.isEmpty()) {
            fill(candles, last + length);
        }
        return candles.stream()
                .filter(candle -> candle.start() >= first)
                .map(candle -> closed(candle, isOver(candle, latest, now)))
                .toList();
    }

    private boolean isOver(Event.Candle candle, long latest, long now) {
        return candle.start() < latest || candle.start() + interval.millis() + GRACE_MILLIS <= now;
    }

    /// Repeats the last close until a start, exclusive.
    private void fill(List<Event.Candle> candles, long until) {
        while (!candles.isEmpty() && candles.getLast().start() + interval.millis() < until) {
            Event.Candle last = candles.getLast();
            candles.add(flat(last.close(), last.start() + interval.millis()));
        }
    }

    private Event.Candle flat(Decimal price, long start) {
        return new Event.Candle(
                symbol, interval, start, price, price, price, price, Decimal.ZERO, 0, true);
    }

    private List<Event.Candle> from(long first, long last) throws SQLException {
        return sql.list(
                Queries.CANDLES_FROM,
                this::read,
                channel,
                interval.millis(),
                first,
                last + interval.millis(),
                MOST);
    }

    /// {@return those before a start, newest first}
    private List<Event.Candle> before(long start, int limit) throws SQLException {
        return sql.list(
                Queries.CANDLES_BEFORE, this::read, channel, interval.millis(), start, limit);
    }

    private Event.Candle read(ResultSet row) throws SQLException {
        int priceScale = row.getInt(1);
        return new Event.Candle(
                symbol,
                interval,
                row.getLong(3),
                new Decimal(row.getLong(4), priceScale),
                new Decimal(row.getLong(5), priceScale),
                new Decimal(row.getLong(6), priceScale),
                new Decimal(row.getLong(7), priceScale),
                new Decimal(row.getLong(8), row.getInt(2)).stripped(),
                row.getLong(9),
                true);
    }

    private static Event.Candle closed(Event.Candle candle, boolean closed) {
        return new Event.Candle(
                candle.symbol(),
                candle.interval(),
                candle.start(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.trades(),
                closed);
    }
}
