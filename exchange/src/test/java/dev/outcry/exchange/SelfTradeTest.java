package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static dev.outcry.exchange.Scene.BTC;
import static dev.outcry.exchange.Scene.USD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An account never trades with itself; what happens instead is the incoming order's choice.
class SelfTradeTest {
    private final Scene scene = new Scene();
    private final Exchange exchange = scene.exchange;
    private final Recorder events = scene.events;

    @BeforeEach
    void annSellsBeforeBob() {
        scene.place(scene.sell(ANN).limit(101, 5));
        scene.place(scene.sell(BOB).limit(101, 5));
        events.clear();
    }

    @Test
    void cancelsTheNewest() {
        scene.place(scene.buy(ANN).limit(101, 7));

        assertThat(events.lines)
                .containsExactly("accepted 3 1 0 BUY 101 7", "canceled 3 1 0 7 SELF_TRADE");
        assertThat(exchange.reserved(ANN, USD)).isZero();
        assertThat(exchange.openOrders()).isEqualTo(2);
    }

    @Test
    void cancelsTheOldestAndGoesOn() {
        scene.place(scene.buy(ANN).limit(101, 7).selfTrade(SelfTrade.CANCEL_OLDEST));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 3 1 0 BUY 101 7",
                        "canceled 1 1 0 5 SELF_TRADE",
                        "traded 1 0 BUY 101 5",
                        "- maker 2 2 0 0",
                        "- taker 3 1 2 0",
                        "rested 3 1 0 BUY 101 2");
        assertThat(exchange.reserved(ANN, BTC)).isZero();
    }

    @Test
    void cancelsBoth() {
        scene.place(scene.buy(ANN).limit(101, 7).selfTrade(SelfTrade.CANCEL_BOTH));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 3 1 0 BUY 101 7",
                        "canceled 1 1 0 5 SELF_TRADE",
                        "canceled 3 1 0 7 SELF_TRADE");
        assertThat(exchange.openOrders()).isEqualTo(1);
    }

    @Test
    void takesTheSmallerOffBoth() {
        scene.place(scene.buy(ANN).limit(101, 7).selfTrade(SelfTrade.DECREMENT));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 3 1 0 BUY 101 7",
                        "canceled 1 1 0 5 SELF_TRADE",
                        "amended 3 1 0 101 2 2",
                        "traded 1 0 BUY 101 2",
                        "- maker 2 2 3 0",
                        "- taker 3 1 0 0");
    }

    @Test
    void takesTheSmallerOffBothAlsoWhereTheRestingIsTheLarger() {
        scene.place(scene.buy(ANN).limit(101, 2).selfTrade(SelfTrade.DECREMENT));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 3 1 0 BUY 101 2",
                        "amended 1 1 0 101 3 3",
                        "canceled 3 1 0 2 SELF_TRADE");
        assertThat(events.levels).containsExactly("0 SELL 101 8");
        assertThat(exchange.reserved(ANN, BTC)).isEqualTo(3_000_000);
    }
}
