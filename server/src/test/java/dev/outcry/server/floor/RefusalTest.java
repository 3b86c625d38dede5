package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.OrderInfo.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused has a code of its own, and changed nothing: [TradingScene#apply] compares the
/// floor with one that never heard of it.
class RefusalTest {
    private final TradingScene scene = new TradingScene();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'side':'buy','kind':'limit','price':'1.001','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'0','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'-1','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'NaN','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'1e2','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'','qty':'1' | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'123456789012345678901234567890','qty':'1'"
                        + " | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':'90000000000000000','qty':'1'"
                        + " | ORDER_BAD_PRICE | price:",
                "'side':'buy','kind':'limit','price':1.5,'qty':'1' | BAD_REQUEST | strings",
                "'side':'buy','kind':'limit','price':'1','qty':1 | BAD_REQUEST | strings",
                "'side':'buy','kind':'limit','qty':'1' | BAD_REQUEST | price:",
                "'side':'buy','kind':'limit','price':'1' | BAD_REQUEST | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'0.0001' | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'0' | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'-1' | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'1E1' | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'123456789012345678901234567890'"
                        + " | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'9000000000000000'"
                        + " | ORDER_BAD_QUANTITY | qty:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','quoteQty':'1'"
                        + " | BAD_REQUEST | quoteQty:",
                "'side':'sell','kind':'market','quoteQty':'1' | BAD_REQUEST | quoteQty:",
                "'side':'buy','kind':'market','quoteQty':'1','qty':'1' | BAD_REQUEST | quoteQty",
                "'side':'buy','kind':'market','quoteQty':'0.0000001' | ORDER_BAD_QUANTITY | quoteQty:",
                "'side':'buy','kind':'market','quoteQty':'9000000000000000000'"
                        + " | ORDER_BAD_QUANTITY | quoteQty:",
                "'side':'buy','kind':'market','quoteQty':'100000.01'"
                        + " | ORDER_INSUFFICIENT_FUNDS | ''",
                "'side':'buy','kind':'market','quoteQty':'1','tif':'fok' | BAD_REQUEST | ''",
                "'side':'buy','kind':'market','qty':'1','price':'1' | BAD_REQUEST | price:",
                "'side':'buy','kind':'market','qty':'1','postOnly':true | BAD_REQUEST | ''",
                "'side':'buy','kind':'market','qty':'1','display':'1' | BAD_REQUEST | ''",
                "'side':'buy','kind':'market','qty':'1','tif':'fok' | ORDER_UNFILLABLE | tif:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'ioc','postOnly':true"
                        + " | BAD_REQUEST | ''",
                "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'fok' | ORDER_UNFILLABLE | tif:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'gtd' | BAD_REQUEST | expiresAt:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','expiresAt':1 | BAD_REQUEST | expiresAt:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'gtd','expiresAt':1700000000000"
                        + " | BAD_REQUEST | expiresAt:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','tif':'gtx' | BAD_REQUEST | tif:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','stop':'1' | BAD_REQUEST | stop:",
                "'side':'buy','kind':'stop','qty':'1' | BAD_REQUEST | stop:",
                "'side':'buy','kind':'stop','qty':'1','stop':'1.001' | ORDER_BAD_PRICE | stop:",
                "'side':'buy','kind':'stopLimit','qty':'1','stop':'2' | BAD_REQUEST | price:",
                "'side':'buy','kind':'stopLimit','qty':'1','price':'2' | BAD_REQUEST | stop:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','display':'2'"
                        + " | ORDER_BAD_QUANTITY | display:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','display':'0.0005'"
                        + " | ORDER_BAD_QUANTITY | display:",
                "'side':'buy','kind':'limit','price':'1','qty':'2','display':'0.001'"
                        + " | ORDER_BAD_QUANTITY | display:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','client':'' | BAD_REQUEST | client:",
                "'side':'buy','kind':'limit','price':'1','qty':'1','client':'ä' | BAD_REQUEST | client:",
                "'side':'buy','kind':'limit','price':'100000','qty':'1' | ORDER_INSUFFICIENT_FUNDS | ''",
                "'side':'sell','kind':'limit','price':'1','qty':'1' | ORDER_INSUFFICIENT_FUNDS | ''",
            })
    void refusesAStrangersOrder(String fields, ErrorCode code, String says) {
        Result result = scene.order(ADA, fields);

        assertThat(refused(result).code()).isEqualTo(code);
        assertThat(refused(result).message()).contains(says.replace("'", ""));
        assertThat(scene.effects).isEmpty();
        assertThat(scene.order(ADA, fields + ",'validate':true")).isEqualTo(result);
        scene.placed(ADA, "'side':'buy','kind':'limit','price':'1','qty':'1'");
        assertThat(scene.order(ADA, fields)).isEqualTo(result);
    }

    @Test
    void aDepositThatCannotBeMakesNoAccount() {
        Decimal tooMuch = Decimal.parse("2000000000000");
        for (Decimal amount : new Decimal[] {Decimal.ZERO, tooMuch}) {
            Result result = scene.apply(new FloorCommand.Deposit("dan", "USD", amount));

            assertThat(refused(result).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        }
    }

    @Test
    void validatingIsAnsweredAsTheOrderWouldBeAndLeavesNothing() {
        String fields = "'side':'buy','kind':'limit','price':'1','qty':'1','client':'c','key':'k'";

        Result.Taken tested = taken(scene.order(ADA, fields + ",'validate':true"));

        assertThat(scene.effects).isEmpty();
        assertThat(tested.order().status()).isEqualTo(Status.OPEN);
        OrderInfo placed = scene.placed(ADA, fields);
        Result again = scene.order(ADA, fields.replace("'k'", "'l'") + ",'validate':true");
        assertThat(refused(again).code()).isEqualTo(ErrorCode.ORDER_DUPLICATE);
        assertThat(refused(again).order()).contains(placed);
        taken(scene.order(ADA, fields.replace("'c'", "'d'") + ",'validate':true"));
        assertThat(scene.effects).isEmpty();
        assertThat(scene.send(ADA, "{'type':'cancelAll'}")).isEqualTo(new Result.Canceled(1));
    }
}
