package dev.outcry.server.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A book as a careful client folds it: it refuses a delta that doesn't follow, and checks each
/// checksum. Written after PROTOCOL §6, without a look at the hub.
final class ClientBook {
    private final NavigableMap<BigDecimal, Event.Level> bids =
            new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, Event.Level> asks = new TreeMap<>();
    private long seq;

    long seq() {
        return seq;
    }

    void begin(Event.Book book) {
        bids.clear();
        asks.clear();
        book.bids().forEach(level -> set(Side.BUY, level));
        book.asks().forEach(level -> set(Side.SELL, level));
        assertThat(checksum()).isEqualTo(book.checksum());
        seq = book.seq();
    }

    void apply(Event event) {
        if (event instanceof Event.Book book) {
            assertThat(book.seq()).isGreaterThan(seq);
            begin(book);
        } else if (event instanceof Event.BookDelta delta) {
            assertThat(delta.prev().orElse(delta.seq() - 1)).isEqualTo(seq);
            delta.changes().forEach(change -> set(change.side(), change.level()));
            assertThat(checksum()).isEqualTo(delta.checksum());
            seq = delta.seq();
        }
    }

    /// Applies a change whatever comes of it, as the truth does.
    void set(Side side, Event.Level level) {
        NavigableMap<BigDecimal, Event.Level> levels = side == Side.BUY ? bids : asks;
        BigDecimal price = level.price().toBigDecimal();
        if (level.qty().unscaled() == 0) {
            levels.remove(price);
        } else {
            levels.put(price, new Event.Level(level.price(), level.qty().stripped()));
        }
    }

    List<Event.Level> bids(int depth) {
        return bids.values().stream().limit(depth).toList();
    }

    List<Event.Level> asks(int depth) {
        return asks.values().stream().limit(depth).toList();
    }

    /// {@return the price of some level, or none}
    List<Decimal> prices(Side side) {
        return new ArrayList<>(
                (side == Side.BUY ? bids : asks)
                        .values().stream().map(Event.Level::price).toList());
    }

    long checksum() {
        List<String> levels =
                Stream.concat(bids(10).stream(), asks(10).stream())
                        .map(level -> level.price() + ":" + level.qty())
                        .toList();
        CRC32 sum = new CRC32();
        sum.update(String.join("|", levels).getBytes(US_ASCII));
        return sum.getValue();
    }
}
