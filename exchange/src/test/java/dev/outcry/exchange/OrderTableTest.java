package dev.outcry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids here are so far apart or so many that chains are long and the table grows.
class OrderTableTest {
    private final Scene scene = new Scene();
    private final OrderPool pool = new OrderPool();
    private final OrderTable table = new OrderTable(pool);
    private final Map<Long, Order> expected = new HashMap<>();
    private final List<Long> ids = new ArrayList<>();

    @ParameterizedTest(name = "ids in steps of {0}")
    @ValueSource(longs = {1, 8, 1024, 1L << 32})
    void findsWhatIsOpenAndNothingElse(long step) {
        SplittableRandom random = new SplittableRandom(step);
        for (int i = 1; i <= 6_000; i++) {
            add(i * step);
            if (random.nextInt(3) > 0) {
                remove(ids.get(random.nextInt(ids.size())));
            }
        }

        assertThat(table.size()).isEqualTo(expected.size()).isGreaterThan(1_500);
        for (int i = 1; i <= 6_000; i++) {
            assertThat(table.find(i * step)).isSameAs(expected.get(i * step));
        }
    }

    private void add(long id) {
        Order order =
                pool.take(
                        scene.exchange.accounts.get(Scene.ANN),
                        scene.exchange.markets.get(Scene.MARKET).bids);
        order.id = id;
        table.add(order);
        expected.put(id, order);
        ids.add(id);
    }

    private void remove(long id) {
        Order order = expected.remove(id);
        table.remove(order);
        pool.giveBack(order);
        ids.remove(id);
    }
}
