package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
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

    @Test
    void aClientIdStaysTakenForTenMinutesHoweverManyOrdersFollow() {
        String named = "'side':'buy','kind':'limit','price':'1','qty':'1','client':'mine'";
        OrderInfo first = scene.placed(ADA, named);
        scene.send(ADA, "{'type':'cancel','client':'mine'}");
        for (int i = 0; i < 1_100; i++) {
            scene.placed(
                    ADA,
                    "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'ioc','client':'c"
                            + i
                            + "'");
        }
        scene.at += 599_999;

        Result again = scene.order(ADA, named);

        assertThat(refused(again).code()).isEqualTo(ErrorCode.ORDER_DUPLICATE);
        assertThat(refused(again).order().orElseThrow().order()).isEqualTo(first.order());
        scene.at += 1;
        assertThat(refused(scene.send(ADA, "{'type':'cancel','client':'mine'}")).code())
                .isEqualTo(ErrorCode.ORDER_NOT_FOUND);
        assertThat(taken(scene.order(ADA, named)).order().status()).isEqualTo(Status.OPEN);
        assertThat(scene.send(ADA, "{'type':'cancel','client':'mine'}"))
                .isEqualTo(new Result.Canceled(1, scene.pos()));
    }
}
