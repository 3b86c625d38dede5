package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.FloorCommand.TimeInForce;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapePlayerTest {
    private static final long PRICE = 16_700;
    private static final MarketInfo SPY = DemoMarkets.all(1).get(1).info();

    private final FloorIntake floor = new FloorIntake();
    private final TapePlayer player = new TapePlayer(SPY);
    private final Desk desk = new Desk(floor);
    private final Counters counters = new Counters(SPY.symbol(), new TapePosition(0, 0, 0));

    @BeforeEach
    void list() {
        floor.apply(new FloorCommand.ListMarket(SPY));
        player.accounts().forEach(account -> Money.give(floor, account.id(), SPY, 100_000, 1_000));
        Money.give(floor, "ada", SPY, 100_000, 1_000);
    }

    @Test
    void printIsOneTradeOfItsOwn() throws InterruptedException {
        play(Side.BUY);
        play(Side.SELL);

        assertThat(floor.trades).hasSize(2);
        assertThat(floor.trades).extracting(t -> t.price().unscaled()).containsOnly(PRICE);
        assertThat(floor.trades).extracting(t -> t.qty().unscaled()).containsOnly(10L);
        assertThat(floor.trades).extracting(t -> t.side()).containsExactly(Side.BUY, Side.SELL);
        assertThat(counters.stats().prints()).isEqualTo(2);
        assertThat(counters.stats().clamped()).isZero();
        assertBookIsEmpty();
    }

    @Test
    void userWhoStoodThereFirstIsServedFirstAndThePrintIsClamped() throws InterruptedException {
        order(Side.BUY, PRICE, 4);

        play(Side.SELL);

        assertThat(floor.trades).extracting(t -> t.qty().unscaled()).containsExactly(4L, 6L);
        assertThat(counters.stats().clamped()).isOne();
        assertBookIsEmpty();
    }

    @Test
    void userAtABetterPriceMeetsTheTapesMakerAndThePrintIsClamped() throws InterruptedException {
        order(Side.BUY, PRICE + 1, 4);

        play(Side.BUY);

        assertThat(floor.trades)
                .extracting(t -> t.price().unscaled())
                .containsExactly(PRICE + 1, PRICE);
        assertThat(counters.stats().clamped()).isOne();
        assertBookIsEmpty();
    }

    @Test
    void userWhoTakesTheMakerInBetweenClampsThePrint() throws InterruptedException {
        floor.before =
                command -> {
                    if (command instanceof FloorCommand.PlaceOrder order
                            && order.tif() == TimeInForce.IOC) {
                        order(Side.BUY, PRICE, 10);
                    }
                };

        play(Side.BUY);

        assertThat(floor.trades).extracting(t -> t.qty().unscaled()).containsExactly(10L);
        assertThat(counters.stats().clamped()).isOne();
        assertThat(counters.stats().refused()).isZero();
        assertBookIsEmpty();
    }

    @Test
    void printsOfOneDirectionNeverRunOutOfMoney() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            play(Side.BUY);
        }

        assertThat(floor.refusals).isEmpty();
        assertThat(counters.stats().prints()).isEqualTo(1_000);
        assertThat(counters.stats().clamped()).isZero();
    }

    private void play(Side taker) throws InterruptedException {
        Print print = new Print(0, PRICE, 10, taker);
        player.play(
                print,
                desk,
                counters,
                clamped -> counters.played(clamped, new TapePosition(0, 1, 0)));
        desk.drain();
    }

    private void order(Side side, long price, long qty) {
        floor.apply(
                new FloorCommand.PlaceOrder(
                        "ada", SPY.symbol(), side, OptionalLong.of(price), qty, TimeInForce.GTC));
    }

    private void assertBookIsEmpty() {
        assertThat(floor.book(SPY.symbol(), Side.BUY)).isEmpty();
        assertThat(floor.book(SPY.symbol(), Side.SELL)).isEmpty();
    }
}
