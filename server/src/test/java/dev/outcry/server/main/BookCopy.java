package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// A book as a stranger keeps it who has only read the protocol. Checks each sum, and that no event
/// is missing.
final class BookCopy {
    private final TreeMap<BigDecimal, String[]> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, String[]> asks = new TreeMap<>();
    private long seq;

    BookCopy(JsonObject book) {
        replace(book);
    }

    long seq() {
        return seq;
    }

    void take(JsonObject event) {
        if (event.getString("type").equals("book")) {
            replace(event);
            return;
        }
        assertThat(event.getString("type")).isEqualTo("book.delta");
        long next = event.getJsonNumber("seq").longValue();
        long follows =
                event.containsKey("prev") ? event.getJsonNumber("prev").longValue() : next - 1;
        assertThat(follows).as("%s follows", event).isEqualTo(seq);
        seq = next;
        for (JsonValue value : event.getJsonArray("changes")) {
            JsonArray change = value.asJsonArray();
            TreeMap<BigDecimal, String[]> side = change.getString(0).equals("bid") ? bids : asks;
            BigDecimal price = new BigDecimal(change.getString(1));
            if (change.getString(2).equals("0")) {
                side.remove(price);
            } else {
                side.put(price, new String[] {change.getString(1), change.getString(2)});
            }
        }
        check(event);
    }

    /// Makes sure that a whole book says the same.
    void sameAs(JsonObject book, int depth) {
        assertThat(lines(bids, depth)).isEqualTo(lines(book.getJsonArray("bids")));
        assertThat(lines(asks, depth)).isEqualTo(lines(book.getJsonArray("asks")));
        assertThat(book.getJsonNumber("checksum").longValue()).isEqualTo(checksum());
    }

    private void replace(JsonObject book) {
        bids.clear();
        asks.clear();
        seq = book.getJsonNumber("seq").longValue();
        fill(bids, book.getJsonArray("bids"));
        fill(asks, book.getJsonArray("asks"));
        assertThat(lines(bids, 1000)).as("best first").isEqualTo(lines(book.getJsonArray("bids")));
        assertThat(lines(asks, 1000)).as("best first").isEqualTo(lines(book.getJsonArray("asks")));
        check(book);
    }

    private void check(JsonObject event) {
        assertThat(event.getJsonNumber("checksum").longValue())
                .as("%s", event)
                .isEqualTo(checksum());
    }

    private long checksum() {
        List<String> levels = new ArrayList<>(lines(bids, 10));
        levels.addAll(lines(asks, 10));
        CRC32 sum = new CRC32();
        sum.update(String.join("|", levels).getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private static void fill(Map<BigDecimal, String[]> side, JsonArray levels) {
        for (JsonArray level : levels.getValuesAs(JsonArray.class)) {
            side.put(
                    new BigDecimal(level.getString(0)),
                    new String[] {level.getString(0), level.getString(1)});
        }
    }

    private static List<String> lines(Map<BigDecimal, String[]> side, int most) {
        return side.values().stream().limit(most).map(level -> level[0] + ":" + level[1]).toList();
    }

    private static List<String> lines(JsonArray levels) {
        return levels.getValuesAs(JsonArray.class).stream()
                .map(level -> level.getString(0) + ":" + level.getString(1))
                .toList();
    }
}
