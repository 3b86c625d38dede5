package dev.outcry.exchange;

import static dev.outcry.exchange.Scene.ANN;
import static dev.outcry.exchange.Scene.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A restored exchange goes on as if nothing had happened; the twin shows it at random points.
class SnapshotTest {
    private final Scene scene = new Scene(Scene.terms().withFees(10, 20).withBand(5_000));
    private final Exchange exchange = scene.exchange;

    @BeforeEach
    void someOfEverything() {
        scene.trade(100);
        scene.place(scene.sell(ANN).limit(105, 9).display(2));
        scene.place(scene.sell(BOB).limit(105, 4).goodTill(5_000));
        scene.place(scene.buy(ANN).stopLimit(105, 110, 3).tif(TimeInForce.DAY));
        scene.place(scene.buy(BOB).limit(95, 4));
    }

    @Test
    void restoresTheSameStateAndTellsNothing() {
        Recorder silent = new Recorder();

        Exchange restored = Exchange.restore(exchange.snapshot(), silent);

        assertThat(silent.lines).isEmpty();
        assertThat(silent.balances).isEmpty();
        assertThat(restored.stateHash()).isEqualTo(exchange.stateHash());
        assertThat(restored.snapshot()).isEqualTo(exchange.snapshot());
        assertThat(restored.openOrders(ANN)).isEqualTo(exchange.openOrders(ANN));
        assertThat(restored.nextDue()).isEqualTo(5_000);
        assertThat(restored.spec(0)).isEqualTo(exchange.spec(0));
    }

    @Test
    void refusesEveryDamagedByte() {
        byte[] snapshot = exchange.snapshot();

        for (int i = 0; i < snapshot.length; i++) {
            byte[] damaged = snapshot.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> Exchange.restore(damaged, new Recorder()))
                    .as("byte %d", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void refusesATornSnapshot() {
        byte[] snapshot = exchange.snapshot();

        for (int length = 0; length < snapshot.length; length++) {
            byte[] torn = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> Exchange.restore(torn, new Recorder()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThatThrownBy(() -> Exchange.restore(longer, new Recorder()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
