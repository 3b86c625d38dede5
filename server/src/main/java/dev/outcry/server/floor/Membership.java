package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomRole;
import java.util.Optional;
import java.util.OptionalLong;

/// One person's place in a room, and the events that told of it. Immutable.
///
/// @param person as last seen there
/// @param role empty for who isn't a member
/// @param joined what told that they are one
/// @param roled what told of the role
/// @param mutedUntil Unix epoch milliseconds, perhaps past; 0 for who may speak
/// @param muted what told of it
/// @param banned what shut them out; empty for who may come
record Membership(
        Person person,
        Optional<RoomRole> role,
        Result.Placed joined,
        Result.Placed roled,
        long mutedUntil,
        Result.Placed muted,
        Optional<Result.Placed> banned) {
    /// For what is so from the beginning: no event told of it.
    static final Result.Placed UNTOLD = new Result.Placed(0, 0);

    /// {@return somebody of whom the room knows nothing}
    static Membership stranger(Person person) {
        return new Membership(
                person, Optional.empty(), UNTOLD, UNTOLD, 0, UNTOLD, Optional.empty());
    }

    /// {@return the same person, as others see them now}
    Membership as(Person now) {
        return new Membership(now, role, joined, roled, mutedUntil, muted, banned);
    }

    Membership with(RoomRole now, Result.Placed told) {
        return new Membership(
                person,
                Optional.of(now),
                role.isPresent() ? joined : told,
                told,
                mutedUntil,
                muted,
                banned);
    }

    /// {@return without membership; a mute stays, but for one that is over}
    ///
    /// @param at log time
    Membership gone(long at) {
        return new Membership(
                person,
                Optional.empty(),
                UNTOLD,
                UNTOLD,
                isMuted(at) ? mutedUntil : 0,
                muted,
                banned);
    }

    Membership muted(long until, Result.Placed told) {
        return new Membership(person, role, joined, roled, until, told, banned);
    }

    Membership banned(Optional<Result.Placed> told) {
        return new Membership(person, role, joined, roled, mutedUntil, muted, told);
    }

    boolean isMember() {
        return role.isPresent();
    }

    boolean isMuted(long at) {
        return mutedUntil > at;
    }

    /// {@return what others are told}
    RoomMember told() {
        return new RoomMember(
                person,
                role,
                mutedUntil == 0 ? OptionalLong.empty() : OptionalLong.of(mutedUntil),
                banned.isPresent());
    }

    void write(ValuesOut out) {
        out.person(person);
        out.optional(role, value -> out.octet(Codes.of(value)));
        out.placed(joined);
        out.placed(roled);
        out.number(mutedUntil);
        out.placed(muted);
        out.optional(banned, out::placed);
    }

    static Membership read(ValuesIn in) {
        return new Membership(
                in.person(),
                in.optional(in::role),
                in.placed(),
                in.placed(),
                in.number(),
                in.placed(),
                in.optional(in::placed));
    }

    /// {@return a hash of all but the name}
    long digest() {
        long digest = Hash.mix(role.map(Codes::of).orElse(0), person.id());
        digest = Hash.mix(digest, joined.seq(), roled.seq());
        digest = Hash.mix(digest, mutedUntil, muted.seq());
        return Hash.mix(digest, banned.map(Result.Placed::seq).orElse(0L));
    }
}
