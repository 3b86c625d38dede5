package dev.outcry.server.hub;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// One lane's part in presence: its connections come and go, and where a telling falls to it, it
/// has all lanes told. For the lane's thread alone.
final class Attendance {
    private final Lane lane;
    private final Crowds crowds;
    private final BiConsumer<RoomId, Crowd.Telling> broadcast;

    Attendance(Lane lane, Crowds crowds, BiConsumer<RoomId, Crowd.Telling> broadcast) {
        this.lane = lane;
        this.crowds = crowds;
        this.broadcast = broadcast;
    }

    void enter(RoomId room, Person person) {
        arrange(room, crowds.of(room).enter(person, lane.now()));
    }

    void leave(RoomId room, Person person) {
        arrange(room, crowds.of(room).leave(person, lane.now()));
    }

    private void arrange(RoomId room, OptionalLong due) {
        if (due.isEmpty()) {
            return;
        }
        if (due.getAsLong() <= lane.now()) {
            tell(room);
        } else {
            lane.at(due.getAsLong(), () -> tell(room));
        }
    }

    private void tell(RoomId room) {
        broadcast.accept(room, crowds.of(room).tell(lane.now()));
    }
}
