package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import java.util.List;

/// `trades:{symbol}`. For the lane's thread alone.
final class TradesTopic extends LogTopic {
    private static final int SNAPSHOT_EVENTS = 50;

    TradesTopic(Symbol symbol, String epoch, long newest) {
        super(new Channel.Trades(symbol), epoch, newest);
    }

    @Override
    int snapshotEvents() {
        return SNAPSHOT_EVENTS;
    }

    @Override
    ServerMessage.Snapshot snapshot(List<? extends Event> events, LaneSeat seat) {
        return new ServerMessage.Snapshot.Items(events);
    }
}
