package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.client.Execution;
import dev.outcry.client.NewOrder;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Trading over a line that breaks, at the worst of times.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class BrokenLineIT {
    private static final Decimal HUNDRED = Decimal.parse("100.00");
    private static final Decimal HALF = Decimal.parse("0.5");
    private static final int ROUNDS = 12;
    private static final int ORDERS = 25;

    @AutoClose private static Floor floor;
    @AutoClose private static Admin admin;

    @BeforeAll
    static void openTheFloor() throws Exception {
        floor = Floor.start(Map.of("OUTCRY_FEED", "none", "OUTCRY_LIMITS", "off"));
        admin = new Admin(floor);
        admin.list("GEM", "0.01", "0.1", 0, 0);
    }

    @Test
    void eachOrderIsPlacedOnceAndEachFillIsToldOnce() throws Exception {
        try (Cable cable = new Cable(floor.http(""));
                Dealer ada = Dealer.join(cable.uri(), "Ada");
                Dealer bob = Dealer.join(floor.http(""), "Bob")) {
            admin.deposit(bob.id(), "GEM", "1000");
            bob.trading.place(gems(Side.SELL, Decimal.parse("1000"))).join();

            List<CompletableFuture<Execution>> placed = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < ORDERS; i++) {
                    placed.add(ada.trading.place(gems(Side.BUY, HALF)));
                }
                placed.get(round * ORDERS + round).join(); // some answers come, others don't
                cable.cut();
            }

            placed.forEach(order ->
                    assertThat(order.join().order().status()).isEqualTo(OrderInfo.Status.FILLED));
            Map<String, BigDecimal> held = admin.holdings().of(ada.id());
            assertThat(held.get("GEM")).isEqualByComparingTo(Integer.toString(ROUNDS * ORDERS / 2));
            ada.awaitAtRest(held);
            assertThat(ada.fills()).hasSize(ROUNDS * ORDERS);
            assertThat(placed.stream().map(order -> order.join().order().order()))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void ordersEndWithEachConnectionThatBreaks() throws Exception {
        try (Cable cable = new Cable(floor.http(""));
                Dealer ada = Dealer.join(cable.uri(), "Ada")) {
            OrderInfo stays = ada.trading.place(bid()).join().order();
            ada.trading.cancelOnDisconnect(Duration.ZERO).join();

            for (int connection = 0; connection < 3; connection++) {
                OrderInfo goes = ada.trading.place(bid()).join().order();
                cable.cut();

                assertThat(ada.awaitEnd(goes.order()).reason()).contains("disconnect");
            }

            assertThat(ada.trading.cancel(stays.order()).join().count()).isEqualTo(1);
        }
    }

    private static NewOrder bid() {
        return NewOrder.limit("GEM-USD", Side.BUY, HALF, Decimal.parse("1.00")).build();
    }

    private static NewOrder gems(Side side, Decimal qty) {
        return NewOrder.limit("GEM-USD", side, qty, HUNDRED).build();
    }
}
