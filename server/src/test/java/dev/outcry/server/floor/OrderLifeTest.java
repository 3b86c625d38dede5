package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.OrderInfo;
import org.junit.jupiter.api.Test;

class OrderLifeTest {
    private final TradingScene scene = new TradingScene();

    @Test
    void pricesArePrintedWithTheTicksDecimalsHoweverTheyWereTyped() {
        OrderInfo order =
                scene.placed(
                        ADA,
                        "'side':'buy','kind':'stopLimit','stop':'110','price':'120.5000','qty':'1.0'");

        assertThat(order.stop()).hasToString("Optional[110.00]");
        assertThat(order.price()).hasToString("Optional[120.50]");
        assertThat(order.qty()).hasToString("1");
    }
}
