package dev.outcry.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, 0, 0",
        "-0, 0, 0",
        "7, 7, 0",
        "007, 7, 0",
        "101.25, 10125, 2",
        "101.250, 101250, 3",
        "-0.5, -5, 1",
        "0.000000000000000001, 1, 18",
        "9223372036854775807, 9223372036854775807, 0",
        "-9223372036854775807, -9223372036854775807, 0",
        "9.223372036854775807, 9223372036854775807, 18",
    })
    void readsPlainDigits(String text, long unscaled, int scale) {
        assertThat(Decimal.parse(text)).isEqualTo(new Decimal(unscaled, scale));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                " 1",
                "1 ",
                ".",
                ".5",
                "5.",
                "1.2.3",
                "1..2",
                "--1",
                "1-",
                "-.5",
                "1e5",
                "1E5",
                "0x1",
                "1_000",
                "1,000",
                "NaN",
                "Infinity",
                "١",
                "１",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "0.0000000000000000001",
            })
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest(name = "{0} x 10^-{1}")
    @CsvSource({
        "0, 0, 0",
        "0, 2, 0.00",
        "5, 2, 0.05",
        "-5, 2, -0.05",
        "10125, 2, 101.25",
        "100, 2, 1.00",
        "1, 18, 0.000000000000000001",
        "-9223372036854775808, 0, -9223372036854775808",
        "-9223372036854775808, 18, -9.223372036854775808",
    })
    void writesExactlyItsScale(long unscaled, int scale, String text) {
        assertThat(new Decimal(unscaled, scale)).hasToString(text);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void agreesWithBigDecimal(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            Decimal amount = new Decimal(unscaled, random.nextInt(19));
            BigDecimal model = BigDecimal.valueOf(unscaled, amount.scale());

            assertThat(amount.toString()).isEqualTo(model.toPlainString());
            assertThat(amount.toBigDecimal()).isEqualTo(model);
            assertThat(amount.stripped().toBigDecimal()).isEqualByComparingTo(model);
            assertThat(amount.stripped().toString()).doesNotMatch(".*\\..*0");
            if (unscaled != Long.MIN_VALUE) {
                assertThat(Decimal.parse(amount.toString())).isEqualTo(amount);
            }
        }
    }

    @Test
    void changesItsScaleExactlyOrNotAtAll() {
        Decimal amount = Decimal.parse("1.50");

        assertThat(amount.withScale(4)).hasToString("1.5000");
        assertThat(amount.withScale(1)).hasToString("1.5");
        assertThatThrownBy(() -> amount.withScale(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Decimal(Long.MAX_VALUE, 0).withScale(1))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Decimal(1, 19)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Decimal(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "room:lobby, true, false",
        "presence:a-b_c, false, true",
        "ticker:BTC-USD, false, true",
        "ticker:*, false, true",
        "trades:X, true, false",
        "book:BTC-USD, true, true",
        "candles:BTC-USD:1s, false, true",
        "candles:BTC-USD:1d, false, true",
    })
    void readsAChannelsName(String name, boolean sequenced, boolean conflatable) {
        Channel channel = Channel.parse(name);

        assertThat(channel).hasToString(name);
        assertThat(channel.sequenced()).isEqualTo(sequenced);
        assertThat(channel.conflatable()).isEqualTo(conflatable);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                ":",
                "room",
                "room:",
                "room:*",
                "room:Lobby",
                "room:a:b",
                "room: a",
                "Room:a",
                "presence:*",
                "ticker:",
                "ticker:**",
                "ticker:btc",
                "ticker:A-B-C",
                "ticker:-",
                "ticker:A-",
                "trades:*",
                "book:*",
                "candles:BTC-USD",
                "candles:BTC-USD:",
                "candles:BTC-USD:2m",
                "candles:BTC-USD:1M",
                "candles::1m",
                "candles:BTC-USD:1m:",
                "me:ada",
                "floor:lobby",
                "room:lobby\n",
                "room:l\u00f6bby",
                "room:lobby\0",
            })
    void refusesWhatNoChannelIsCalled(String name) {
        assertThatThrownBy(() -> Channel.parse(name))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CHANNEL_UNKNOWN));
    }

    @Test
    void knowsSlugs() {
        String longest = "a".repeat(64);
        for (String good : new String[] {"a", "0", "lobby", "a-b_c", "9-", longest}) {
            assertThat(Ids.isSlug(good)).as(good).isTrue();
        }
        for (String bad :
                new String[] {"", "-a", "_a", "A", "a b", "a.b", "\u00e4", "a\0", longest + "a"}) {
            assertThat(Ids.isSlug(bad)).as(bad).isFalse();
        }
    }

    @Test
    void knowsSymbols() {
        String half = "A".repeat(16);
        for (String good : new String[] {"X", "9", "BTC-USD", half, half + "-" + half}) {
            assertThat(Ids.isSymbol(good)).as(good).isTrue();
        }
        for (String bad :
                new String[] {
                    "",
                    "-",
                    "btc",
                    "BTC-",
                    "-USD",
                    "BTC_USD",
                    "A-B-C",
                    "B C",
                    half + "A",
                    "A-" + half + "A",
                    "\u00c4"
                }) {
            assertThat(Ids.isSymbol(bad)).as(bad).isFalse();
        }
        assertThat(Ids.isCode("BTC-USD")).isFalse();
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "S1, 0, 0",
        "S1, 999, 0",
        "S1, 1000, 1000",
        "M1, 59999, 0",
        "M1, 60000, 60000",
        "M5, 1763867045123, 1763866800000",
        "M15, 1763867045123, 1763866800000",
        "H1, 1763867045123, 1763866800000",
        "H4, 1763867045123, 1763856000000",
        "D1, 1763867045123, 1763856000000",
        "M1, -1, -60000",
        "D1, -1, -86400000",
    })
    void alignsCandlesToTheEpoch(Interval interval, long at, long start) {
        assertThat(interval.startOf(at)).isEqualTo(start);
    }

    @ParameterizedTest
    @EnumSource
    void readsAnIntervalByItsName(Interval interval) {
        assertThat(Interval.parse(interval.toString())).contains(interval);
        assertThat(interval.startOf(interval.millis() - 1)).isZero();
        assertThat(interval.startOf(interval.millis())).isEqualTo(interval.millis());
    }

    @ParameterizedTest
    @EnumSource
    void readsACodeByItsName(ErrorCode code) {
        assertThat(ErrorCode.of(code.wire())).contains(code);
        assertThat(code.wire()).matches("[a-z_]+(\\.[a-z_]+)?");
        assertThat(code.status()).isBetween(400, 503);
    }

    @Test
    void namesCodesAsTheProtocolDoes() {
        assertThat(ErrorCode.ROOM_SLOW_MODE.wire()).isEqualTo("room.slow_mode");
        assertThat(ErrorCode.OUTCOME_UNKNOWN.wire()).isEqualTo("outcome_unknown");
        assertThat(ErrorCode.of("nonsense")).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1000, true", "1001, true", "1002, false", "1003, false", "1006, true", "1007, false",
        "1009, true", "1011, true", "1012, true", "1013, true", "4000, true", "4008, true",
        "4009, true", "4029, true", "4401, true", "4499, true", "4500, false", "4501, false",
        "4503, false", "4999, false",
    })
    void saysWhichCloseCodesToComeBackFrom(int code, boolean reconnects) {
        assertThat(CloseCode.reconnects(code)).isEqualTo(reconnects);
    }

    @Test
    void refusesIdsThatCanNotBe() {
        assertThatThrownBy(() -> new RoomId("No"))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ROOM_NOT_FOUND));
        assertThatThrownBy(() -> new Symbol("no"))
                .isInstanceOfSatisfying(
                        ProtocolException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MARKET_NOT_FOUND));
        assertThatThrownBy(() -> new Position("e", -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
