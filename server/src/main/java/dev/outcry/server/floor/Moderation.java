package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What is set in a room by those who keep order there. Members are for [Members]. Stateless.
final class Moderation {
    private static final int MOST_INVITES = 100;
    private static final int MOST_WORDS = 200;

    private Moderation() {}

    /// Tells the moderators' record of a deed.
    static void note(
            Room room,
            RoomCommand.By by,
            Effect.Deed deed,
            Optional<String> user,
            OptionalLong message,
            Floor.Context context) {
        context.effects()
                .add(
                        new Effect.Moderated(
                                room.id(),
                                context.pos(),
                                context.at(),
                                by.person(),
                                deed,
                                user,
                                message));
    }

    private static void note(
            Room room, RoomCommand.By by, Effect.Deed deed, Floor.Context context) {
        note(room, by, deed, Optional.empty(), OptionalLong.empty(), context);
    }

    static Result change(Room room, RoomCommand.ChangeRoom change, Floor.Context context) {
        boolean settings =
                change.name().isPresent()
                        || change.visibility().isPresent()
                        || change.slowSeconds().isPresent()
                        || change.readOnly().isPresent()
                        || change.archived().isPresent();
        if (!settings && change.topic().isEmpty()) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "topic: give it, or a setting");
        }
        boolean owners = settings || room.info().archived();
        Result.@Nullable Refused refused =
                Rights.atLeast(owners ? Rights.OWNER : Rights.MODERATOR, room, change.by());
        if (refused == null) {
            refused = change.visibility().map(now -> hide(room, now)).orElse(null);
        }
        if (refused != null) {
            return refused;
        }
        Optional<Result.Placed> topic = topic(room, change, context);
        Optional<Result.Placed> set = settings ? settings(room, change, context) : Optional.empty();
        return set.or(() -> topic)
                .orElseGet(() ->
                        Talk.first(settings ? room.settingsTold : room.topicTold, room, context));
    }

    /// Says whether a room may be seen by these from now on.
    private static Result.@Nullable Refused hide(Room room, RoomInfo.Visibility now) {
        return switch (now) {
            case PUBLIC -> null;
            case DIRECT ->
                    new Result.Refused(
                            ErrorCode.BAD_REQUEST, "visibility: must be public or private");
            case PRIVATE ->
                    room.owners() > 0
                            ? null
                            : Rights.forbidden("visibility: without an owner it would be nobody's");
        };
    }

    private static Optional<Result.Placed> topic(
            Room room, RoomCommand.ChangeRoom change, Floor.Context context) {
        if (change.topic().isEmpty() || change.topic().get().equals(room.info().topic())) {
            return Optional.empty();
        }
        room.topicTold =
                room.tell(
                        new RoomEvent.TopicChanged(
                                room.id(),
                                room.next(),
                                context.pos(),
                                context.at(),
                                change.by().person(),
                                change.topic().get()),
                        context);
        note(room, change.by(), Effect.Deed.TOPIC, context);
        return Optional.of(room.topicTold);
    }

    private static Optional<Result.Placed> settings(
            Room room, RoomCommand.ChangeRoom change, Floor.Context context) {
        RoomInfo was = room.info();
        RoomEvent.SettingsChanged told =
                new RoomEvent.SettingsChanged(
                        room.id(),
                        room.next(),
                        context.pos(),
                        context.at(),
                        change.by().person(),
                        change.name().orElse(was.name()),
                        change.visibility().orElse(was.visibility()),
                        change.slowSeconds().orElse(was.slowSeconds()),
                        change.readOnly().orElse(was.readOnly()),
                        change.archived().orElse(was.archived()));
        if (told.name().equals(was.name())
                && told.visibility() == was.visibility()
                && told.slowSeconds() == was.slowSeconds()
                && told.readOnly() == was.readOnly()
                && told.archived() == was.archived()) {
            return Optional.empty();
        }
        if (told.slowSeconds() == 0) {
            room.slowMode.clear();
        }
        room.settingsTold = room.tell(told, context);
        note(room, change.by(), Effect.Deed.SETTINGS, context);
        return Optional.of(room.settingsTold);
    }

    static Result invite(Room room, RoomCommand.Invite invite, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.MODERATOR, room, invite.by());
        if (refused != null) {
            return refused;
        }
        RoomInvite made =
                new RoomInvite(
                        invite.invite(),
                        invite.by().person(),
                        context.at(),
                        invite.expiresAt(),
                        invite.uses());
        if (!isGood(made, context.at()) || room.invites.containsKey(made.invite())) {
            return new Result.Refused(
                    ErrorCode.BAD_REQUEST, "expiresAt, uses: nobody could join with it");
        }
        long good = room.invites.values().stream().filter(one -> isGood(one, context.at())).count();
        if (good >= MOST_INVITES) {
            return Rights.forbidden("room: has 100 invitations already; take one back");
        }
        List<RoomInvite> over =
                room.invites.values().stream().filter(one -> !isGood(one, context.at())).toList();
        over.forEach(one -> end(room, one.invite(), context));
        room.invites.put(made.invite(), made);
        context.effects().add(new Effect.Invited(room.id(), made));
        note(room, invite.by(), Effect.Deed.INVITE, context);
        return new Result.Applied();
    }

    /// {@return whether one more may join with it}
    static boolean isGood(RoomInvite invite, long at) {
        return invite.expiresAt().orElse(Long.MAX_VALUE) > at && invite.uses().orElse(1) > 0;
    }

    /// Takes note that somebody joins with an invitation.
    static void use(Room room, RoomInvite invite, Floor.Context context) {
        if (invite.uses().isEmpty()) {
            return;
        }
        RoomInvite left = invite.withUses(invite.uses().getAsInt() - 1);
        if (isGood(left, context.at())) {
            room.invites.put(left.invite(), left);
            context.effects().add(new Effect.Invited(room.id(), left));
        } else {
            end(room, left.invite(), context);
        }
    }

    private static void end(Room room, String invite, Floor.Context context) {
        room.invites.remove(invite);
        context.effects().add(new Effect.InviteEnded(room.id(), invite));
    }

    static Result revoke(Room room, RoomCommand.RevokeInvite revoke, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.MODERATOR, room, revoke.by());
        if (refused != null) {
            return refused;
        }
        if (room.invites.containsKey(revoke.invite())) {
            end(room, revoke.invite(), context);
            note(room, revoke.by(), Effect.Deed.REVOKE, context);
        }
        return new Result.Applied();
    }

    static Result settle(Room room, RoomCommand.SettleReport settle, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.MODERATOR, room, settle.by());
        if (refused != null) {
            return refused;
        }
        RoomReport report = room.reports.get(settle.report());
        if (report == null) {
            return new Result.Refused(
                    ErrorCode.MESSAGE_NOT_FOUND, "report: the room has none of that id");
        }
        if (report.settled().isEmpty()) {
            RoomReport settled = report.settled(settle.by().person(), context.at(), settle.note());
            room.reports.put(settled.report(), settled);
            context.effects().add(new Effect.Reported(room.id(), settled));
            note(
                    room,
                    settle.by(),
                    Effect.Deed.SETTLE,
                    Optional.of(report.author()),
                    OptionalLong.of(report.message()),
                    context);
        }
        return new Result.Applied();
    }

    static Result filter(Room room, RoomCommand.SetFilter filter, Floor.Context context) {
        Result.@Nullable Refused refused = Rights.atLeast(Rights.OWNER, room, filter.by());
        if (refused != null) {
            return refused;
        }
        if (filter.words().size() > MOST_WORDS) {
            return new Result.Refused(ErrorCode.BAD_REQUEST, "words: at most 200");
        }
        if (!filter.words().equals(room.filter())) {
            room.filter(filter.words(), context.pos());
            context.effects().add(new Effect.FilterChanged(room.id(), filter.words()));
            note(room, filter.by(), Effect.Deed.FILTER, context);
        }
        return new Result.Applied();
    }
}
