package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The rooms: what they are, and how far each has counted.
final class Rooms {
    private static final int PER_PERSON = 5;

    private final Map<RoomId, Room> rooms = new TreeMap<>();
    private final Map<String, Integer> madeBy = new TreeMap<>();

    private static final class Room {
        private final RoomInfo info;
        private final Messages messages = new Messages();
        private long seq;

        Room(RoomInfo info) {
            this.info = info;
        }
    }

    /// The seqs of a room's newest messages, which others may still refer to.
    private static final class Messages {
        private static final int REACHABLE = 10_000;
        private final Deque<Long> seqs = new ArrayDeque<>();
        private final Set<Long> known = new HashSet<>(); // never walked

        void add(long seq) {
            seqs.addLast(seq);
            known.add(seq);
            if (seqs.size() > REACHABLE) {
                known.remove(seqs.removeFirst());
            }
        }

        boolean reaches(long seq) {
            return known.contains(seq);
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
        rooms.put(create.room(), new Room(info));
        context.effects().add(new Effect.RoomOpened(info, context.newEpoch()));
        return new Result.Applied();
    }

    Result say(FloorCommand.Say say, Map<Symbol, Decimal> prices, Floor.Context context) {
        Room room = rooms.get(say.room());
        if (room == null || room.info.visibility() != RoomInfo.Visibility.PUBLIC) {
            return new Result.Refused(ErrorCode.ROOM_NOT_FOUND, "room: there is no such room");
        }
        if (say.replyTo().isPresent() && !room.messages.reaches(say.replyTo().getAsLong())) {
            return new Result.Refused(
                    ErrorCode.MESSAGE_NOT_FOUND,
                    "replyTo: no message of the room's newest 10,000 has that seq");
        }
        room.seq++;
        room.messages.add(room.seq);
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
                                say.mentions(),
                                prices,
                                say.text().isEmpty()));
        return new Result.Placed(room.seq, context.pos());
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
