package dev.outcry.server.feed;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Result;

/// What one market's feed has done. Written by its thread, read by any.
final class Counters {
    private final Symbol symbol;
    private volatile FeedStats stats;
    private boolean broke;

    Counters(Symbol symbol, TapePosition position) {
        this.symbol = symbol;
        this.stats = new FeedStats(symbol, 0, 0, 0, 0, position);
    }

    /// A print was played.
    ///
    /// @param clamped whether someone else was part of it, or it couldn't be played
    /// @param next where the tape is now
    void played(boolean clamped, TapePosition next) {
        FeedStats s = stats;
        long more = s.clamped() + (clamped ? 1 : 0);
        stats = new FeedStats(symbol, s.prints() + 1, more, s.refused(), s.deposits(), next);
    }

    /// Counts an answer if it is a refusal that shouldn't be.
    void answered(Result result) {
        if (result instanceof Result.Refused refused) {
            FeedStats s = stats;
            long more = s.refused() + 1;
            stats =
                    new FeedStats(
                            symbol, s.prints(), s.clamped(), more, s.deposits(), s.position());
            broke |= refused.code() == ErrorCode.ORDER_INSUFFICIENT_FUNDS;
        }
    }

    /// Money came in.
    void deposited() {
        FeedStats s = stats;
        long more = s.deposits() + 1;
        stats = new FeedStats(symbol, s.prints(), s.clamped(), s.refused(), more, s.position());
        broke = false;
    }

    /// {@return whether an order was refused for want of money since the last deposit}
    boolean broke() {
        return broke;
    }

    FeedStats stats() {
        return stats;
    }
}
