package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who may do what in a room. Stateless. Where something is refused, the refusal says why; null
/// means that it is allowed.
final class Rights {
    static final Result.Refused NO_ROOM =
            new Result.Refused(ErrorCode.ROOM_NOT_FOUND, "room: there is no such room");

    static final int STRANGER = 0;
    static final int MEMBER = 1;
    static final int MODERATOR = 2;
    static final int OWNER = 3;

    private Rights() {}

    /// {@return how much somebody may do here; the higher, the more}
    static int rank(Room room, RoomCommand.By by) {
        return isAdmin(room, by) ? OWNER : rank(room.find(by.id()));
    }

    static int rank(@Nullable Membership membership) {
        return membership == null ? STRANGER : membership.role().map(Rights::rank).orElse(STRANGER);
    }

    static int rank(RoomRole role) {
        return switch (role) {
            case OWNER -> OWNER;
            case MODERATOR -> MODERATOR;
            case MEMBER -> MEMBER;
        };
    }

    /// Administrators of the server have no say in what is private.
    private static boolean isAdmin(Room room, RoomCommand.By by) {
        return by.admin() && room.is(RoomInfo.Visibility.PUBLIC);
    }

    /// Says whether somebody may know of a room and be there.
    static Result.@Nullable Refused enter(Room room, RoomCommand.By by) {
        if (!room.is(RoomInfo.Visibility.PUBLIC)) {
            return room.isMember(by.id()) ? null : NO_ROOM;
        }
        Membership known = room.find(by.id());
        return known == null || known.banned().isEmpty() || by.admin() ? null : banned();
    }

    static Result.Refused banned() {
        return new Result.Refused(ErrorCode.ROOM_BANNED, "room: you are banned there");
    }

    /// {@return whether an id is of somebody who may read what is said}
    static boolean mayRead(Room room, String user) {
        Membership known = room.find(user);
        return room.is(RoomInfo.Visibility.PUBLIC)
                ? known == null || known.banned().isEmpty()
                : known != null && known.isMember();
    }

    /// Says whether somebody's words are wanted.
    static Result.@Nullable Refused speak(Room room, RoomCommand.By by, long at) {
        if (room.info().readOnly() && rank(room, by) < MODERATOR) {
            return forbidden("room: only its moderators and owners speak there");
        }
        return react(room, by, at);
    }

    /// Says whether somebody's reactions are wanted.
    static Result.@Nullable Refused react(Room room, RoomCommand.By by, long at) {
        Result.@Nullable Refused closed = archived(room);
        if (closed != null) {
            return closed;
        }
        Membership known = room.find(by.id());
        if (known == null || !known.isMuted(at) || isAdmin(room, by)) {
            return null;
        }
        return new Result.Refused(
                ErrorCode.ROOM_MUTED,
                "room: you are muted there",
                known.mutedUntil() == RoomEvent.FOREVER
                        ? OptionalLong.empty()
                        : OptionalLong.of(known.mutedUntil() - at),
                Optional.empty());
    }

    static Result.@Nullable Refused archived(Room room) {
        return room.info().archived() ? forbidden("room: is archived") : null;
    }

    /// Says whether somebody may pin: those who keep order, and both of two.
    static Result.@Nullable Refused pin(Room room, RoomCommand.By by) {
        Result.@Nullable Refused closed = archived(room);
        return closed != null || room.is(RoomInfo.Visibility.DIRECT)
                ? closed
                : atLeast(MODERATOR, room, by);
    }

    /// Says whether somebody keeps order here, which nobody does in a room of two.
    static Result.@Nullable Refused atLeast(int rank, Room room, RoomCommand.By by) {
        if (room.is(RoomInfo.Visibility.DIRECT)) {
            return forbidden("room: is of two people, and nobody's");
        }
        return rank(room, by) >= rank
                ? null
                : forbidden(
                        rank == OWNER
                                ? "room: only its owners may do that"
                                : "room: only its moderators and owners may do that");
    }

    static Result.Refused forbidden(String message) {
        return new Result.Refused(ErrorCode.ROOM_FORBIDDEN, message);
    }
}
