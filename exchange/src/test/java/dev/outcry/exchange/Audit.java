package dev.outcry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Folds the engine's events and sees that they are sound by themselves: that every quantity that
/// came in is traded, resting or canceled, and nothing happens to an order that has ended.
final class Audit extends Recorder {
    /// What must be left of each open order, by the events alone.
    final Map<Long, Long> left = new TreeMap<>();

    /// `market side price` to quantity, as a reader of the book channel has it.
    final Map<String, Long> book = new TreeMap<>();

    /// `account asset` to `available reserved`, as a reader of the balances has them.
    final Map<String, String> money = new TreeMap<>();

    private final Set<Long> byAmount = new HashSet<>();
    private final Set<String> toldNow = new HashSet<>();

    @Override
    Recorder clear() {
        toldNow.clear();
        return super.clear();
    }

    @Override
    public void accepted(
            long order, int account, int market, Side side, long priceTicks, long qtyLots) {
        super.accepted(order, account, market, side, priceTicks, qtyLots);
        assertThat(left.put(order, qtyLots)).as("order %d is new", order).isNull();
        if (qtyLots == 0) {
            byAmount.add(order);
        }
    }

    @Override
    public void traded(
            long trade,
            int market,
            Side takerSide,
            long priceTicks,
            long qtyLots,
            long maker,
            int makerAccount,
            long makerRemaining,
            long makerFee,
            long taker,
            int takerAccount,
            long takerRemaining,
            long takerFee) {
        super.traded(
                trade,
                market,
                takerSide,
                priceTicks,
                qtyLots,
                maker,
                makerAccount,
                makerRemaining,
                makerFee,
                taker,
                takerAccount,
                takerRemaining,
                takerFee);
        assertThat(qtyLots).isPositive();
        assertThat(makerAccount).isNotEqualTo(takerAccount);
        take(maker, qtyLots, makerRemaining);
        if (!byAmount.contains(taker)) {
            take(taker, qtyLots, takerRemaining);
        }
    }

    @Override
    public void rested(
            long order, int account, int market, Side side, long priceTicks, long remainingLots) {
        super.rested(order, account, market, side, priceTicks, remainingLots);
        assertThat(left.get(order)).as("left of %d", order).isEqualTo(remainingLots);
    }

    @Override
    public void canceled(
            long order, int account, int market, long remainingLots, CancelReason reason) {
        super.canceled(order, account, market, remainingLots, reason);
        assertThat(left.remove(order)).as("left of %d", order).isEqualTo(remainingLots);
    }

    @Override
    public void expired(long order, int account, int market, long remainingLots) {
        super.expired(order, account, market, remainingLots);
        assertThat(left.remove(order)).as("left of %d", order).isEqualTo(remainingLots);
    }

    @Override
    public void rejected(long order, int account, int market, Outcome reason) {
        super.rejected(order, account, market, reason);
        assertThat(left.remove(order)).as("left of %d", order).isNotNull();
    }

    @Override
    public void amended(
            long order,
            int account,
            int market,
            long priceTicks,
            long qtyLots,
            long remainingLots) {
        super.amended(order, account, market, priceTicks, qtyLots, remainingLots);
        assertThat(left.put(order, remainingLots)).as("order %d is open", order).isNotNull();
    }

    @Override
    public void balanceChanged(int account, int asset, long available, long reserved) {
        super.balanceChanged(account, asset, available, reserved);
        String key = account + " " + asset;
        String value = available + " " + reserved;
        assertThat(toldNow.add(key)).as("balance %s is told once", key).isTrue();
        assertThat(money.put(key, value)).as("balance %s changed", key).isNotEqualTo(value);
    }

    @Override
    public void levelChanged(int market, Side side, long priceTicks, long qtyLots) {
        super.levelChanged(market, side, priceTicks, qtyLots);
        String key = market + " " + side + " " + priceTicks;
        if (qtyLots == 0) {
            assertThat(book.remove(key)).as("level %s was there", key).isNotNull();
        } else {
            boolean same = Objects.equals(book.put(key, qtyLots), qtyLots);
            assertThat(same).as("level %s is as it was", key).isFalse();
        }
    }

    private void take(long order, long lots, long told) {
        long rest = left.get(order) - lots;
        assertThat(told).as("left of %d", order).isEqualTo(rest);
        if (rest == 0) {
            left.remove(order);
        } else {
            left.put(order, rest);
        }
    }
}
