package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.CYD;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderLifeTest {
    private final TradingScene scene = new TradingScene();

    private OrderInfo sells(String price, String qty) {
        return scene.placed(
                BOB, "'side':'sell','kind':'limit','price':'" + price + "','qty':'" + qty + "'");
    }

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
                .isEqualTo(new Result.Canceled(1));
    }

    @Test
    void theAverageHasFourDigitsMoreThanAPriceRoundedDownAndNoMoreThanAnAmount() {
        sells("100.00", "1");
        sells("100.01", "2");

        OrderInfo bought = scene.placed(ADA, "'side':'buy','kind':'market','qty':'3'");

        assertThat(bought.average()).hasToString("Optional[100.006666]");
        Symbol dust = new Symbol("DUST-USD");
        scene.apply(
                new FloorCommand.ListMarket(
                        TradingScene.market(
                                dust, "DUST", "0.0000000000000001", "1", MarketInfo.Source.USERS)));
        scene.apply(new FloorCommand.Deposit("bob", "DUST", Decimal.parse("5")));
        for (String order :
                List.of(
                        "'side':'sell','price':'0.0000000000000001','qty':'2'",
                        "'side':'sell','price':'0.0000000000000002','qty':'1'")) {
            taken(
                    scene.send(
                            BOB,
                            "{'type':'order','symbol':'DUST-USD','kind':'limit'," + order + "}"));
        }
        Result result =
                scene.send(
                        ADA,
                        "{'type':'order','symbol':'DUST-USD','side':'buy','kind':'market','qty':'3'}");
        assertThat(taken(result).order().average()).hasToString("Optional[0.000000000000000133]");
    }

    @Test
    void anAmountNeverBuysForMoreThanItAndEndsByWhatStoppedIt() {
        sells("100.00", "0.003");
        OrderInfo tooLittle =
                scene.placed(ADA, "'side':'buy','kind':'market','quoteQty':'0.100199'");
        OrderInfo spent = scene.placed(ADA, "'side':'buy','kind':'market','quoteQty':'0.200401'");
        OrderInfo starved = scene.placed(ADA, "'side':'buy','kind':'market','quoteQty':'5'");

        assertThat(tooLittle.status()).isEqualTo(Status.CANCELED);
        assertThat(tooLittle.reason()).contains("funds");
        assertThat(tooLittle.filled()).isEqualTo(Decimal.ZERO);
        assertThat(spent.status()).isEqualTo(Status.FILLED);
        assertThat(spent.filled()).hasToString("0.002");
        assertThat(spent.reason()).isEmpty();
        assertThat(starved.status()).isEqualTo(Status.CANCELED);
        assertThat(starved.reason()).contains("ioc");
        assertThat(scene.balance(ADA, "USD").available()).hasToString("99999.6994");
        assertThat(scene.balance(ADA, "USD").reserved()).isEqualTo(Decimal.ZERO);
    }

    @Test
    void aStopThatFailsWhenItIsTriggeredIsRejectedWithTheCode() {
        OrderInfo stop =
                scene.placed(
                        CYD,
                        "'side':'sell','kind':'stopLimit','stop':'100','price':'99','qty':'1'");
        sells("100", "1");

        scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");

        assertThat(scene.statuses(CYD, stop.order()))
                .containsExactly(Status.TRIGGERED, Status.REJECTED);
        assertThat(scene.known(CYD, stop.order()).reason()).contains("order.insufficient_funds");
        assertThat(refused(scene.send(CYD, "{'type':'cancel','order':1}")).code())
                .isEqualTo(ErrorCode.ORDER_NOT_OPEN);
        assertThat(scene.told(CYD)).hasSize(0);
        assertThat(scene.balance(CYD, "USD")).isEqualTo(Floor.PAPER);
    }

    @Test
    void whoMeetsAnOrderOfTheirOwnIsToldSo() {
        OrderInfo resting = sells("100", "1");

        OrderInfo newest = scene.placed(BOB, "'side':'buy','kind':'limit','price':'100','qty':'1'");
        OrderInfo oldest =
                scene.placed(
                        BOB,
                        "'side':'buy','kind':'limit','price':'100','qty':'1','stp':'cancelOldest'");

        assertThat(newest.status()).isEqualTo(Status.CANCELED);
        assertThat(newest.reason()).contains("self_trade");
        assertThat(oldest.status()).isEqualTo(Status.OPEN);
        assertThat(scene.known(BOB, resting.order()).reason()).contains("self_trade");
        assertThat(scene.fills(BOB)).isEmpty();
        assertThat(scene.balance(BOB, "BTC").reserved()).isEqualTo(Decimal.ZERO);
    }
}
