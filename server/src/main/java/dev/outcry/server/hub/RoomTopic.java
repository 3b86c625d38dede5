package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage;
import java.util.List;

/// `room:{room}`. For the lane's thread alone.
final class RoomTopic extends LogTopic {
    private static final int SNAPSHOT_EVENTS = 50;

    private RoomInfo info;

    RoomTopic(RoomInfo opened, String epoch) {
        super(new Channel.Room(opened.room()), epoch, opened.seq());
        info = opened;
    }

    /// {@return the room as it is now}
    RoomInfo info() {
        return info;
    }

    /// Tells what happened, and blanks what it takes back.
    void tell(Event.OfRoom event, Shared shared) {
        tell(event.seq(), shared);
        info = info.after(event);
        if (event instanceof Event.Deleted deleted) {
            blank(deleted.message());
        }
    }

    private void blank(long seq) {
        if (seq >= window().oldest()
                && seq <= window().newest()
                && window().get(seq).event() instanceof Event.Message message) {
            Shared blank = new Shared(message.withoutText());
            window().set(seq, blank, blank.sizeEstimate());
        }
    }

    @Override
    int snapshotEvents() {
        return SNAPSHOT_EVENTS;
    }

    @Override
    ServerMessage.Snapshot snapshot(List<? extends Event> events) {
        return new ServerMessage.Snapshot.OfRoom(info(), events, List.of());
    }
}
