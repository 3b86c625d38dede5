package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The rooms: which there are, and what is done in them.
final class Rooms {
    private static final int DIRECT_PER_PERSON = 1_000;

    private final Map<RoomId, Room> rooms = new TreeMap<>();

    /// How many rooms of two somebody has opened. Looked up, never walked.
    private final Map<String, Integer> directBy = new HashMap<>();

    private final Members members = new Members();

    /// Does what somebody wants in a room. Who did something is known from then on, and so is whom
    /// it was done to, who is told where it made them a member.
    Result decide(RoomCommand command, Markets markets, Floor.Context context) {
        Optional<String> whom =
                switch (command) {
                    case RoomCommand.SetMember set -> Optional.of(set.user().id());
                    case RoomCommand.OpenDirect open -> Optional.of(open.other().id());
                    case RoomCommand _ -> Optional.empty();
                };
        boolean was = whom.isPresent() && isMember(command.room(), whom.get());
        Result result = attempt(command, new Talk(markets), context);
        if (result instanceof Result.Done) {
            markets.inboxes().meet(command.by().id());
            whom.ifPresent(markets.inboxes()::meet);
            if (!was && whom.isPresent() && isMember(command.room(), whom.get())) {
                added(command, whom.get(), markets, context);
            }
        }
        return result;
    }

    private boolean isMember(RoomId id, String user) {
        Room room = rooms.get(id);
        return room != null && room.isMember(user);
    }

    private static void added(
            RoomCommand command, String user, Markets markets, Floor.Context context) {
        if (user.equals(command.by().id())) {
            return; // an administrator by themselves
        }
        context.effects()
                .tell(
                        new Event.Added(
                                user,
                                markets.inboxes().of(user).next(),
                                context.pos(),
                                context.at(),
                                command.room(),
                                command.by().person()));
    }

    private Result attempt(RoomCommand command, Talk talk, Floor.Context context) {
        return switch (command) {
            case RoomCommand.OpenRoom open -> open(open, context);
            case RoomCommand.OpenDirect open -> open(open, context);
            case RoomCommand.Join join ->
                    known(join.room(), room -> members.join(room, join, context));
            case RoomCommand.DropRoom drop -> within(drop, room -> drop(room, drop, context));
            case RoomCommand.ChangeRoom change ->
                    within(change, room -> Moderation.change(room, change, context));
            case RoomCommand.Speak speak -> within(speak, room -> talk.speak(room, speak, context));
            case RoomCommand.EditMessage edit ->
                    within(edit, room -> talk.edit(room, edit, context));
            case RoomCommand.Read read -> within(read, room -> talk.read(room, read, context));
            case RoomCommand.React react ->
                    within(react, room -> Remarks.react(room, react, context));
            case RoomCommand.Unreact unreact ->
                    within(unreact, room -> Remarks.unreact(room, unreact, context));
            case RoomCommand.Pin pin -> within(pin, room -> Remarks.pin(room, pin, context));
            case RoomCommand.Unpin unpin ->
                    within(unpin, room -> Remarks.unpin(room, unpin, context));
            case RoomCommand.Report report ->
                    within(report, room -> Remarks.report(room, report, context));
            case RoomCommand.Leave leave ->
                    within(leave, room -> members.leave(room, leave, context));
            case RoomCommand.SetMember set -> within(set, room -> members.set(room, set, context));
            case RoomCommand.RemoveMember remove ->
                    within(remove, room -> members.remove(room, remove, context));
            case RoomCommand.Invite invite ->
                    within(invite, room -> Moderation.invite(room, invite, context));
            case RoomCommand.RevokeInvite revoke ->
                    within(revoke, room -> Moderation.revoke(room, revoke, context));
            case RoomCommand.SettleReport settle ->
                    within(settle, room -> Moderation.settle(room, settle, context));
            case RoomCommand.SetFilter filter ->
                    within(filter, room -> Moderation.filter(room, filter, context));
        };
    }

    /// Does what is asked about a webhook, or comes in by one.
    Result decide(HookCommand command, Markets markets, Floor.Context context) {
        return switch (command) {
            case HookCommand.Add add ->
                    within(
                            add.room(),
                            add.by(),
                            room -> RoomHooks.add(room, add, markets, context));
            case HookCommand.Drop drop ->
                    within(drop.room(), drop.by(), room -> RoomHooks.drop(room, drop, context));
            case HookCommand.Post post ->
                    hooked(post, room -> new Talk(markets).post(room, post, context));
            case HookCommand.Send send -> hooked(send, room -> RoomHooks.send(room, send, context));
            case HookCommand.Reach reach ->
                    hooked(reach, room -> RoomHooks.reach(room, reach, context));
        };
    }

    private Result hooked(HookCommand command, Function<Room, Result> work) {
        Room room = rooms.get(command.room());
        return room == null ? RoomHooks.NONE : work.apply(room);
    }

    private Result known(RoomId id, Function<Room, Result> work) {
        Room room = rooms.get(id);
        return room == null ? Rights.NO_ROOM : work.apply(room);
    }

    private Result within(RoomCommand command, Function<Room, Result> work) {
        return within(command.room(), command.by(), work);
    }

    private Result within(RoomId id, RoomCommand.By by, Function<Room, Result> work) {
        return known(
                id,
                room -> {
                    Result.@Nullable Refused refused = Rights.enter(room, by);
                    return refused == null ? work.apply(room) : refused;
                });
    }

