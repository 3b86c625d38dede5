package dev.outcry.tests.raw;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A book, kept from its events as the protocol says. Checks each one's place and sum.
final class BookCopy {
    private final SortedMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final SortedMap<BigDecimal, String> asks = new TreeMap<>();
    private long seq;

    /// {@return whether an event is of a book}
    static boolean isOne(JsonObject event) {
        return event.getString("type").startsWith("book");
    }

    /// Takes a `book` or a `book.delta`.
    void take(JsonObject event) {
        long next = event.getJsonNumber("seq").longValue();
        if (event.getString("type").equals("book")) {
            bids.clear();
            asks.clear();
            event.getJsonArray("bids").forEach(level -> set(bids, level.asJsonArray(), 0));
            event.getJsonArray("asks").forEach(level -> set(asks, level.asJsonArray(), 0));
        } else {
            long follows =
                    event.containsKey("prev") ? event.getJsonNumber("prev").longValue() : next - 1;
            assertThat(follows).as("%s follows", event).isEqualTo(seq);
            event.getJsonArray("changes")
                    .forEach(value -> {
                        JsonArray change = value.asJsonArray();
                        set(change.getString(0).equals("bid") ? bids : asks, change, 1);
                    });
        }
        seq = next;
        assertThat(event.getJsonNumber("checksum").longValue())
                .as("%s", event)
                .isEqualTo(checksum());
    }

    private static void set(SortedMap<BigDecimal, String> side, JsonArray level, int at) {
        String price = level.getString(at);
        String qty = level.getString(at + 1);
        if (qty.equals("0")) {
            side.remove(new BigDecimal(price));
        } else {
            side.put(new BigDecimal(price), price + ':' + qty);
        }
    }

    private long checksum() {
        String best =
                Stream.of(bids, asks)
                        .flatMap(side -> side.values().stream().limit(10))
                        .collect(Collectors.joining("|"));
        CRC32 sum = new CRC32();
        sum.update(best.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    /// {@return all levels, to compare}
    @Override
    public String toString() {
        return seq + " " + bids.values() + asks.values();
    }
}
