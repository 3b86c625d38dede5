package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who is a member of which rooms, and how that changes by themselves or by others.
final class Members {
    private static final int MOST_MEMBERS = 10_000;
    private static final int MOST_ROOMS = 200;
    private static final int MOST_SHUT_OUT = 1_000;
    private static final int PER_GUEST = 5;

    private final RoomsByUser rooms = new RoomsByUser();

    /// How many rooms guests have made without owning them, for the first release knew no owners.
    private final Map<String, Integer> madeBy = new TreeMap<>();

    /// {@return why somebody can't be in one more room; null if they can}
    Result.@Nullable Refused full(String user) {
        return rooms.of(user).size() < MOST_ROOMS
                ? null
                : new Result.Refused(
                        ErrorCode.FORBIDDEN, "room: nobody is a member of more than 200");
    }

    /// {@return whether somebody is a guest and owns as many rooms as guests may}
    boolean ownsEnough(Person person) {
        if (!person.guest()) {
            return false;
        }
        int owned = madeBy.getOrDefault(person.id(), 0);
        for (Room room : rooms.of(person.id()).values()) {
            owned += Rights.rank(room.find(person.id())) == Rights.OWNER ? 1 : 0;
        }
        return owned >= PER_GUEST;
    }

    /// Takes note that somebody has made a room that they don't own.
    void made(Person person) {
        if (person.guest()) {
            madeBy.merge(person.id(), 1, Integer::sum);
        }
    }

    void write(ValuesOut out) {
        out.list(
                madeBy.entrySet(),
                each -> {
                    out.text(each.getKey());
                    out.number(each.getValue());
                });
    }

    void read(ValuesIn in) {
        in.each(() -> madeBy.put(in.text(), (int) in.number()));
    }

    /// {@return a hash of what no room knows of}
    ///
    /// @param before that of the rooms
    long hash(long before) {
        long hash = before;
        for (Map.Entry<String, Integer> each : madeBy.entrySet()) {
            hash = Hash.mix(Hash.mix(hash, each.getKey()), each.getValue().longValue());
        }
        return hash;
    }

    /// Gives an account a guest's place in a room.
    void become(Room room, String guest, Person account, Floor.Context context) {
        room.become(guest, account, context);
        rooms.update(room, guest);
        rooms.update(room, account.id());
    }

    /// Forgets how many rooms somebody has made.
    void forget(String maker) {
        madeBy.remove(maker);
    }

    /// Takes in the members of a room that begins, or was read.
    void add(Room room) {
        rooms.add(room);
    }

    /// Forgets the members of a room that ends.
    void remove(Room room) {
        rooms.remove(room);
    }

    /// Changes somebody's place in a room.
    void put(Room room, Membership now, Floor.Context context) {
        room.put(now, context);
        rooms.update(room, now.person().id());
    }

    /// Lets somebody in who may perhaps not know of the room yet.
    Result join(Room room, RoomCommand.Join join, Floor.Context context) {
        Person who = join.by().person();
        Membership known = room.find(who.id());
        if (known != null && known.isMember()) {
            return Talk.first(known.joined(), room, context);
        }
        RoomInvite invite = join.invite().map(room.invites::get).orElse(null);
        boolean open = room.is(RoomInfo.Visibility.PUBLIC);
        boolean banned = known != null && known.banned().isPresent() && !join.by().admin();
        if (!open && (banned || invite == null || !Moderation.isGood(invite, context.at()))) {
            return Rights.NO_ROOM;
        }
        if (banned) {
            return Rights.banned();
        }
        Result.@Nullable Refused full = full(room, who.id());
        if (full != null) {
            return full;
        }
        if (!open && invite != null) {
            Moderation.use(room, invite, context);
        }
        return enter(room, who, RoomRole.MEMBER, Optional.empty(), context);
    }

    private Result.@Nullable Refused full(Room room, String user) {
        return room.info().members() >= MOST_MEMBERS
                ? Rights.forbidden("room: has 10,000 members already")
                : full(user);
    }

    /// Makes a member of who isn't one.
    ///
    /// @return where the newest event about it stands
    private Result.Placed enter(
            Room room, Person who, RoomRole role, Optional<String> by, Floor.Context context) {
        Result.Placed joined = new Result.Placed(room.next(), context.pos());
        Membership known = room.find(who.id());
        Membership before = known == null ? Membership.stranger(who) : known.as(who);
        put(room, before.with(role, joined).banned(Optional.empty()), context);
        return room.tell(
                new RoomEvent.Joined(room.id(), joined.seq(), context.pos(), context.at(), who, by),
                context);
    }

