package dev.outcry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// The flows that are measured.
final class Flows {
    private static final String GOOG = "GOOG_2012-06-21_L10.first20000.flow.csv.gz";
    private static final int MIDDLE = 50_000;

    private Flows() {}

    static Flow named(String name) {
        return switch (name) {
            case "placeCancel" -> placeCancel();
            case "mix" -> mix();
            case "goog" -> goog();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /// Into a book of 1,000 levels a side: orders that are placed at one of them and canceled after
    /// the next.
    private static Flow placeCancel() {
        SplittableRandom random = new SplittableRandom(1);
        Flow flow = new Flow();
        List<Long> standing = new ArrayList<>();
        for (int level = 1; level <= 1_000; level++) {
            standing.add(flow.place(true, MIDDLE - level, 10));
            standing.add(flow.place(false, MIDDLE + level, 10));
        }
        long before = flow.place(true, MIDDLE - 1, 1);
        for (int i = 0; i < 500_000; i++) {
            boolean buy = random.nextBoolean();
            int level = 1 + random.nextInt(1_000);
            long order = flow.place(buy, buy ? MIDDLE - level : MIDDLE + level, 10);
            flow.cancel(before);
            before = order;
        }
        flow.cancel(before);
        standing.forEach(flow::cancel);
        return flow;
    }

    /// 9 % new, 3 % ioc, 6 % cancel, 82 % amended prices, around 1,000 open orders.
    private static Flow mix() {
        SplittableRandom random = new SplittableRandom(2);
        Flow flow = new Flow();
        Queues book = new Queues();
        for (int i = 0; i < 1_000; i++) {
            placeSomewhere(flow, book, random);
        }
        for (int i = 0; i < 500_000; i++) {
            int dice = random.nextInt(100);
            if (dice < 9) {
                placeSomewhere(flow, book, random);
            } else if (dice < 12) {
                boolean buy = random.nextBoolean();
                long qty = 1L + random.nextInt(20);
                flow.take(buy, buy ? MIDDLE + 1_000 : MIDDLE - 1_000, qty);
                book.take(buy, qty);
            } else if (dice < 18) {
                flow.cancel(book.remove(random));
            } else {
                long order = book.any(random);
                long price = otherPrice(book, order, random);
                flow.move(order, price);
                book.move(order, price);
            }
        }
        book.orders().forEach(flow::cancel);
        return flow;
    }

    private static void placeSomewhere(Flow flow, Queues book, SplittableRandom random) {
        boolean buy = random.nextBoolean();
        long price = price(buy, random);
        long qty = 1L + random.nextInt(20);
        book.add(flow.place(buy, price, qty), buy, price, qty);
    }

    private static long otherPrice(Queues book, long order, SplittableRandom random) {
        long price = book.price(order);
        while (price == book.price(order)) {
            price = price(book.buys(order), random);
        }
        return price;
    }

    /// Most prices are near the middle, and none crosses it.
    private static long price(boolean buy, SplittableRandom random) {
        int away = 1 + random.nextInt(1 + random.nextInt(200));
        return buy ? MIDDLE - away : MIDDLE + away;
    }

    /// The recorded flow of a NASDAQ morning.
    private static Flow goog() {
        Flow flow = new Flow();
        Map<String, Long> ids = new HashMap<>();
        Map<Long, Long> left = new TreeMap<>();
        for (String line : lines()) {
            String[] fields = line.split(",", -1);
            long qty = fields[6].isEmpty() ? 0 : Long.parseLong(fields[6]);
            switch (fields[2]) {
                case "A" -> {
                    boolean buy = fields[4].equals("B");
                    long id = flow.place(buy, Long.parseLong(fields[5]), qty);
                    ids.put(fields[3], id);
                    left.put(id, qty);
                }
                case "X" -> {
                    flow.take(fields[4].equals("B"), Long.parseLong(fields[5]), qty);
                    left.computeIfPresent(
                            ids.get(fields[7]), (id, rest) -> rest == qty ? null : rest - qty);
                }
                case "R" -> {
                    long id = ids.get(fields[3]);
                    if (left.get(id) == qty) {
                        left.remove(id);
                        flow.cancel(id);
                    } else {
                        left.merge(id, -qty, Long::sum);
                        flow.reduce(id, qty);
                    }
                }
                default -> {
                    long id = ids.get(fields[3]);
                    left.remove(id);
                    flow.cancel(id);
                }
            }
        }
        left.keySet().forEach(flow::cancel);
        return flow;
    }

    private static List<String> lines() {
        for (String folder :
                List.of(
                        System.getenv().getOrDefault("OUTCRY_GOLDEN", "."),
                        "../shared/data/golden",
                        "../../shared/data/golden")) {
            Path file = Path.of(folder, GOOG);
            if (Files.exists(file)) {
                try (BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(Files.newInputStream(file)),
                                        StandardCharsets.US_ASCII))) {
                    return reader.lines().toList();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("no " + GOOG + "; set OUTCRY_GOLDEN to its folder");
    }
}