    /// Makes a room that is nobody's.
    Result create(FloorCommand.CreateRoom create, Floor.Context context) {
        if (rooms.containsKey(create.room())) {
            return taken();
        }
        Person maker = create.by().orElse(null);
        if (maker != null && members.ownsEnough(maker)) {
            return guestLimit();
        }
        if (maker != null) {
            members.made(maker);
        }
        RoomInfo info =
                new RoomInfo(
                        create.room(), create.name(), create.topic(), create.visibility(), 0, 0, 0);
        begin(info, Optional.empty(), context);
        return new Result.Applied();
    }

    private static Result.Refused taken() {
        return new Result.Refused(ErrorCode.ROOM_EXISTS, "room: that id is taken");
    }

    private static Result.Refused guestLimit() {
        return new Result.Refused(
                ErrorCode.FORBIDDEN, "a guest may make 5 rooms; register to make more");
    }

    private Room begin(RoomInfo info, Optional<String> maker, Floor.Context context) {
        String epoch = context.newEpoch();
        Room room = new Room(info, epoch, maker);
        rooms.put(info.room(), room);
        context.effects().add(new Effect.RoomOpened(info, epoch));
        return room;
    }

    private Result open(RoomCommand.OpenRoom open, Floor.Context context) {
        Person owner = open.by().person();
        if (open.visibility() == RoomInfo.Visibility.DIRECT) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST, "visibility: must be public or private");
        }
        if (rooms.containsKey(open.room())) {
            return taken();
        }
        if (members.ownsEnough(owner)) {
            return guestLimit();
        }
        Result.@Nullable Refused full = members.full(owner.id());
        if (full != null) {
            return full;
        }
        RoomInfo info =
                new RoomInfo(open.room(), open.name(), open.topic(), open.visibility(), 0, 1, 0);
        Room room = begin(info, Optional.of(owner.id()), context);
        room.begin(owner, RoomRole.OWNER, context);
        members.add(room);
        return new Result.Applied();
    }

    private Result open(RoomCommand.OpenDirect open, Floor.Context context) {
        Person one = open.by().person();
        Person other = open.other();
        if (one.id().equals(other.id())) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "user: a room of two needs another");
        }
        Room known = rooms.get(open.room());
        if (known != null) {
            boolean theirs =
                    known.is(RoomInfo.Visibility.DIRECT)
                            && known.isMember(one.id())
                            && known.isMember(other.id());
            return theirs ? new Result.Applied() : taken();
        }
        if (directBy.getOrDefault(one.id(), 0) >= DIRECT_PER_PERSON) {
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "user: nobody opens more than 1,000 rooms of two");
        }
        RoomInfo info = new RoomInfo(open.room(), "", "", RoomInfo.Visibility.DIRECT, 0, 2, 0);
        Room room = begin(info, Optional.of(one.id()), context);
        room.begin(one, RoomRole.MEMBER, context);
        room.begin(other, RoomRole.MEMBER, context);
        directBy.merge(one.id(), 1, Integer::sum);
        return new Result.Applied();
    }

    private Result drop(Room room, RoomCommand.DropRoom drop, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.OWNER, room, drop.by());
        if (refused != null) {
            return refused;
        }
        end(room, context);
        return new Result.Applied();
    }

    private void end(Room room, Floor.Context context) {
        rooms.remove(room.id());
        members.remove(room);
        context.effects().add(new Effect.RoomClosed(room.id()));
    }

    /// Takes somebody out of all rooms who leaves for good.
    void leave(Person who, Floor.Context context) {
        members.forget(who.id());
        Farewells farewells = new Farewells(members);
        for (Room room : List.copyOf(rooms.values())) {
            if (farewells.leave(room, who, context)) {
                end(room, context);
            }
        }
    }

    Result say(FloorCommand.Say say, Markets markets, Floor.Context context) {
        return within(
                say.room(),
                new RoomCommand.By(say.by(), false),
                room -> new Talk(markets).say(room, say, context));
    }

    Result delete(FloorCommand.DeleteMessage delete, Markets markets, Floor.Context context) {
        return within(
                delete.room(),
                new RoomCommand.By(delete.by(), delete.moderator()),
                room -> new Talk(markets).delete(room, delete, context));
    }

    /// Gives an account what was a guest's. The rooms that it has made no longer count.
    void become(String guest, Person account, Floor.Context context) {
        members.forget(guest);
        rooms.values().forEach(room -> members.become(room, guest, account, context));
    }

    void write(ValuesOut out) {
        out.list(rooms.values(), room -> room.write(out));
        members.write(out);
    }

    /// @param format of the bytes
    static Rooms read(ValuesIn in, int format) {
        Rooms read = new Rooms();
        in.each(() -> {
            Room room = Room.read(in, format);
            read.rooms.put(room.id(), room);
            read.members.add(room);
            if (room.is(RoomInfo.Visibility.DIRECT)) {
                room.maker.ifPresent(maker -> read.directBy.merge(maker, 1, Integer::sum));
            }
        });
        read.members.read(in);
        return read;
    }

    /// Gives every room another epoch.
    void renew(Floor.Context context) {
        rooms.values().forEach(room -> room.renew(context.newEpoch()));
    }

    void describe(EffectSink effects) {
        rooms.values().forEach(room -> room.describe(effects));
    }

    long hash() {
        long hash = 0;
        for (Room room : rooms.values()) {
            hash = room.hash(hash);
        }
        return members.hash(hash);
    }
}
