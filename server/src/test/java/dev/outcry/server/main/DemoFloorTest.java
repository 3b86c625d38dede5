package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The demo, seen from outside.
@Timeout(60)
class DemoFloorTest {
    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.demo(20);
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static List<String> symbols() {
        return floor
                .json("/api/v1/markets")
                .getJsonArray("items")
                .getValuesAs(JsonObject.class)
                .stream()
                .map(market -> market.getString("symbol"))
                .toList();
    }

    @Test
    void movesEveryMarket() {
        TreeSet<String> still = new TreeSet<>(symbols());
        assertThat(still).contains("SPY-USD", "BTC-USD").hasSizeGreaterThanOrEqualTo(4);
        try (Client client = floor.anonymous()) {
            for (JsonObject ticker :
                    client.follow("ticker:*")
                            .getJsonObject("snapshot")
                            .getJsonArray("items")
                            .getValuesAs(JsonObject.class)) {
                assertThat(ticker.getString("channel")).isEqualTo("ticker:*");
            }
            client.send(
                    "{'type':'subscribe','id':500,'channels':['trades:"
                            + String.join("','trades:", still)
                            + "']}");

            while (!still.isEmpty()) {
                JsonObject next = client.next();
                if (next.getString("type").equals("trade")) {
                    still.remove(next.getString("channel").substring("trades:".length()));
                }
            }
        }
    }

    @Test
    void keepsEveryBookWholeWhilePricesMove() {
        try (Client client = floor.anonymous()) {
            TreeMap<String, BookCopy> copies = new TreeMap<>();
            TreeMap<String, Long> seqs = new TreeMap<>();
            for (String symbol : symbols()) {
                client.send("{'type':'subscribe','channel':'book:" + symbol + "'}")
                        .send("{'type':'subscribe','channel':'trades:" + symbol + "'}");
            }
            long pos = 0;
            for (int i = 0; i < 3_000; i++) {
                JsonObject next = client.next();
                String channel = next.getString("channel");
                switch (next.getString("type")) {
                    case "subscribed" -> {
                        seqs.put(channel, next.getJsonNumber("seq").longValue());
                        if (channel.startsWith("book:")) {
                            copies.put(channel, new BookCopy(next.getJsonObject("snapshot")));
                        }
                    }
                    case "book.delta" -> copies.get(channel).take(next);
                    case "trade" ->
                            assertThat(next.getJsonNumber("seq").longValue())
                                    .isEqualTo(seqs.merge(channel, 1L, Long::sum));
                    default -> assertThat(next.getString("type")).isEqualTo("live");
                }
                if (next.containsKey("pos")) {
                    assertThat(next.getJsonNumber("pos").longValue()).isGreaterThanOrEqualTo(pos);
                    pos = next.getJsonNumber("pos").longValue();
                }
            }
            assertThat(copies).hasSize(symbols().size());
        }
    }
}
