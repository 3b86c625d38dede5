package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.ServerMessage;
import java.util.List;

/// `candles:{symbol}:{interval}`. For the lane's thread alone.
///
/// A candle is closed by the first trade after it, or a little after its end by the lane's clock: a
/// trade of its last moment may still be on its way through the log.
final class CandleTopic extends ConflatedTopic<CandleTopic.Follower> {
    static final long GRACE_MILLIS = 250;

    private static final int SNAPSHOT_CANDLES = 300;

    private final Lane lane;
    private final Interval interval;
    private final CandleSeries series;
    private boolean timed;

    CandleTopic(Lane lane, MarketInfo market, Interval interval, String epoch) {
        super(new Channel.Candles(market.symbol(), interval), epoch);
        this.lane = lane;
        this.interval = interval;
        this.series = new CandleSeries(market, interval);
    }

    /// Adds a trade.
    void tell(SharedTrade shared) {
        CandleSeries.Bar before = series.newest();
        if (before != null && !before.closed() && series.beginsNew(shared.trade().at())) {
            close(before);
        }
        CandleSeries.Bar bar = series.add(shared.trade());
        if (all().count() > 0) {
            Shared event = shared.candle(interval, bar::candle);
            bar.event(event);
            offer(event);
            closeInTime();
        }
    }

    /// Takes back the next candle that had trades.
    void restore(Event.Candle candle) {
        series.restore(candle);
    }

    /// {@return candles as they are now, see [CandleSeries#filled]}
    List<Event.Candle> candles(long from, long to) {
        closeWhatIsOver();
        return series.filled(from, to, lane.now());
    }

    @Override
    Follower subscription(LaneSeat seat, Command.Following following) {
        return new Follower(seat, following);
    }

    @Override
    ServerMessage.Snapshot snapshot(Follower follower) {
        long newest = interval.startOf(lane.now());
        ServerMessage.Snapshot snapshot =
                new ServerMessage.Snapshot.Items(
                        candles(
                                newest - (SNAPSHOT_CANDLES - 1) * interval.millis(),
                                newest + interval.millis()));
        closeInTime();
        return snapshot;
    }

    private void closeInTime() {
        CandleSeries.Bar newest = series.newest();
        if (!timed && newest != null && !newest.closed()) {
            timed = true;
            lane.at(
                    newest.end() + GRACE_MILLIS,
                    () -> {
                        timed = false;
                        closeWhatIsOver();
                        if (all().count() > 0) {
                            closeInTime();
                        }
                    });
        }
    }

    private void closeWhatIsOver() {
        CandleSeries.Bar newest = series.newest();
        if (newest != null && !newest.closed() && newest.end() + GRACE_MILLIS <= lane.now()) {
            close(newest);
        }
    }

    private void close(CandleSeries.Bar bar) {
        bar.close();
        if (all().count() > 0) {
            offer(bar.event());
        }
    }

    /// Keeps how far back candles have changed.
    final class Follower extends Conflated {
        private long keptFrom = Long.MAX_VALUE;

        private Follower(LaneSeat seat, Command.Following following) {
            super(seat, CandleTopic.this, following);
        }

        @Override
        Followers<? extends Subscription> followers() {
            return all();
        }

        @Override
        Position position() {
            return at(0);
        }

        @Override
        void keep(Shared shared) {
            if (shared.event() instanceof Event.Candle candle) {
                keptFrom = Math.min(keptFrom, candle.start());
            }
        }

        @Override
        boolean sendKept() {
            for (CandleSeries.Bar bar : series.since(keptFrom)) {
                if (seat().outbox().behind()) {
                    keptFrom = bar.start();
                    return false;
                }
                seat().deliver(bar.event());
            }
            keptFrom = Long.MAX_VALUE;
            return true;
        }
    }
}
