package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.client.NewOrder;
import dev.outcry.client.OrderScope;
import dev.outcry.client.OutcryException;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.TimeInForce;
import java.io.BufferedReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Money is only ever moved: what one pays another gets, to the last unit.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class TradingIT {
    private static final BigDecimal PAPER = new BigDecimal("1E+5");
    private static final int USD_DECIMALS = 6;
    private static final String TAPE = "BTC-USD";

    @AutoClose private static Floor floor;
    @AutoClose private static Admin admin;

    @BeforeAll
    static void openTheFloor() throws Exception {
        floor = Floor.start(Map.of("OUTCRY_LIMITS", "off"));
        admin = new Admin(floor);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void twoTradeAndOnlyTheHouseEarns(long seed) throws Exception {
        String base = "GEM" + seed;
        admin.list(base, "0.01", "0.00001", 7, 13); // values have a digit more than USD
        Map<String, BigDecimal> house = admin.holdings().of("house");
        try (Dealer ada = join("Ada");
                Dealer bob = join("Bob")) {
            admin.deposit(ada.id(), base, "1000");
            admin.deposit(bob.id(), base, "1000");
            Map<String, BigDecimal> before = admin.holdings().sums();

            OrderFlow flow = new OrderFlow(new SplittableRandom(seed), base + "-USD");
            Set<ErrorCode> refusals = EnumSet.noneOf(ErrorCode.class);
            for (int i = 0; i < 600; i++) { // one after another, so that the seed says it all
                refusal(flow.send(i % 2 == 0 ? ada : bob)).ifPresent(refusals::add);
            }
            ada.trading.cancelAll(OrderScope.all()).join();
            bob.trading.cancelAll(OrderScope.all()).join();

            Admin.Holdings after = admin.holdings();
            assertThat(after.sums()).isEqualTo(before);
            ada.awaitAtRest(after.of(ada.id()));
            bob.awaitAtRest(after.of(bob.id()));
            assertThat(refusals)
                    .isSubsetOf(
                            ErrorCode.ORDER_NOT_FOUND,
                            ErrorCode.ORDER_NOT_OPEN,
                            ErrorCode.ORDER_BAD_PRICE, // a stop has no limit to amend
                            ErrorCode.ORDER_BAD_QUANTITY);
            assertThat(ada.fills()).hasSizeGreaterThan(50);
            mirrored(ada.fills(), bob.fills());
            assertThat(after.of(ada.id()).get("USD")).isEqualByComparingTo(usd(ada));
            assertThat(after.of(bob.id()).get("USD")).isEqualByComparingTo(usd(bob));
            BigDecimal earned =
                    after.of("house")
                            .get("USD")
                            .subtract(house.getOrDefault("USD", BigDecimal.ZERO));
            assertThat(earned).isEqualByComparingTo(fees(ada).add(fees(bob))).isPositive();
        }
    }

    @Test
    void noUnitIsLostBetweenPeopleAndTheFeed() throws Exception {
        try (Dealer ada = join("Ada");
                Dealer bob = join("Bob")) {
            BookWatch books = new BookWatch();
            ada.outcry.market(TAPE).followBook(books);
            admin.deposit(ada.id(), "BTC", "1000");
            admin.deposit(bob.id(), "BTC", "1000");
            Admin.Holdings before = admin.holdings();

            Set<Long> between = Set.of();
            while (between.isEmpty()) {
                bob.trading.place(market(Side.BUY, "0.5")).join();
                ada.trading.place(market(Side.SELL, "0.25")).join();
                Event.Level bid = books.bestBid();
                ada.trading
                        .place(
                                NewOrder.limit(TAPE, Side.BUY, Decimal.parse("0.5"), bid.price())
                                        .build())
                        .join();
                bob.trading
                        .place(
                                NewOrder.limit(TAPE, Side.SELL, Decimal.parse("5"), bid.price())
                                        .tif(TimeInForce.IOC)
                                        .build())
                        .join();
                assertThat(ada.outcry.ping()).succeedsWithin(10, TimeUnit.SECONDS);
                between = new HashSet<>(ada.fills().keySet());
                between.retainAll(bob.fills().keySet());
            }
            ada.trading.cancelAll(OrderScope.all()).join();

            Admin.Holdings after = admin.holdings();
            assertThat(after.sums()).isEqualTo(before.sums());
            assertThat(after.accounts())
                    .contains("feed:btc-usd:maker", "feed:btc-usd:taker", ada.id(), bob.id());
            ada.awaitAtRest(after.of(ada.id()));
            bob.awaitAtRest(after.of(bob.id()));
            assertThat(ada.fills().size() + bob.fills().size())
                    .as("trades with the feed too")
                    .isGreaterThan(2 * between.size());
            assertThat(after.of("feed:btc-usd:maker"))
                    .isNotEqualTo(before.of("feed:btc-usd:maker"));
            books.awaitChanges(30);
            assertThat(books.wrongs()).isEmpty();
        }
    }

    @Test
    void theExampleTrades() throws Exception {
        Process example =
                new ProcessBuilder(
                                Machine.java().toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Machine.ROOT.resolve("examples/java/TakeProfit.java").toString(),
                                floor.http("").toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output = example.inputReader()) {
            assertThat(output.readLine()).matches("bought 0\\.\\d+ at \\d+\\.\\d+");
            assertThat(output.readLine()).matches("offers it at \\d+\\.\\d\\d");
        } finally {
            example.destroy();
            assertThat(example.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// Each trade of the one is the other's, from the other side.
    private static void mirrored(Map<Long, FillInfo> ones, Map<Long, FillInfo> others) {
        assertThat(ones.keySet()).isEqualTo(others.keySet());
        ones.forEach((trade, one) -> {
            FillInfo other = others.get(trade);
            assertThat(other.price()).isEqualTo(one.price());
            assertThat(other.qty()).isEqualTo(one.qty());
            assertThat(other.side()).isNotEqualTo(one.side());
            assertThat(other.maker()).isNotEqualTo(one.maker());
        });
    }

    /// What somebody should hold who began with paper money and traded what was told.
    private static BigDecimal usd(Dealer dealer) {
        BigDecimal held = PAPER.subtract(fees(dealer));
        for (FillInfo fill : dealer.fills().values()) {
            BigDecimal value =
                    fill.price()
                            .toBigDecimal()
                            .multiply(fill.qty().toBigDecimal())
                            .setScale(USD_DECIMALS, RoundingMode.DOWN);
            held = fill.side() == Side.BUY ? held.subtract(value) : held.add(value);
        }
        return held;
    }

    private static BigDecimal fees(Dealer dealer) {
        return dealer.fills().values().stream()
                .map(fill -> fill.fee().toBigDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Waits for the answer, and tells why that was no.
    private static Optional<ErrorCode> refusal(CompletableFuture<?> sent) {
        try {
            sent.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof OutcryException refused) {
                return Optional.of(refused.code());
            }
            throw e;
        }
    }

    private static NewOrder market(Side side, String qty) {
        return NewOrder.market(TAPE, side, Decimal.parse(qty)).build();
    }

    private static Dealer join(String name) {
        return Dealer.join(floor.http(""), name);
    }
}
