package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import dev.outcry.protocol.OrderRef;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmendTest {
    private final TradingScene scene = new TradingScene();

    private Result amend(OrderInfo order, String fields) {
        return scene.send(ADA, "{'type':'amend','order':" + order.order() + fields + "}");
    }

    @Test
    void refusesToChangeNothing() {
        OrderInfo order = scene.placed(ADA, "'side':'buy','kind':'limit','price':'1.00','qty':'1'");

        Result typed = amend(order, "");
        Result applied =
                scene.apply(
                        new FloorCommand.AmendOrder(
                                ADA,
                                new OrderRef.ById(order.order()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));

        assertThat(refused(typed).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused(applied).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(scene.effects).isEmpty();
    }

    @Test
    void tellsNothingWhereTheTermsStay() {
        OrderInfo order = scene.placed(ADA, "'side':'buy','kind':'limit','price':'1.00','qty':'1'");
        scene.at += 5;

        Result result = amend(order, ",'price':'1.000','qty':'1.0'");

        assertThat(taken(result).order()).isEqualTo(order);
        assertThat(scene.effects).isEmpty();
    }

    @ParameterizedTest(name = "to {0}: {1}")
    @CsvSource({"0.5,ORDER_BAD_QUANTITY", "0.4,ORDER_BAD_QUANTITY", "0.0005,ORDER_BAD_QUANTITY"})
    void refusesAQuantityNotAboveWhatIsFilled(String qty, ErrorCode code) {
        OrderInfo order = scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");
        scene.order(BOB, "'side':'sell','kind':'limit','price':'100','qty':'0.5'");

        Result result = amend(order, ",'qty':'" + qty + "'");

        assertThat(refused(result).code()).isEqualTo(code);
        assertThat(scene.known(ADA, order.order()).status()).isEqualTo(Status.PARTIAL);
    }

    @Test
    void ofWhatIsFilledIsNotOpenAndOfWhatNeverWasIsNotFound() {
        OrderInfo order = scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");
        scene.order(BOB, "'side':'sell','kind':'limit','price':'100','qty':'1'");

        assertThat(refused(amend(order, ",'qty':'2'")).code()).isEqualTo(ErrorCode.ORDER_NOT_OPEN);
        assertThat(refused(scene.send(ADA, "{'type':'amend','order':999,'qty':'2'}")).code())
                .isEqualTo(ErrorCode.ORDER_NOT_FOUND);
        assertThat(refused(scene.send(BOB, "{'type':'amend','order':1,'qty':'2'}")).code())
                .isEqualTo(ErrorCode.ORDER_NOT_FOUND);
    }

    @Test
    void ofAWaitingStopReservesNothingAndCountsWhenItTriggers() {
        OrderInfo stop =
                scene.placed(
                        ADA,
                        "'side':'buy','kind':'stopLimit','stop':'110','price':'120','qty':'1'");

        OrderInfo amended = taken(amend(stop, ",'price':'130','qty':'2'")).order();

        assertThat(amended.status()).isEqualTo(Status.OPEN);
        assertThat(amended.qty()).hasToString("2");
        assertThat(scene.balance(ADA, "USD")).isEqualTo(Floor.PAPER);
        scene.order(BOB, "'side':'sell','kind':'limit','price':'110','qty':'1'");
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'110','qty':'1'");
        OrderInfo resting = scene.known(ADA, stop.order());
        assertThat(resting.price()).hasToString("Optional[130.00]");
        assertThat(resting.remaining()).hasToString("2");
        assertThat(scene.balance(ADA, "USD").reserved()).hasToString("260.52");
    }

    @Test
    void ofAStopWithoutALimitRefusesAPrice() {
        OrderInfo stop = scene.placed(ADA, "'side':'buy','kind':'stop','stop':'110','qty':'1'");

        assertThat(refused(amend(stop, ",'price':'130'")).code())
                .isEqualTo(ErrorCode.ORDER_BAD_PRICE);
    }

    @Test
    void ofAnIcebergKeepsWhatItShows() {
        OrderInfo iceberg =
                scene.placed(
                        ADA, "'side':'buy','kind':'limit','price':'100','qty':'10','display':'2'");

        assertThat(refused(amend(iceberg, ",'qty':'1'")).code())
                .isEqualTo(ErrorCode.ORDER_BAD_QUANTITY);
        assertThat(taken(amend(iceberg, ",'qty':'4'")).order().remaining()).hasToString("4");
        assertThat(scene.balance(ADA, "USD").reserved()).hasToString("400.8");
        scene.order(BOB, "'side':'sell','kind':'limit','price':'100','qty':'3'");
        assertThat(scene.known(ADA, iceberg.order()).remaining()).hasToString("1");
    }

    @Test
    void thatNobodyCanPayForLeavesTheOrderAsItWas() {
        OrderInfo order = scene.placed(ADA, "'side':'buy','kind':'limit','price':'100','qty':'1'");

        assertThat(refused(amend(order, ",'price':'200000'")).code())
                .isEqualTo(ErrorCode.ORDER_INSUFFICIENT_FUNDS);
        assertThat(scene.known(ADA, order.order())).isEqualTo(order);
        assertThat(scene.balance(ADA, "USD").reserved()).hasToString("100.2");
    }
}
