package dev.outcry.server.feed;

import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.FloorCommand.TimeInForce;
import dev.outcry.server.floor.Result;
import java.util.List;
import java.util.function.Consumer;

/// Makes a print of a tape a trade of ours: one account rests it at its price, the other takes it.
///
/// The two swap roles so that neither runs out: who holds less buys. The rest of the maker's order
/// is canceled in the same breath, without waiting, so that hardly anybody comes between; who does
/// clamps the print and is counted. For one thread.
final class TapePlayer {
    private final Account one;
    private final Account two;
    private long heldByOne;

    TapePlayer(MarketInfo market) {
        one = Account.of(market, "tape-1");
        two = Account.of(market, "tape-2");
    }

    List<Account> accounts() {
        return List.of(one, two);
    }

    /// {@return the maker's order, the taker's, and the end of the maker's}
    List<FloorCommand> commands(Print print) {
        boolean oneBuys = heldByOne <= 0;
        heldByOne += oneBuys ? print.qtyLots() : -print.qtyLots();
        Account buyer = oneBuys ? one : two;
        Account seller = oneBuys ? two : one;
        boolean bought = print.taker() == Side.BUY;
        Account maker = bought ? seller : buyer;
        Account taker = bought ? buyer : seller;
        Side makerSide = bought ? Side.SELL : Side.BUY;
        long price = print.priceTicks();
        return List.of(
                maker.order(makerSide, price, print.qtyLots(), TimeInForce.GTC),
                taker.order(print.taker(), price, print.qtyLots(), TimeInForce.IOC),
                maker.cancelAll());
    }

    /// Plays it through a desk.
    ///
    /// @param clamped told at the end whether it was not the two alone that traded all of it
    void play(Print print, Desk desk, Counters counters, Consumer<Boolean> clamped)
            throws InterruptedException {
        List<FloorCommand> commands = commands(print);
        long qty = print.qtyLots();
        boolean[] whole = new boolean[2];
        desk.send(
                commands.get(0),
                result -> {
                    whole[0] = result instanceof Result.Ordered o && o.restingLots() == qty;
                    counters.answered(result);
                });
        desk.send(
                commands.get(1),
                result -> {
                    whole[1] = result instanceof Result.Ordered o && o.filledLots() == qty;
                    counters.answered(result);
                });
        desk.send(
                commands.get(2),
                result -> {
                    boolean gone = result instanceof Result.Canceled c && c.count() == 0;
                    clamped.accept(!whole[0] || !whole[1] || !gone);
                });
    }
}
