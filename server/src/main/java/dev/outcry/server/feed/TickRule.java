package dev.outcry.server.feed;

import dev.outcry.protocol.Side;

/// Guesses who took: a price above the last was bought, one below it sold, the same one as before.
/// For one tape at a time, in its order.
final class TickRule {
    private long last;
    private Side side = Side.BUY;

    Side sideAt(long priceTicks) {
        if (priceTicks != last) {
            side = priceTicks > last ? Side.BUY : Side.SELL;
            last = priceTicks;
        }
        return side;
    }
}
