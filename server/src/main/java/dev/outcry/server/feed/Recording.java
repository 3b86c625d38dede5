package dev.outcry.server.feed;

import dev.outcry.protocol.Decimal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/// One day's file of recorded trades, read as it is played: a stream costs a buffer, not the day.
///
/// What can't be read is our own resource and ends in an [IllegalStateException].
///
/// @param path below `/feed`, such as `btcusd/20161007_second_trade.zip`
/// @param kind how to read its lines
record Recording(String path, Kind kind) {
    /// What the lines are like.
    enum Kind {
        /// UTC, decimal prices.
        CRYPTO(ZoneOffset.UTC),
        /// New York, dollars × 10,000.
        EQUITY(ZoneId.of("America/New_York"));

        private final ZoneId zone;

        Kind(ZoneId zone) {
            this.zone = zone;
        }

        private Decimal price(String text) {
            return switch (this) {
                case CRYPTO -> Decimal.parse(text);
                case EQUITY -> new Decimal(Long.parseLong(text), 4);
            };
        }
    }

    /// {@return when its day begins, Unix epoch milliseconds}
    long midnight() {
        int name = path.lastIndexOf('/') + 1;
        int day = Integer.parseInt(path, name, name + 8, 10);
        return LocalDate.of(day / 10_000, day / 100 % 100, day % 100)
                .atStartOfDay(kind.zone)
                .toInstant()
                .toEpochMilli();
    }

    /// {@return the bars of a file of bars, oldest first}
    Stream<Bar> bars(Scales scales) {
        long midnight = midnight();
        return lines().map(line -> bar(line.split(",", -1), midnight, scales));
    }

    /// {@return the prints of a file of single trades, oldest first, but for those that
    /// [SaleCondition] leaves out}
    Stream<Print> ticks(Scales scales) {
        long midnight = midnight();
        TickRule rule = new TickRule();
        return lines().map(line -> line.split(",", -1))
                .filter(tick -> SaleCondition.isRegular(tick[4]) && "0".equals(tick[5]))
                .map(tick -> print(tick, midnight, scales, rule));
    }

    private Bar bar(String[] fields, long midnight, Scales scales) {
        return new Bar(
                midnight + Long.parseLong(fields[0]),
                scales.ticks(kind.price(fields[1])),
                scales.ticks(kind.price(fields[2])),
                scales.ticks(kind.price(fields[3])),
                scales.ticks(kind.price(fields[4])),
                scales.lots(Decimal.parse(fields[5])));
    }

    private Print print(String[] fields, long midnight, Scales scales, TickRule rule) {
        long price = scales.ticks(kind.price(fields[1]));
        return new Print(
                midnight + Long.parseLong(fields[0]),
                price,
                scales.lots(Decimal.parse(fields[2])),
                rule.sideAt(price));
    }

    private Stream<String> lines() {
        InputStream file = Recording.class.getResourceAsStream("/feed/" + path);
        if (file == null) {
            throw new IllegalStateException("no recording " + path);
        }
        ZipInputStream zip = new ZipInputStream(file);
        try {
            zip.getNextEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read recording " + path, e);
        }
        return new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII)).lines();
    }
}
