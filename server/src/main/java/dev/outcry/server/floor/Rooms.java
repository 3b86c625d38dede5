package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rooms: what they are, and how far each has counted.
final class Rooms {
    private static final int PER_PERSON = 5;
    private static final Result NO_ROOM =
            new Result.Refused(ErrorCode.ROOM_NOT_FOUND, "room: there is no such room");

    private final Map<RoomId, Room> rooms = new TreeMap<>();
    private final Map<String, Integer> madeBy = new TreeMap<>();

    private static final class Room {
        private final RoomInfo info; // as it began
        private final Messages messages;
        private String epoch;
        private long seq;

        Room(RoomInfo info, String epoch, Messages messages) {
            this.info = info;
            this.epoch = epoch;
            this.messages = messages;
            this.seq = info.seq();
        }

        void write(ValuesOut out) {
            out.roomInfo(now());
            out.text(epoch);
            messages.write(out);
        }

        static Room read(ValuesIn in) {
            return new Room(in.roomInfo(), in.text(), Messages.read(in));
        }

        RoomInfo now() {
            return new RoomInfo(
                    info.room(),
                    info.name(),
                    info.topic(),
                    info.visibility(),
                    info.slowSeconds(),
                    info.members(),
                    seq);
        }
    }

    Result create(FloorCommand.CreateRoom create, Floor.Context context) {
        if (rooms.containsKey(create.room())) {
            return new Result.Refused(ErrorCode.ROOM_EXISTS, "room: that id is taken");
        }
        if (create.by().isPresent()
                && create.by().get().guest()
                && madeBy.merge(create.by().get().id(), 1, Integer::sum) > PER_PERSON) {
            madeBy.merge(create.by().get().id(), -1, Integer::sum);
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "a guest may make 5 rooms; register to make more");
        }
        RoomInfo info =
                new RoomInfo(
                        create.room(), create.name(), create.topic(), create.visibility(), 0, 0, 0);
        String epoch = context.newEpoch();
        rooms.put(create.room(), new Room(info, epoch, new Messages()));
        context.effects().add(new Effect.RoomOpened(info, epoch));
        return new Result.Applied();
    }

    Result say(FloorCommand.Say say, Map<Symbol, Decimal> prices, Floor.Context context) {
        Room room = visible(say.room());
        if (room == null) {
            return NO_ROOM;
        }
        if (say.replyTo().isPresent() && !room.messages.standing(say.replyTo().getAsLong())) {
            return new Result.Refused(
                    ErrorCode.MESSAGE_NOT_FOUND,
                    "replyTo: no message of the room's newest 10,000 has that seq");
        }
        room.seq++;
        room.messages.add(room.seq, say.by().id(), context.pos());
        context.effects()
                .tell(
                        new Event.Message(
                                say.room(),
                                room.seq,
                                context.pos(),
                                context.at(),
                                say.by(),
                                say.text(),
                                say.replyTo(),
                                say.text().isEmpty() ? List.of() : say.mentions(),
                                prices,
                                say.text().isEmpty()));
        return new Result.Placed(room.seq, context.pos());
    }

    Result delete(FloorCommand.DeleteMessage delete, Floor.Context context) {
        Room room = visible(delete.room());
        if (room == null) {
            return NO_ROOM;
        }
        FloorCommand.Said said = room.messages.find(delete.message(), delete.said());
        if (said == null) {
            return new Result.Refused(
                    ErrorCode.MESSAGE_NOT_FOUND, "message: the room has none of that seq");
        }
        if (!delete.moderator() && !said.author().equals(delete.by().id())) {
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "message: only its author may take it back");
        }
        if (said.deleted().isPresent()) {
            FloorCommand.Deletion first = said.deleted().get();
            return new Result.Placed(first.seq(), first.pos());
        }
        room.seq++;
        room.messages.delete(delete.message(), new FloorCommand.Deletion(room.seq, context.pos()));
        context.effects()
                .tell(
                        new Event.Deleted(
                                delete.room(),
                                room.seq,
                                context.pos(),
                                context.at(),
                                delete.by(),
                                delete.message()));
        context.effects().add(new Effect.TextGone(delete.room(), delete.message(), said.pos()));
        return new Result.Placed(room.seq, context.pos());
    }

    /// Gives an account what was a guest's. The rooms that it has made no longer count.
    void become(String guest, Person account) {
        madeBy.remove(guest);
        rooms.values().forEach(room -> room.messages.become(guest, account.id()));
    }

    private @Nullable Room visible(RoomId id) {
        Room room = rooms.get(id);
        return room == null || room.info.visibility() != RoomInfo.Visibility.PUBLIC ? null : room;
    }

    void write(ValuesOut out) {
        out.list(rooms.values(), room -> room.write(out));
        out.list(
                madeBy.entrySet(),
                each -> {
                    out.text(each.getKey());
                    out.number(each.getValue());
                });
    }

    static Rooms read(ValuesIn in) {
        Rooms rooms = new Rooms();
        in.each(() -> {
            Room room = Room.read(in);
            rooms.rooms.put(room.info.room(), room);
        });
        in.each(() -> rooms.madeBy.put(in.text(), (int) in.number()));
        return rooms;
    }

    /// Gives every room another epoch.
    void renew(Floor.Context context) {
        rooms.values().forEach(room -> room.epoch = context.newEpoch());
    }

    void describe(EffectSink effects) {
        rooms.values().forEach(room -> effects.add(new Effect.RoomOpened(room.now(), room.epoch)));
    }

    long hash() {
        long hash = 0;
        for (Map.Entry<RoomId, Room> each : rooms.entrySet()) {
            RoomInfo info = each.getValue().info;
            hash = Hash.mix(Hash.mix(hash, info.room().name()), info.visibility());
            hash = Hash.mix(hash, each.getValue().seq);
        }
        for (Map.Entry<String, Integer> each : madeBy.entrySet()) {
            hash = Hash.mix(Hash.mix(hash, each.getKey()), each.getValue().longValue());
        }
        return hash;
    }
}
