package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static dev.outcry.exchange.Scene.BTC;
import static dev.outcry.exchange.Scene.CAT;
import static dev.outcry.exchange.Scene.USD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Limit and market orders, cancel, and who comes first.
class MatchingTest {
    private final Scene scene = new Scene();
    private final Exchange exchange = scene.exchange;
    private final Recorder events = scene.events;

    @Test
    void tradesAtTheRestingPrice() {
        scene.place(scene.sell(ANN).limit(101, 5));

        scene.place(scene.buy(BOB).limit(103, 3));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 1 1 0 SELL 101 5",
                        "rested 1 1 0 SELL 101 5",
                        "accepted 2 2 0 BUY 103 3",
                        "traded 1 0 BUY 101 3",
                        "- maker 1 1 2 0",
                        "- taker 2 2 0 0");
        assertThat(events.levels).containsExactly("0 SELL 101 5", "0 SELL 101 2");
    }

    @Test
    void movesBaseAndQuoteAndGivesTheRestBack() {
        scene.place(scene.sell(ANN).limit(101, 5));

        scene.place(scene.buy(BOB).limit(103, 5));

        assertThat(exchange.available(ANN, USD)).isEqualTo(1_000_000_000 + 5 * 101 * 100);
        assertThat(exchange.available(BOB, USD)).isEqualTo(1_000_000_000 - 5 * 101 * 100);
        assertThat(exchange.available(BOB, BTC)).isEqualTo(1_005_000_000);
        assertThat(exchange.reserved(BOB, USD)).isZero();
        assertThat(exchange.reserved(ANN, BTC)).isZero();
    }

    @Test
    void takesTheBestPriceFirstAndThenTheOldest() {
        scene.place(scene.sell(ANN).limit(102, 5));
        scene.place(scene.sell(BOB).limit(101, 5));
        scene.place(scene.sell(ANN).limit(101, 5));
        events.clear();

        scene.place(scene.buy(CAT).limit(102, 12));

        assertThat(events.lines)
                .filteredOn(line -> line.startsWith("- maker"))
                .containsExactly("- maker 2 2 0 0", "- maker 3 1 0 0", "- maker 1 1 3 0");
        assertThat(events.levels).containsExactly("0 SELL 101 0", "0 SELL 102 3");
    }

    @Test
    void restsWhatIsLeftOfALimitOrder() {
        scene.place(scene.sell(ANN).limit(101, 5));

        scene.place(scene.buy(BOB).limit(101, 8));

        assertThat(events.lines).last().isEqualTo("rested 2 2 0 BUY 101 3");
        assertThat(exchange.best(0, Side.BUY)).hasValue(101);
        assertThat(exchange.best(0, Side.SELL)).isEmpty();
        assertThat(exchange.reserved(BOB, USD)).isEqualTo(3 * 101 * 100);
    }

    @Test
    void cancelsWhatAMarketOrderFindsNobodyFor() {
        scene.place(scene.buy(ANN).limit(101, 5));

        scene.place(scene.sell(BOB).market(8));

        assertThat(events.lines).last().isEqualTo("canceled 2 2 0 3 IOC");
        assertThat(exchange.reserved(BOB, BTC)).isZero();
        assertThat(exchange.openOrders()).isZero();
    }

    @Test
    void endsAMarketBuyWhenTheMoneyIsGone() {
        scene.place(scene.sell(ANN).limit(600_00, 1));
        scene.place(scene.sell(ANN).limit(60_000_00, 5));

        scene.place(scene.buy(BOB).market(5));

        assertThat(events.lines).last().isEqualTo("canceled 3 2 0 3 FUNDS");
        assertThat(exchange.available(BOB, USD)).isEqualTo(394_000_000);
    }

    @Test
    void refusesAMarketBuyThatCannotPayForOneLot() {
        scene.place(scene.sell(ANN).limit(100_001_00, 1));
        events.clear();

        assertThat(scene.place(scene.buy(BOB).market(1))).isEqualTo(Outcome.INSUFFICIENT_FUNDS);
        assertThat(events.lines).isEmpty();
    }

    @Test
    void releasesWhatACanceledOrderReserved() {
        scene.place(scene.buy(ANN).limit(101, 5));
        assertThat(exchange.reserved(ANN, USD)).isEqualTo(50_500);

        assertThat(exchange.cancel(1, BOB)).isEqualTo(Outcome.UNKNOWN_ORDER);
        assertThat(exchange.cancel(1, ANN)).isEqualTo(Outcome.ACCEPTED);
        assertThat(exchange.cancel(1, ANN)).isEqualTo(Outcome.UNKNOWN_ORDER);

        assertThat(events.lines).last().isEqualTo("canceled 1 1 0 5 REQUESTED");
        assertThat(events.levels).last().isEqualTo("0 BUY 101 0");
        assertThat(exchange.reserved(ANN, USD)).isZero();
        assertThat(exchange.available(ANN, USD)).isEqualTo(1_000_000_000);
    }

    @Test
    void refusesMoreThanTheAccountHolds() {
        assertThat(scene.place(scene.buy(ANN).limit(1_000_00, 101)))
                .isEqualTo(Outcome.INSUFFICIENT_FUNDS);
        assertThat(scene.place(scene.sell(ANN).limit(1_000_00, 1_001)))
                .isEqualTo(Outcome.INSUFFICIENT_FUNDS);
        assertThat(scene.place(scene.buy(ANN).limit(Exchange.MAX_TICKS, Exchange.MAX_LOTS)))
                .isEqualTo(Outcome.INSUFFICIENT_FUNDS);

        assertThat(events.lines).isEmpty();
        assertThat(events.balances).isEmpty();
        assertThat(scene.place(scene.buy(ANN).limit(1_000_00, 100))).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void refusesAnIdThatIsNotNew() {
        scene.place(scene.buy(ANN).limit(101, 5));
        OrderRequest again = new OrderRequest().reset(1, ANN, Scene.MARKET, Side.BUY).limit(101, 5);

        assertThatThrownBy(() -> exchange.submit(again, 0))
                .isInstanceOf(IllegalStateException.class);
    }
}
