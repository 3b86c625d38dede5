package dev.outcry.client;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A market's price levels, kept up to date from the server's changes, each checked by its
/// checksum. Only for the client's callback thread, within the call that it is given to.
public final class OrderBook {
    private static final int SUMMED = 10;
    private static final Comparator<Decimal> LOW_FIRST =
            Comparator.comparing(Decimal::toBigDecimal);

    private final SortedMap<Decimal, Event.Level> bids = new TreeMap<>(LOW_FIRST.reversed());
    private final SortedMap<Decimal, Event.Level> asks = new TreeMap<>(LOW_FIRST);
    private long seq;
    private long at;

    OrderBook() {}

    /// {@return the seq of the newest event that it holds}
    public long seq() {
        return seq;
    }

    /// {@return when it last changed, the server's Unix epoch milliseconds}
    public long at() {
        return at;
    }

    /// Copies the best levels.
    ///
    /// @param side whose
    /// @param depth how many at most
    /// @return best first
    public List<Event.Level> levels(Side side, int depth) {
        return levels(side).values().stream().limit(depth).toList();
    }

    /// {@return the best level of a side; empty where nothing rests}
    ///
    /// @param side whose
    public Optional<Event.Level> best(Side side) {
        return levels(side).values().stream().findFirst();
    }

    /// Replaces all.
    ///
    /// @return whether the checksum agrees
    boolean replace(Event.Book book) {
        bids.clear();
        asks.clear();
        book.bids().forEach(level -> bids.put(level.price(), level));
        book.asks().forEach(level -> asks.put(level.price(), level));
        seq = book.seq();
        at = book.at();
        return checksum() == book.checksum();
    }

    /// Changes some levels; the caller knows that this is what comes next.
    ///
    /// @return whether the checksum agrees
    boolean change(Event.BookDelta delta) {
        for (Event.Change change : delta.changes()) {
            Event.Level level = change.level();
            if (level.qty().unscaled() == 0) {
                levels(change.side()).remove(level.price());
            } else {
                levels(change.side()).put(level.price(), level);
            }
        }
        seq = delta.seq();
        at = delta.at();
        return checksum() == delta.checksum();
    }

    private SortedMap<Decimal, Event.Level> levels(Side side) {
        return switch (side) {
            case BUY -> bids;
            case SELL -> asks;
        };
    }

    private long checksum() {
        CRC32 sum = new CRC32();
        String summed =
                Stream.of(bids.values(), asks.values())
                        .flatMap(OrderBook::summed)
                        .collect(Collectors.joining("|"));
        sum.update(summed.getBytes(StandardCharsets.US_ASCII));
        return sum.getValue();
    }

    private static Stream<String> summed(Collection<Event.Level> levels) {
        return levels.stream().limit(SUMMED).map(level -> level.price() + ":" + level.qty());
    }
}
