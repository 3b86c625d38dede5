package dev.outcry.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Side;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BookTest {
    private static final String BIDS = "[\"100.50\",\"2\"],[\"100.00\",\"1\"]";
    private static final String ASKS = "[\"101.00\",\"0.5\"]";
    private static final String BEFORE = "100.50:2|100.00:1|101.00:0.5";

    private final Fixture fixture = new Fixture();
    private final Recorder recorder = fixture.recorder;
    private final Outcry outcry = fixture.builder().start();
    private final Peer peer = fixture.server.welcomed();
    private final Market market = outcry.market("BTC-USD");

    @AfterEach
    void close() {
        fixture.close();
        outcry.close();
    }

    private Subscription follow() {
        Subscription subscription =
                market.followBook(Follow.book("BTC-USD").depth(10), new Writer(recorder));
        peer.subscribed(snapshot(5, BIDS, ASKS, BEFORE));
        assertThat(recorder.next()).isEqualTo("5 " + BEFORE);
        return subscription;
    }

    @Test
    void setsAddsAndRemovesLevels() {
        follow();

        peer.send(
                delta(
                        6,
                        "",
                        "[\"bid\",\"100.50\",\"0\"],[\"bid\",\"99.50\",\"3\"],"
                                + "[\"ask\",\"101.00\",\"0.7\"],[\"ask\",\"100.75\",\"9\"]",
                        "100.00:1|99.50:3|100.75:9|101.00:0.7"));

        assertThat(recorder.next()).isEqualTo("6 100.00:1|99.50:3|100.75:9|101.00:0.7");
    }

    @Test
    void takesAMergedChangeThatFollowsWhatItHolds() {
        follow();

        peer.send(delta(9, "\"prev\":5,", "[\"ask\",\"101.00\",\"0\"]", "100.50:2|100.00:1"));

        assertThat(recorder.next()).isEqualTo("9 100.50:2|100.00:1");
    }

    @Test
    void takesAWholeBookAtAnyTime() {
        follow();

        peer.send(whole(40, "[\"1.00\",\"1\"]", "", "1.00:1"));
        peer.send(delta(41, "", "[\"bid\",\"1.00\",\"2\"]", "1.00:2"));

        assertThat(recorder.next()).isEqualTo("40 1.00:1");
        assertThat(recorder.next()).isEqualTo("41 1.00:2");
    }

    @Test
    void goesOnFromItsPlaceWhenAChangeIsMissing() {
        follow();
        peer.send(delta(7, "", "[\"bid\",\"100.50\",\"1\"]", "100.50:1|100.00:1|101.00:0.5"));

        JsonObject since = peer.subscribed(Fixture.recovered("b", 5)).getJsonObject("since");
        peer.send(delta(6, "", "[\"bid\",\"100.50\",\"7\"]", "100.50:7|100.00:1|101.00:0.5"));
        peer.send(delta(7, "", "[\"bid\",\"100.50\",\"1\"]", "100.50:1|100.00:1|101.00:0.5"));

        assertThat(since.getInt("seq")).isEqualTo(5);
        assertThat(recorder.next()).isEqualTo("6 100.50:7|100.00:1|101.00:0.5");
        assertThat(recorder.next()).isEqualTo("7 100.50:1|100.00:1|101.00:0.5");
    }

    @Test
    void asksAnewAndIsSilentWhenTheChecksumDisagrees() {
        Subscription subscription = follow();
        peer.send(delta(6, "", "[\"bid\",\"100.50\",\"1\"]", "100.50:3|100.00:1|101.00:0.5"));
        peer.send(delta(7, "", "[\"bid\",\"100.50\",\"4\"]", "100.50:4|100.00:1|101.00:0.5"));
        assertThat(recorder.next()).isEqualTo("stale");

        JsonObject again = peer.subscribed(snapshot(8, BIDS, ASKS, BEFORE));
        peer.send(delta(9, "", "[\"bid\",\"100.00\",\"0\"]", "100.50:2|101.00:0.5"));

        assertThat(again).doesNotContainKey("since");
        assertThat(again.getInt("depth")).isEqualTo(10);
        assertThat(recorder.next()).isEqualTo("8 " + BEFORE);
        assertThat(recorder.next()).isEqualTo("9 100.50:2|101.00:0.5");
        assertThat(subscription.isOpen()).isTrue();
    }

    @Test
    void asksAgainLaterWhenTheNewBookIsWrongToo() {
        market.followBook(new Writer(recorder));
        peer.subscribed(snapshot(5, BIDS, ASKS, "wrong"));
        assertThat(recorder.next()).isEqualTo("stale");

        JsonObject again = peer.subscribed(snapshot(6, BIDS, ASKS, BEFORE));

        assertThat(again).doesNotContainKey("since");
        assertThat(recorder.next()).isEqualTo("6 " + BEFORE);
    }

    @Test
    void startsAnewOnANewConnectionWhereItsPlaceIsForgotten() {
        follow();
        peer.vanish();

        Peer again = fixture.server.welcomed();
        again.subscribed("\"reason\":\"too_old\"," + snapshot(2_000, "", ASKS, "101.00:0.5"));

        assertThat(recorder.next()).isEqualTo("2000 101.00:0.5");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void keepsTheServersBook(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Integer> bids = new TreeMap<>(Comparator.reverseOrder());
        Map<Integer, Integer> asks = new TreeMap<>();
        market.followBook(new Writer(recorder));
        peer.subscribed(snapshot(0, "", "", ""));
        assertThat(recorder.next()).isEqualTo("0 ");

        for (int seq = 1; seq <= 200; seq++) {
            boolean bid = random.nextBoolean();
            int price =
                    bid ? random.nextInt(9_000, 9_999) / 30 : random.nextInt(10_000, 11_000) / 30;
            Map<Integer, Integer> side = bid ? bids : asks;
            int qty = random.nextInt(4);
            if (qty == 0) {
                side.remove(price);
            } else {
                side.put(price, qty);
            }
            String change = "[\"%s\",\"%d.5\",\"%d\"]".formatted(bid ? "bid" : "ask", price, qty);
            peer.send(delta(seq, "", change, top(bids, asks, 10)));

            assertThat(recorder.next()).isEqualTo(seq + " " + top(bids, asks, 1_000));
        }
    }

    @Test
    void tellsCandlesAsTheyStand() {
        market.followCandles(
                Interval.M1,
                new CandleListener() {
                    @Override
                    public void onReset(List<Event.Candle> newest) {
                        newest.forEach(candle -> recorder.add("past " + candle.close()));
                    }

                    @Override
                    public void onCandle(Event.Candle candle) {
                        recorder.add(candle.close() + (candle.closed() ? " closed" : ""));
                    }
                });

        JsonObject asked =
                peer.subscribed(
                        "\"epoch\":\"c\",\"seq\":0,\"recovered\":false,\"snapshot\":{\"items\":[%s]}"
                                .formatted(candle("1.00", true)));
        peer.send(candle("2.00", false)).send(candle("3.00", true));

        assertThat(asked.getString("channel")).isEqualTo("candles:BTC-USD:1m");
        assertThat(recorder.next()).isEqualTo("past 1.00");
        assertThat(recorder.next()).isEqualTo("2.00");
        assertThat(recorder.next()).isEqualTo("3.00 closed");
    }

    private static String candle(String close, boolean closed) {
        return ("{\"type\":\"candle\",\"channel\":\"candles:BTC-USD:1m\",\"symbol\":\"BTC-USD\","
                        + "\"interval\":\"1m\",\"start\":60000,\"open\":\"1.00\",\"high\":\"9.00\","
                        + "\"low\":\"1.00\",\"close\":\"%s\",\"volume\":\"5\",\"trades\":3,"
                        + "\"closed\":%b}")
                .formatted(close, closed);
    }

    private static String top(Map<Integer, Integer> bids, Map<Integer, Integer> asks, int n) {
        return Stream.of(bids, asks)
                .flatMap(side -> side.entrySet().stream().limit(n))
                .map(level -> level.getKey() + ".5:" + level.getValue())
                .collect(Collectors.joining("|"));
    }

    private static String snapshot(long seq, String bids, String asks, String summed) {
        return "\"epoch\":\"b\",\"seq\":%d,\"recovered\":false,\"snapshot\":%s"
                .formatted(seq, whole(seq, bids, asks, summed));
    }

    private static String whole(long seq, String bids, String asks, String summed) {
        return event("book", seq, "\"bids\":[%s],\"asks\":[%s],".formatted(bids, asks), summed);
    }

    private static String delta(long seq, String prev, String changes, String summed) {
        return event("book.delta", seq, prev + "\"changes\":[%s],".formatted(changes), summed);
    }

    private static String event(String type, long seq, String fields, String summed) {
        CRC32 sum = new CRC32();
        sum.update(summed.getBytes(StandardCharsets.US_ASCII));
        return ("{\"type\":\"%s\",\"channel\":\"book:BTC-USD\",\"seq\":%d,\"pos\":1,\"at\":1,%s"
                        + "\"checksum\":%d}")
                .formatted(type, seq, fields, sum.getValue());
    }

    /// Writes the whole book down, one line each time.
    private record Writer(Recorder recorder) implements BookListener {
        @Override
        public void onBook(OrderBook book) {
            recorder.add(
                    book.seq()
                            + " "
                            + Stream.of(Side.BUY, Side.SELL)
                                    .flatMap(side -> book.levels(side, 1_000).stream())
                                    .map(level -> level.price() + ":" + level.qty())
                                    .collect(Collectors.joining("|")));
        }

        @Override
        public void onStale() {
            recorder.add("stale");
        }
    }
}
