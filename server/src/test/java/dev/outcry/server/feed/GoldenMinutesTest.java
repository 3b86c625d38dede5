package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Event;
import dev.outcry.server.floor.FloorCommand;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/// The tape through the real floor and exchange, log time being tape time.
class GoldenMinutesTest {
    private final FloorIntake floor = new FloorIntake();
    private final DemoMarket market = DemoMarkets.all(1).getFirst();
    private final Desk desk = new Desk(floor);
    private final TapePlayer player = new TapePlayer(market.info());

    @Test
    void tradesOfBitcoinAddUpToEveryRecordedMinuteOfThreeDays() throws InterruptedException {
        Counters counters = new Counters(market.info().symbol(), market.start());
        Iterator<Print> tape = market.tape().play(0);
        floor.at = Bitcoin.recordedMinutes().keySet().iterator().next();
        list();

        while (tape.hasNext()) {
            Print print = tape.next();
            floor.at = print.at();
            player.play(print, desk, counters, clamped -> counters.played(clamped, market.start()));
        }
        desk.drain();

        Candles candles = new Candles();
        for (Event.Trade trade : floor.trades) {
            long lots = trade.qty().withScale(Bitcoin.SCALES.qty()).unscaled();
            candles.add(trade.at(), trade.price().unscaled(), lots);
        }
        assertThat(candles.bars()).hasSize(4_216).isEqualTo(Bitcoin.recordedMinutes());
        assertThat(counters.stats().prints()).isEqualTo(floor.trades.size());
        assertThat(counters.stats().clamped()).isZero();
        assertThat(floor.refusals).isEmpty();
    }

    private void list() {
        floor.apply(new FloorCommand.ListMarket(market.info()));
        for (Account account : player.accounts()) {
            Money.give(floor, account.id(), market.info(), 1_000_000, 1_000);
        }
    }
}
