package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.refused;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final String BUY = "'side':'buy','kind':'limit','qty':'1','price':";

    private final TradingScene scene = new TradingScene();

    private Result buy(String price, String key) {
        return scene.order(ADA, BUY + "'" + price + "','key':'" + key + "'");
    }

    @Test
    void theOldestOfAThousandKeysIsStillKnownAndTheOneBeforeIsNot() {
        Result first = buy("1", "k0");
        long place = scene.pos();
        for (int i = 1; i < 1_000; i++) {
            scene.send(ADA, "{'type':'cancelAll','key':'k" + i + "'}");
        }

        assertThat(refused(buy("200000", "k1000")).code())
                .isEqualTo(ErrorCode.ORDER_INSUFFICIENT_FUNDS);
        assertThat(buy("1", "k0")).isEqualTo(new Result.Repeated((Result.Done) first, place));
        scene.send(ADA, "{'type':'cancelAll','key':'k1000'}");

        assertThat(taken(buy("1", "k0")).order().order()).isEqualTo(2);
    }

    @Test
    void aRepeatIsAnsweredAsTheFirstWithItsPlaceInTheLog() {
        Result bought = buy("1", "k");
        long pos = scene.pos();
        Result canceled = scene.send(ADA, "{'type':'cancelAll','key':'c'}");

        assertThat(buy("1", "k")).isEqualTo(new Result.Repeated((Result.Done) bought, pos));
        assertThat(scene.send(ADA, "{'type':'cancelAll','key':'c'}"))
                .isEqualTo(new Result.Repeated((Result.Done) canceled, pos + 1));
        assertThat(scene.effects).isEmpty();
    }

    @Test
    void aRefusalIsNotRemembered() {
        assertThat(refused(buy("200000", "k")).code())
                .isEqualTo(ErrorCode.ORDER_INSUFFICIENT_FUNDS);

        assertThat(taken(buy("1", "k")).order().order()).isEqualTo(1);
    }

    @Test
    void aKeyOfAnotherCommandIsAConflictAndAnotherUsersIsNot() {
        buy("1", "k");

        assertThat(refused(buy("2", "k")).code()).isEqualTo(ErrorCode.IDEMPOTENCY_CONFLICT);
        assertThat(taken(scene.order(BOB, BUY + "'2','key':'k'")).order().order()).isEqualTo(2);
    }
}
