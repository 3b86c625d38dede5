package dev.outcry.server.floor;

import static dev.outcry.server.floor.TradingScene.ADA;
import static dev.outcry.server.floor.TradingScene.BOB;
import static dev.outcry.server.floor.TradingScene.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.OrderInfo.Status;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisconnectTest {
    private final TradingScene scene = new TradingScene();

    private long buy(String session) {
        return taken(
                        scene.send(
                                ADA,
                                "{'type':'order','symbol':'BTC-USD','side':'buy','kind':'limit',"
                                        + "'price':'1','qty':'1'}",
                                Optional.of(session)))
                .order()
                .order();
    }

    private void arm(int graceMillis) {
        scene.apply(new FloorCommand.ArmSession(ADA, "s-1", graceMillis));
    }

    private Status status(long order) {
        return scene.known(ADA, order).status();
    }

    @Test
    void takesTheOrdersPlacedSinceItWasArmedAndNoOthers() {
        long before = buy("s-1");
        arm(0);
        long mine = buy("s-1");
        long elsewhere = buy("s-2");

        scene.apply(new FloorCommand.EndSession("s-1"));

        assertThat(status(before)).isEqualTo(Status.OPEN);
        assertThat(status(mine)).isEqualTo(Status.CANCELED);
        assertThat(scene.known(ADA, mine).reason()).contains("disconnect");
        assertThat(status(elsewhere)).isEqualTo(Status.OPEN);
    }

    @Test
    void armedAgainItCoversWhatComesFromThenOn() {
        arm(0);
        long disarmed = buy("s-1");
        scene.apply(new FloorCommand.DisarmSession("s-1"));
        arm(0);
        long armed = buy("s-1");

        scene.apply(new FloorCommand.EndSession("s-1"));

        assertThat(status(disarmed)).isEqualTo(Status.OPEN);
        assertThat(status(armed)).isEqualTo(Status.CANCELED);
    }

    @Test
    void anotherGraceCoversTheOrdersOfTheFirstAsWell() {
        arm(0);
        long first = buy("s-1");
        arm(1_000);
        scene.apply(new FloorCommand.EndSession("s-1"));
        scene.at += 999;

        scene.apply(new FloorCommand.Tick());

        assertThat(status(first)).isEqualTo(Status.OPEN);
        scene.at += 1;
        scene.apply(new FloorCommand.Tick());
        assertThat(status(first)).isEqualTo(Status.CANCELED);
    }

    @Test
    void theSwitchOfOneWhoNeverTradedCoversWhatIsPlacedWhileItRuns() {
        scene.apply(new FloorCommand.ArmSwitch(ADA, 1_000));
        long order = buy("s-1");
        scene.apply(new FloorCommand.ArmSwitch(BOB, 500));
        scene.apply(new FloorCommand.ArmSwitch(BOB, 0));
        assertThat(scene.floor().nextDue()).isEqualTo(scene.at + 1_000);
        scene.at += 1_000;

        scene.apply(new FloorCommand.Tick());

        assertThat(scene.known(ADA, order).reason()).contains("timer");
        assertThat(scene.floor().nextDue()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsDueHappensBeforeTheCommandThatFindsItDue() {
        arm(10);
        long order = buy("s-1");
        scene.apply(new FloorCommand.EndSession("s-1"));
        scene.at += 10;

        scene.order(BOB, "'side':'sell','kind':'market','qty':'1'");

        assertThat(status(order)).isEqualTo(Status.CANCELED);
        assertThat(scene.fills(BOB)).isEmpty();
    }
}
