package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// What becomes of rooms whose people leave for good, and can't be asked any more.
///
/// @param members of the rooms
record Farewells(Members members) {
    private static final Comparator<Membership> NEXT =
            Comparator.<Membership>comparingInt(Rights::rank)
                    .reversed()
                    .thenComparingLong(each -> each.joined().pos())
                    .thenComparing(each -> each.person().id());

    /// Takes somebody out of a room, with mutes and bans. The last owner makes another one before:
    /// who has been a moderator there for longest, else a member. A room of two stays as it is.
    ///
    /// @return whether the room should end: it is private, and nobody is left in it
    boolean leave(Room room, Person who, Floor.Context context) {
        Membership known = room.find(who.id());
        if (known == null || room.is(RoomInfo.Visibility.DIRECT)) {
            return false;
        }
        if (known.isMember()) {
            if (Members.isLastOwner(room, known)) {
                heir(room, who).ifPresent(heir -> crown(room, who, heir, context));
            }
            Result.Placed _ = members.exit(room, known.as(who), Optional.empty(), context);
        }
        if (room.find(who.id()) != null) {
            members.put(room, Membership.stranger(who), context);
        }
        return room.is(RoomInfo.Visibility.PRIVATE) && room.info().members() == 0;
    }

    private Optional<Person> heir(Room room, Person but) {
        return StreamSupport.stream(room.people().spliterator(), false)
                .filter(Membership::isMember)
                .filter(each -> !each.person().id().equals(but.id()))
                .filter(each -> !members.ownsEnough(each.person()))
                .min(NEXT)
                .map(Membership::person);
    }

    private void crown(Room room, Person by, Person heir, Floor.Context context) {
        RoomCommand.SetMember set =
                new RoomCommand.SetMember(
                        new RoomCommand.By(by, false),
                        room.id(),
                        heir,
                        Optional.of(RoomRole.OWNER),
                        OptionalLong.empty(),
                        Optional.empty());
        Result.Placed _ = members.give(room, set, RoomRole.OWNER, context);
    }
}
