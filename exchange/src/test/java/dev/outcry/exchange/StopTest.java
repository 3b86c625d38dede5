package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static dev.outcry.exchange.Scene.CAT;
import static dev.outcry.exchange.Scene.USD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Stops wait for a trade at or beyond their price.
class StopTest {
    private final Scene scene = new Scene();
    private final Exchange exchange = scene.exchange;
    private final Recorder events = scene.events;

    @Test
    void waitsWithoutReservingUntilATradeReachesIt() {
        scene.trade(100);
        scene.place(scene.buy(CAT).stop(105, 2));
        scene.place(scene.sell(ANN).limit(104, 1));
        scene.place(scene.sell(ANN).limit(105, 1));
        scene.place(scene.sell(ANN).limit(106, 5));
        scene.place(scene.buy(BOB).limit(104, 1));
        assertThat(exchange.reserved(CAT, USD)).isZero();
        assertThat(exchange.order(3).orElseThrow().waiting()).isTrue();
        events.clear();

        scene.place(scene.buy(BOB).limit(105, 1));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 8 2 0 BUY 105 1",
                        "traded 3 0 BUY 105 1",
                        "- maker 5 1 0 0",
                        "- taker 8 2 0 0",
                        "triggered 3 3 0",
                        "traded 4 0 BUY 106 2",
                        "- maker 6 1 3 0",
                        "- taker 3 3 0 0");
        assertThat(exchange.order(3)).isEmpty();
    }

    @Test
    void triggersTheNearestFirstAndOfOnePriceTheOldest() {
        scene.trade(100);
        scene.place(scene.sell(ANN).stop(95, 1));
        scene.place(scene.sell(ANN).stop(97, 1));
        scene.place(scene.sell(CAT).stop(97, 1));
        scene.place(scene.buy(BOB).limit(95, 9));
        events.clear();

        scene.place(scene.sell(CAT).limit(95, 1));

        assertThat(events.lines)
                .filteredOn(line -> line.startsWith("triggered"))
                .containsExactly("triggered 4 1 0", "triggered 5 3 0", "triggered 3 1 0");
    }

    @Test
    void aTradeInPassingTriggersToo() {
        scene.trade(100);
        scene.place(scene.sell(ANN).stop(98, 1));
        scene.place(scene.sell(ANN).limit(97, 1));
        scene.place(scene.sell(ANN).limit(103, 1));
        events.clear();

        scene.place(scene.buy(BOB).limit(103, 2));

        assertThat(exchange.lastPrice(0)).hasValue(103);
        assertThat(events.lines).contains("triggered 3 1 0", "canceled 3 1 0 1 IOC");
    }

    @Test
    void entersAtOnceIfTheLastTradeIsBeyondIt() {
        scene.trade(100);

        scene.place(scene.buy(CAT).stopLimit(99, 101, 2));

        assertThat(events.lines)
                .containsExactly(
                        "accepted 3 3 0 BUY 101 2", "triggered 3 3 0", "rested 3 3 0 BUY 101 2");
    }

    @Test
    void waitsWhileThereHasBeenNoTrade() {
        scene.place(scene.buy(CAT).stop(99, 2));

        assertThat(events.lines).containsExactly("accepted 1 3 0 BUY 0 2");
        assertThat(exchange.openOrders(CAT)).hasSize(1);
    }

    @Test
    void isRejectedIfItFailsWhenTriggered() {
        scene.trade(100);
        scene.place(scene.buy(CAT).stopLimit(105, 100_000_00, 50));
        scene.place(scene.sell(ANN).limit(105, 1));
        events.clear();

        scene.place(scene.buy(BOB).limit(105, 1));

        assertThat(events.lines).endsWith("triggered 3 3 0", "rejected 3 3 0 INSUFFICIENT_FUNDS");
        assertThat(exchange.openOrders()).isZero();
    }

    @Test
    void setsOffTheNextOne() {
        scene.trade(100);
        scene.place(scene.buy(CAT).stop(101, 1));
        scene.place(scene.buy(BOB).stop(102, 1));
        scene.place(scene.sell(ANN).limit(101, 1));
        scene.place(scene.sell(ANN).limit(102, 1));
        scene.place(scene.sell(ANN).limit(103, 1));
        events.clear();

        scene.place(scene.buy(BOB).limit(101, 1));

        assertThat(events.lines).contains("triggered 3 3 0", "triggered 4 2 0");
        assertThat(exchange.lastPrice(0)).hasValue(103);
    }

    @Test
    void isAmendedWhereItWaits() {
        scene.trade(100);
        scene.place(scene.buy(CAT).stopLimit(105, 106, 2));

        assertThat(exchange.amend(3, CAT, 107, 5)).isEqualTo(Outcome.ACCEPTED);

        OrderInfo order = exchange.order(3).orElseThrow();
        assertThat(order.priceTicks()).isEqualTo(107);
        assertThat(order.remainingLots()).isEqualTo(5);
        assertThat(order.waiting()).isTrue();
        assertThat(exchange.reserved(CAT, USD)).isZero();
    }
}
