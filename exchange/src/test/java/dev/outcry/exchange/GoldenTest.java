package dev.outcry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The first 20,000 events of a real NASDAQ day: the engine must come to the exchange's own ten
/// best levels after each one, and every execution must hit the order that it hit there.
class GoldenTest {
    private static final String DAY = "GOOG_2012-06-21_";
    private static final int DEPTH = 10;
    private static final int MAKER = 1;
    private static final int TAKER = 2;

    private final Recorder events = new Recorder();
    private final Exchange exchange = new Exchange(events);
    private final OrderRequest request = new OrderRequest();
    private final Map<Long, Long> ids = new HashMap<>();
    private long nextOrder = 1;

    @Test
    void rebuildsTheBookOfARealDay() throws IOException {
        List<String> flow = Golden.lines(DAY + "L10.first20000.flow.csv.gz");
        List<String> books = Golden.lines(DAY + "orderbook_10.first20000.csv.gz");
        open();
        int row = 1;

        for (String line : flow) {
            String[] fields = line.split(",", -1);
            int next = Integer.parseInt(fields[0]);
            for (; row < next; row++) {
                assertThat(book()).as("row %d", row).isEqualTo(books.get(row - 1));
            }
            play(fields);
        }

        for (; row <= books.size(); row++) {
            assertThat(book()).as("row %d", row).isEqualTo(books.get(row - 1));
        }
        assertThat(row).isEqualTo(20_001);
    }

    private void open() {
        int dollars = exchange.addAsset(6);
        int shares = exchange.addAsset(8);
        exchange.addMarket(MarketSpec.of(shares, dollars, 1, 4, 1, 0));
        for (int account : new int[] {MAKER, TAKER}) {
            assertThat(exchange.addAccount(AccountKind.FEED)).isEqualTo(account);
            exchange.deposit(account, dollars, 1L << 60);
            exchange.deposit(account, shares, 1L << 60);
        }
    }

    private void play(String[] fields) {
        events.clear();
        Outcome outcome =
                switch (fields[2]) {
                    case "A" -> {
                        ids.put(id(fields[3]), nextOrder);
                        yield exchange.submit(order(MAKER, fields), 0);
                    }
                    case "X" -> exchange.submit(order(TAKER, fields).tif(TimeInForce.IOC), 0);
                    case "C" -> exchange.cancel(ours(fields[3]), MAKER);
                    case "R" -> reduce(ours(fields[3]), Long.parseLong(fields[6]));
                    default -> throw new IllegalArgumentException(fields[2]);
                };
        assertThat(outcome).as(String.join(",", fields)).isEqualTo(Outcome.ACCEPTED);
        if (fields[2].equals("A")) {
            assertThat(events.lines).hasSize(2).last().asString().startsWith("rested ");
        } else if (fields[2].equals("X")) {
            assertThat(events.lines).hasSize(4);
            assertThat(events.lines.get(2)).startsWith("- maker " + ours(fields[7]) + " ");
            assertThat(events.lines.get(3)).endsWith(" 2 0 0");
        }
    }

    /// Taking all that is left is a cancel.
    private Outcome reduce(long id, long lots) {
        OrderInfo order = exchange.order(id).orElseThrow();
        return order.remainingLots() == lots
                ? exchange.cancel(id, MAKER)
                : exchange.amend(id, MAKER, 0, order.qtyLots() - lots);
    }

    private OrderRequest order(int account, String[] fields) {
        Side side = fields[4].equals("B") ? Side.BUY : Side.SELL;
        return request.reset(nextOrder++, account, 0, side)
                .limit(Long.parseLong(fields[5]), Long.parseLong(fields[6]));
    }

    private static long id(String field) {
        return Long.parseLong(field);
    }

    private long ours(String field) {
        return ids.get(id(field));
    }

    private String book() {
        List<String> asks = side(Side.SELL, "9999999999,0");
        List<String> bids = side(Side.BUY, "-9999999999,0");
        List<String> both = new ArrayList<>();
        for (int i = 0; i < DEPTH; i++) {
            both.add(asks.get(i));
            both.add(bids.get(i));
        }
        return String.join(",", both);
    }

    private List<String> side(Side side, String empty) {
        List<String> levels = new ArrayList<>();
        exchange.levels(0, side, DEPTH, (price, qty, orders) -> levels.add(price + "," + qty));
        while (levels.size() < DEPTH) {
            levels.add(empty);
        }
        return levels;
    }
}