    Result leave(Room room, RoomCommand.Leave leave, Floor.Context context) {
        if (room.is(RoomInfo.Visibility.DIRECT)) {
            return Rights.forbidden("room: nobody leaves a room of two");
        }
        Membership known = room.find(leave.by().id());
        if (known == null || !known.isMember()) {
            return Talk.nothing(room, context);
        }
        if (isLastOwner(room, known)) {
            return Rights.forbidden(
                    "room: its last owner can't leave; make another one, or delete it");
        }
        return exit(room, known.as(leave.by().person()), Optional.empty(), context);
    }

    /// {@return whether a room would be nobody's without this one}
    static boolean isLastOwner(Room room, Membership membership) {
        return Rights.rank(membership) == Rights.OWNER && room.owners() == 1;
    }

    /// Ends somebody's membership.
    ///
    /// @param by who did it, unless it was themselves
    Result.Placed exit(Room room, Membership member, Optional<String> by, Floor.Context context) {
        put(room, member.gone(context.at()), context);
        return room.tell(
                new RoomEvent.Left(
                        room.id(), room.next(), context.pos(), context.at(), member.person(), by),
                context);
    }

    /// Sets how somebody stands in a room. Everything is checked before anything is done.
    Result set(Room room, RoomCommand.SetMember set, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.MODERATOR, room, set.by());
        if (refused == null && set.role().isPresent()) {
            refused = giving(room, set, set.role().get());
        }
        if (refused == null && (set.mutedUntil().isPresent() || set.banned().isPresent())) {
            refused = shuttingOut(room, set, context.at());
        }
        if (refused == null
                && set.role().isEmpty()
                && set.mutedUntil().isEmpty()
                && set.banned().isEmpty()) {
            refused =
                    new Result.Refused(
                            ErrorCode.BAD_REQUEST, "role: give role, mutedUntil or banned");
        }
        if (refused != null) {
            return refused;
        }
        Result.Placed told = new Result.Placed(room.info().seq(), context.pos());
        if (set.banned().filter(banned -> !banned).isPresent()) {
            told = unban(room, set.by(), set.user(), context);
        }
        if (set.role().isPresent()) {
            told = give(room, set, set.role().get(), context);
        }
        if (set.mutedUntil().isPresent()) {
            told = mute(room, set, set.mutedUntil().getAsLong(), context);
        }
        if (set.banned().filter(banned -> banned).isPresent()) {
            told = ban(room, set, context);
        }
        return told;
    }

    /// Says whether somebody may give this role.
    private Result.@Nullable Refused giving(Room room, RoomCommand.SetMember set, RoomRole role) {
        Membership known = room.find(set.user().id());
        int mine = Rights.rank(room, set.by());
        boolean banned = known != null && known.banned().isPresent();
        if (set.banned().orElse(banned)) {
            return Rights.forbidden("role: who is banned has none");
        }
        if (known != null && known.role().equals(set.role())) {
            return null;
        }
        boolean member = known != null && known.isMember();
        if (mine < Rights.OWNER && (member || role != RoomRole.MEMBER)) {
            return Rights.forbidden("role: only the room's owners give roles");
        }
        if (member && Rights.rank(known) == Rights.OWNER) {
            if (!set.by().id().equals(set.user().id())) {
                return Rights.forbidden("user: nobody acts on an owner");
            }
            if (room.owners() == 1) {
                return Rights.forbidden("role: a room needs an owner; make another one first");
            }
        }
        if (role == RoomRole.OWNER && ownsEnough(set.user())) {
            return new Result.Refused(ErrorCode.FORBIDDEN, "user: a guest owns at most 5 rooms");
        }
        return member ? null : full(room, set.user().id());
    }

    /// Says whether somebody may mute or ban another, or lift that.
    private static Result.@Nullable Refused shuttingOut(
            Room room, RoomCommand.SetMember set, long at) {
        if (set.by().id().equals(set.user().id())) {
            return Rights.forbidden("user: nobody mutes or bans themselves");
        }
        Membership known = room.find(set.user().id());
        if (Rights.rank(known) >= Rights.rank(room, set.by())) {
            return Rights.forbidden("user: is no less than you are here");
        }
        int muted = 0;
        int banned = 0;
        for (Membership each : room.people()) {
            muted += each.isMuted(at) ? 1 : 0;
            banned += each.banned().isPresent() ? 1 : 0;
        }
        boolean mutes = set.mutedUntil().orElse(0) > at && (known == null || !known.isMuted(at));
        boolean bans = set.banned().orElse(false) && (known == null || known.banned().isEmpty());
        return (mutes && muted >= MOST_SHUT_OUT) || (bans && banned >= MOST_SHUT_OUT)
                ? Rights.forbidden("user: the room has 1,000 of them already")
                : null;
    }

    /// Gives somebody a role, whoever may.
    Result.Placed give(Room room, RoomCommand.SetMember set, RoomRole role, Floor.Context context) {
        RoomCommand.By by = set.by();
        Membership known = room.find(set.user().id());
        if (known != null && known.role().equals(Optional.of(role))) {
            return Talk.first(known.roled(), room, context);
        }
        if (known == null || !known.isMember()) {
            Result.Placed joined =
                    enter(room, set.user(), RoomRole.MEMBER, Optional.of(by.id()), context);
            note(room, set, Effect.Deed.ADD, context);
            return role == RoomRole.MEMBER ? joined : give(room, set, role, context);
        }
        Result.Placed told = new Result.Placed(room.next(), context.pos());
        put(room, known.as(set.user()).with(role, told), context);
        note(room, set, Effect.Deed.ROLE, context);
        return room.tell(
                new RoomEvent.RoleChanged(
                        room.id(),
                        told.seq(),
                        context.pos(),
                        context.at(),
                        by.person(),
                        set.user().id(),
                        role),
                context);
    }

    private Result.Placed mute(
            Room room, RoomCommand.SetMember set, long until, Floor.Context context) {
        Membership known = room.find(set.user().id());
        Membership before = known == null ? Membership.stranger(set.user()) : known;
        boolean mutes = until > context.at();
        if (mutes ? before.mutedUntil() == until : !before.isMuted(context.at())) {
            return Talk.first(before.muted(), room, context);
        }
        Result.Placed told = new Result.Placed(room.next(), context.pos());
        put(room, before.as(set.user()).muted(mutes ? until : 0, told), context);
        note(room, set, mutes ? Effect.Deed.MUTE : Effect.Deed.UNMUTE, context);
        return room.tell(
                new RoomEvent.Muted(
                        room.id(),
                        told.seq(),
                        context.pos(),
                        context.at(),
                        set.by().person(),
                        set.user().id(),
                        mutes ? OptionalLong.of(until) : OptionalLong.empty()),
                context);
    }

    private Result.Placed ban(Room room, RoomCommand.SetMember set, Floor.Context context) {
        Membership known = room.find(set.user().id());
        if (known != null && known.banned().isPresent()) {
            return known.banned().get();
        }
        if (known != null && known.isMember()) {
            Result.Placed _ = exit(room, known, Optional.of(set.by().id()), context);
        }
        Result.Placed told = new Result.Placed(room.next(), context.pos());
        Membership left = room.find(set.user().id());
        Membership before = left == null ? Membership.stranger(set.user()) : left;
        put(room, before.as(set.user()).banned(Optional.of(told)), context);
        note(room, set, Effect.Deed.BAN, context);
        return room.tell(
                new RoomEvent.Banned(
                        room.id(),
                        told.seq(),
                        context.pos(),
                        context.at(),
                        set.by().person(),
                        set.user().id()),
                context);
    }

    private Result.Placed unban(Room room, RoomCommand.By by, Person user, Floor.Context context) {
        Membership known = room.find(user.id());
        if (known == null || known.banned().isEmpty()) {
            return Talk.nothing(room, context);
        }
        put(room, known.banned(Optional.empty()), context);
        Moderation.note(
                room, by, Effect.Deed.UNBAN, Optional.of(user.id()), OptionalLong.empty(), context);
        return room.tell(
                new RoomEvent.Unbanned(
                        room.id(),
                        room.next(),
                        context.pos(),
                        context.at(),
                        by.person(),
                        user.id()),
                context);
    }

    /// Removes a member, or lifts a ban.
    Result remove(Room room, RoomCommand.RemoveMember remove, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.MODERATOR, room, remove.by());
        if (refused != null) {
            return refused;
        }
        Membership known = room.find(remove.user());
        if (known != null && known.banned().isPresent()) {
            return unban(room, remove.by(), known.person(), context);
        }
        if (known == null || !known.isMember()) {
            return new Result.Refused(
                    ErrorCode.USER_NOT_FOUND, "user: is neither a member there nor banned");
        }
        if (Rights.rank(known) >= Rights.rank(room, remove.by())) {
            return Rights.forbidden("user: is no less than you are here");
        }
        Result.Placed told = exit(room, known, Optional.of(remove.by().id()), context);
        Moderation.note(
                room,
                remove.by(),
                Effect.Deed.KICK,
                Optional.of(remove.user()),
                OptionalLong.empty(),
                context);
        return told;
    }

    private static void note(
            Room room, RoomCommand.SetMember set, Effect.Deed deed, Floor.Context context) {
        Moderation.note(
                room, set.by(), deed, Optional.of(set.user().id()), OptionalLong.empty(), context);
    }
}
