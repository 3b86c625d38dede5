package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static dev.outcry.exchange.Scene.BTC;
import static dev.outcry.exchange.Scene.CAT;
import static dev.outcry.exchange.Scene.MARKET;
import static dev.outcry.exchange.Scene.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values, fees, reservations, and what a `long` can't hold.
class MoneyTest {
    /// A lot at a tick is worth 0.07 units of USD.
    private static final MarketSpec FINE = MarketSpec.of(BTC, USD, 7, 5, 1, 3).withFees(17, 29);

    @Test
    void feesRoundUpAndGoToTheHouse() {
        Scene scene = new Scene(Scene.terms().withFees(10, 25));
        scene.place(scene.sell(ANN).limit(101, 5));

        scene.place(scene.buy(BOB).limit(101, 5));

        // 50,500 units: 50.5 and 126.25
        assertThat(scene.events.lines).contains("- maker 1 1 0 51", "- taker 2 2 0 127");
        assertThat(scene.exchange.available(Exchange.HOUSE, USD)).isEqualTo(178);
        assertThat(scene.exchange.available(ANN, USD)).isEqualTo(1_000_000_000 + 50_500 - 51);
        assertThat(scene.exchange.available(BOB, USD)).isEqualTo(1_000_000_000 - 50_500 - 127);
        assertThat(scene.exchange.reserved(BOB, USD)).isZero();
    }

    @Test
    void reservesTheValueRoundedUpAndTheHigherFee() {
        Scene scene = new Scene(FINE);

        scene.place(scene.buy(ANN).limit(1_001, 3));

        // 3,003 × 0.07 = 210.21, so 211; 29 basis points of it are 0.61
        assertThat(scene.exchange.reserved(ANN, USD)).isEqualTo(212);
    }

    @Test
    void keepsTheFeesThatAnOrderWasAcceptedUnder() {
        Scene scene = new Scene(Scene.terms().withFees(10, 25));
        scene.place(scene.buy(ANN).limit(101, 5));
        scene.exchange.changeMarket(MARKET, Scene.terms().withFees(9_000, 9_000));

        scene.place(scene.sell(BOB).limit(101, 5));

        assertThat(scene.events.lines).contains("- maker 1 1 0 51", "- taker 2 2 0 45450");
        assertThat(scene.exchange.reserved(ANN, USD)).isZero();
    }

    @Test
    void aFeeIsAUnitLessWhereTheLastUnitIsMissing() {
        Scene scene = new Scene(Scene.terms().withFees(1, 1));
        int poor = scene.exchange.addAccount(AccountKind.USER);
        // 200 units and one of fee; two trades of 100 would ask for two.
        scene.exchange.deposit(poor, USD, 201);
        scene.place(scene.buy(poor).limit(1, 2));

        scene.place(scene.sell(ANN).limit(1, 1));
        scene.place(scene.sell(ANN).limit(1, 1));

        assertThat(scene.events.lines).contains("- maker 1 4 1 0", "- maker 1 4 0 1");
        assertThat(scene.exchange.available(poor, USD)).isZero();
        assertThat(scene.exchange.available(poor, BTC)).isEqualTo(2_000_000);
    }

    @Test
    void buysForAnAmountFeesIncluded() {
        Scene scene = new Scene(Scene.terms().withFees(0, 100));
        scene.place(scene.sell(ANN).limit(100, 3));
        scene.place(scene.sell(ANN).limit(200, 3));

        scene.place(scene.buy(BOB).marketFor(70_000));

        // 3 × 10,100 and 1 × 20,200 are 50,500; another 20,200 is too much
        assertThat(scene.events.lines)
                .contains("accepted 3 2 0 BUY 0 0")
                .endsWith("- taker 3 2 0 200", "canceled 3 2 0 0 SPENT");
        assertThat(scene.exchange.available(BOB, USD)).isEqualTo(1_000_000_000 - 50_500);
        assertThat(scene.exchange.reserved(BOB, USD)).isZero();
    }

    @Test
    void depositsAndWithdrawsOnlyWhatThereIs() {
        Scene scene = new Scene();
        Exchange exchange = scene.exchange;
        scene.place(scene.buy(ANN).limit(100_00, 10));

        assertThat(exchange.deposit(ANN, USD, 0)).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(exchange.deposit(ANN, USD, Exchange.MAX_AMOUNT)).isEqualTo(Outcome.BAD_QUANTITY);
        assertThat(exchange.withdraw(ANN, USD, 990_000_001)).isEqualTo(Outcome.INSUFFICIENT_FUNDS);
        assertThat(exchange.withdraw(ANN, USD, 990_000_000)).isEqualTo(Outcome.ACCEPTED);
        assertThat(scene.events.balances).last().isEqualTo("1 0 0 10000000");
    }

    @Test
    void takesTheLargestMarketThereCanBe() {
        Scene scene = new Scene(MarketSpec.of(BTC, USD, 1, 6, 1, 8));
        scene.exchange.deposit(CAT, USD, Exchange.MAX_AMOUNT / 2);
        long price = 100_000_000_000L; // 100,000 USD: its product with 5 BTC fits no long

        scene.place(scene.sell(ANN).limit(price, 500_000_000));
        scene.place(scene.buy(CAT).limit(price, 500_000_000));

        assertThat(scene.exchange.available(ANN, USD)).isEqualTo(501_000_000_000L);
    }

    @Test
    void refusesTermsThatCannotBeExact() {
        Scene scene = new Scene();

        assertThatThrownBy(() -> scene.exchange.addMarket(MarketSpec.of(BTC, USD, 1, 2, 1, 9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MarketSpec.of(BTC, BTC, 1, 2, 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        scene.exchange.changeMarket(MARKET, MarketSpec.of(BTC, USD, 5, 2, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void valuesAreExactOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NaiveMoney exact = new NaiveMoney(6, 8);
        BigInteger most = BigInteger.valueOf(Exchange.MAX_AMOUNT);
        for (int i = 0; i < 20_000; i++) {
            MarketSpec spec =
                    MarketSpec.of(
                            1,
                            0,
                            1 + random.nextInt(50),
                            random.nextInt(9),
                            1 + random.nextInt(50),
                            random.nextInt(9));
            Valuation valuation = new Valuation(spec, 8, 6);
            long price = 1 + (random.nextLong(Exchange.MAX_TICKS) >>> random.nextInt(49));
            long qty = 1 + (random.nextLong(Exchange.MAX_LOTS) >>> random.nextInt(49));

            BigInteger down = exact.value(spec, price, qty, RoundingMode.FLOOR);
            long value = valuation.value(price, qty);
            assertThat(BigInteger.valueOf(value))
                    .as("%d × %d in %s", price, qty, spec)
                    .isEqualTo(down.compareTo(most) > 0 ? BigInteger.ONE.negate() : down);
            BigInteger up = exact.value(spec, price, qty, RoundingMode.CEILING);
            if (up.compareTo(most) <= 0) {
                assertThat(BigInteger.valueOf(valuation.reserve(price, qty, 37)))
                        .isEqualTo(exact.reserve(spec, price, qty, 37));
            } else {
                assertThat(valuation.reserve(price, qty, 37)).isEqualTo(Valuation.TOO_MUCH);
            }
        }
    }
}
