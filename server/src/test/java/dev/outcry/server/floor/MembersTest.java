package dev.outcry.server.floor;

import static dev.outcry.server.floor.RoomScene.ADA;
import static dev.outcry.server.floor.RoomScene.BOB;
import static dev.outcry.server.floor.RoomScene.DEN;
import static dev.outcry.server.floor.RoomScene.GUS;
import static dev.outcry.server.floor.RoomScene.LOBBY;
import static dev.outcry.server.floor.RoomScene.MO;
import static dev.outcry.server.floor.RoomScene.OLGA;
import static dev.outcry.server.floor.RoomScene.ROOT;
import static dev.outcry.server.floor.RoomScene.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MembersTest {
    private final RoomScene scene = new RoomScene();

    private static RoomCommand.By by(String id) {
        return new RoomCommand.By(new Person(id, id, false), false);
    }

    @Test
    void tellsWhoJoinsAndLeaves() {
        Result.Placed joined = scene.placed(RoomScene.join(SAM, LOBBY));

        assertThat(scene.told())
                .containsExactly(
                        new RoomEvent.Joined(
                                LOBBY,
                                joined.seq(),
                                scene.pos,
                                scene.at,
                                SAM.person(),
                                Optional.empty()));
        assertThat(scene.fold.info(LOBBY).members()).isEqualTo(5);

        scene.nothingNew(joined, RoomScene.join(SAM, LOBBY));
        Result.Placed left = scene.placed(new RoomCommand.Leave(SAM, LOBBY));

        assertThat(scene.only(RoomEvent.Left.class).by()).isEmpty();
        assertThat(scene.fold.info(LOBBY).members()).isEqualTo(4);
        scene.nothingNew(
                new Result.Placed(left.seq(), scene.pos + 1), new RoomCommand.Leave(SAM, LOBBY));
    }

    @Test
    void keepsTheLastOwnerUntilThereIsAnother() {
        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.Leave(OLGA, LOBBY));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.role(OLGA, LOBBY, OLGA, RoomRole.MEMBER));
        scene.done(RoomScene.role(OLGA, LOBBY, ADA, RoomRole.OWNER));

        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.role(ADA, LOBBY, OLGA, RoomRole.MEMBER));
        scene.done(RoomScene.role(OLGA, LOBBY, OLGA, RoomRole.MODERATOR));
        scene.done(new RoomCommand.Leave(OLGA, LOBBY));

        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.Leave(ADA, LOBBY));
    }

    @Test
    void tellsOfRolesOnce() {
        Result.Placed told = scene.placed(RoomScene.role(OLGA, LOBBY, ADA, RoomRole.MODERATOR));

        assertThat(scene.told())
                .containsExactly(
                        new RoomEvent.RoleChanged(
                                LOBBY,
                                told.seq(),
                                scene.pos,
                                scene.at,
                                OLGA.person(),
                                "ada",
                                RoomRole.MODERATOR));
        scene.nothingNew(told, RoomScene.role(OLGA, LOBBY, ADA, RoomRole.MODERATOR));
        scene.done(RoomScene.role(OLGA, LOBBY, ADA, RoomRole.MEMBER));
    }

    @Test
    void bringsInWhoIsNoMember() {
        scene.done(RoomScene.role(OLGA, DEN, SAM, RoomRole.MODERATOR));

        assertThat(scene.told()).hasSize(3);
        assertThat(scene.only(RoomEvent.Joined.class).by()).contains("olga");
        assertThat(scene.only(Event.Added.class))
                .isEqualTo(new Event.Added("sam", 1, scene.pos, scene.at, DEN, OLGA.person()));
        assertThat(scene.only(RoomEvent.RoleChanged.class).role()).isEqualTo(RoomRole.MODERATOR);
        scene.done(RoomScene.speak(SAM, DEN));
    }

    @Test
    void letsNobodyIntoAPrivateRoomWithoutAGoodInvitation() {
        scene.done(
                new RoomCommand.Invite(
                        MO, DEN, "one", OptionalLong.of(scene.at + 100), OptionalInt.of(1)));
        scene.done(RoomScene.invite(MO, LOBBY, "elsewhere"));

        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.join(SAM, DEN));
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.join(ROOT, DEN));
        scene.refused(
                ErrorCode.ROOM_NOT_FOUND, new RoomCommand.Join(SAM, DEN, Optional.of("elsewhere")));
        scene.at += 99;
        scene.done(new RoomCommand.Join(SAM, DEN, Optional.of("one")));
        assertThat(scene.only(Effect.InviteEnded.class).invite()).isEqualTo("one");
        scene.refused(ErrorCode.ROOM_NOT_FOUND, new RoomCommand.Join(GUS, DEN, Optional.of("one")));
    }

    @Test
    void endsInvitations() {
        scene.done(
                new RoomCommand.Invite(
                        MO, DEN, "short", OptionalLong.of(scene.at + 1), OptionalInt.empty()));
        scene.done(new RoomCommand.Invite(MO, DEN, "two", OptionalLong.empty(), OptionalInt.of(2)));
        scene.done(RoomScene.invite(MO, DEN, "revoked"));
        scene.done(new RoomCommand.RevokeInvite(MO, DEN, "revoked"));
        scene.at++;

        for (String invite : new String[] {"short", "revoked", "unknown"}) {
            scene.refused(
                    ErrorCode.ROOM_NOT_FOUND, new RoomCommand.Join(SAM, DEN, Optional.of(invite)));
        }
        scene.restart();
        scene.done(new RoomCommand.Join(SAM, DEN, Optional.of("two")));
        assertThat(scene.only(Effect.Invited.class).invite().uses()).hasValue(1);
        scene.done(new RoomCommand.Join(SAM, DEN, Optional.of("two"))); // takes no use
        scene.done(new RoomCommand.Join(GUS, DEN, Optional.of("two")));
        scene.refused(
                ErrorCode.ROOM_NOT_FOUND, new RoomCommand.Join(ROOT, DEN, Optional.of("two")));
    }

    @Test
    void refusesAnInvitationThatNobodyCouldUse() {
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.Invite(
                        MO, DEN, "late", OptionalLong.of(scene.at), OptionalInt.empty()));
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.Invite(MO, DEN, "none", OptionalLong.empty(), OptionalInt.of(0)));
    }

    @Test
    void keepsAHundredInvitationsAndForgetsThoseThatAreOver() {
        for (int i = 0; i < 100; i++) {
            scene.done(
                    new RoomCommand.Invite(
                            MO,
                            DEN,
                            "i" + i,
                            OptionalLong.of(scene.at + (i < 2 ? 10 : 1_000)),
                            OptionalInt.empty()));
        }
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.invite(MO, DEN, "more"));
        scene.at += 10;

        scene.done(RoomScene.invite(MO, DEN, "more"));

        assertThat(scene.effects).filteredOn(Effect.InviteEnded.class::isInstance).hasSize(2);
    }

    @Test
    void mutesForATime() {
        Result.Placed told = scene.placed(RoomScene.mute(MO, LOBBY, ADA, scene.at + 500));
        scene.nothingNew(told, RoomScene.mute(MO, LOBBY, ADA, scene.at + 500));

        Result.Refused muted = scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(ADA, LOBBY));
        assertThat(muted.retryAfterMillis()).hasValue(500);
        scene.at += 499;
        scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(ADA, LOBBY));
        scene.at++;
        scene.done(RoomScene.speak(ADA, LOBBY));
    }

    @Test
    void mutesForEverUntilItIsLifted() {
        scene.done(RoomScene.mute(MO, LOBBY, SAM));
        assertThat(scene.only(RoomEvent.Muted.class).until()).hasValue(RoomEvent.FOREVER);

        scene.restart();
        Result.Refused muted = scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(SAM, LOBBY));
        assertThat(muted.retryAfterMillis()).isEmpty();
        scene.done(RoomScene.mute(MO, LOBBY, SAM, 0));
        assertThat(scene.only(RoomEvent.Muted.class).until()).isEmpty();
        scene.done(RoomScene.speak(SAM, LOBBY));
    }

    @Test
    void keepsAMuteOfWhoLeavesAndComesAgain() {
        scene.done(RoomScene.mute(MO, LOBBY, ADA));
        scene.done(new RoomCommand.Leave(ADA, LOBBY));
        scene.done(RoomScene.join(ADA, LOBBY));

        scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(ADA, LOBBY));
    }

    @Test
    void bansMembersAndStrangersAndLetsThemComeAgain() {
        Result.Placed told = scene.placed(RoomScene.ban(MO, LOBBY, ADA, true));
        assertThat(scene.told()).hasSize(2);
        assertThat(scene.only(RoomEvent.Left.class).by()).contains("mo");
        assertThat(scene.only(RoomEvent.Banned.class).seq()).isEqualTo(told.seq());
        scene.nothingNew(told, RoomScene.ban(MO, LOBBY, ADA, true));

        scene.restart();
        scene.refused(ErrorCode.ROOM_BANNED, RoomScene.join(ADA, LOBBY));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.role(MO, LOBBY, ADA, RoomRole.MEMBER));
        scene.done(RoomScene.ban(MO, LOBBY, SAM, true));
        assertThat(scene.told()).hasSize(1);
        scene.done(new RoomCommand.RemoveMember(MO, LOBBY, "ada"));
        assertThat(scene.only(RoomEvent.Unbanned.class).user()).isEqualTo("ada");
        scene.done(RoomScene.join(ADA, LOBBY));
        scene.done(RoomScene.ban(MO, LOBBY, SAM, false));
        scene.done(RoomScene.speak(SAM, LOBBY));
    }

    @Test
    void hidesAPrivateRoomFromWhomItBanned() {
        scene.done(RoomScene.invite(MO, DEN, "good"));
        scene.done(RoomScene.ban(MO, DEN, ADA, true));

        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(ADA, DEN));
        scene.refused(
                ErrorCode.ROOM_NOT_FOUND, new RoomCommand.Join(ADA, DEN, Optional.of("good")));
    }

    @Test
    void liftsABanAndBringsInAtOnce() {
        scene.done(RoomScene.ban(MO, DEN, ADA, true));

        scene.done(
                new RoomCommand.SetMember(
                        MO,
                        DEN,
                        ADA.person(),
                        Optional.of(RoomRole.MEMBER),
                        OptionalLong.empty(),
                        Optional.of(false)));

        assertThat(scene.told()).hasSize(3);
        assertThat(scene.only(Event.Added.class).user()).isEqualTo("ada");
        scene.done(RoomScene.speak(ADA, DEN));
    }

    @Test
    void doesAllOrNothing() {
        scene.refused(
                ErrorCode.ROOM_FORBIDDEN,
                new RoomCommand.SetMember(
                        MO,
                        LOBBY,
                        ADA.person(),
                        Optional.of(RoomRole.MODERATOR), // which only an owner may
                        OptionalLong.of(RoomEvent.FOREVER),
                        Optional.empty()));
        scene.refused(
                ErrorCode.ROOM_FORBIDDEN,
                new RoomCommand.SetMember(
                        OLGA,
                        LOBBY,
                        ADA.person(),
                        Optional.of(RoomRole.MODERATOR),
                        OptionalLong.empty(),
                        Optional.of(true)));
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.SetMember(
                        OLGA,
                        LOBBY,
                        ADA.person(),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty()));
        scene.done(RoomScene.speak(ADA, LOBBY));
    }

    @Test
    void removesMembers() {
        scene.done(new RoomCommand.RemoveMember(MO, DEN, "ada"));

        RoomEvent.Left left = scene.only(RoomEvent.Left.class);
        assertThat(left.from()).isEqualTo(ADA.person());
        assertThat(left.by()).contains("mo");
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(ADA, DEN));
        scene.refused(ErrorCode.USER_NOT_FOUND, new RoomCommand.RemoveMember(MO, DEN, "ada"));
    }

    @Test
    void keepsOwnersFromEachOther() {
        scene.done(RoomScene.role(OLGA, LOBBY, ADA, RoomRole.OWNER));

        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.ban(ADA, LOBBY, OLGA, true));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.RemoveMember(ADA, LOBBY, "olga"));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.mute(ROOT, LOBBY, OLGA));
    }

    @Test
    void letsNobodyBeInMoreThanTwoHundredRooms() {
        for (int i = 1; i < 199; i++) { // the lobby and the den are two
            scene.done(open(by("host" + i % 2), "r" + i));
            scene.done(RoomScene.join(ADA, new RoomId("r" + i)));
        }
        scene.done(open(by("host0"), "last"));
        scene.restart();

        scene.refused(ErrorCode.FORBIDDEN, RoomScene.join(ADA, new RoomId("last")));
        scene.refused(ErrorCode.FORBIDDEN, open(ADA, "own"));
        scene.refused(
                ErrorCode.FORBIDDEN,
                RoomScene.role(by("host0"), new RoomId("last"), ADA, RoomRole.MEMBER));
        scene.done(new RoomCommand.DropRoom(by("host1"), new RoomId("r1")));
        scene.done(RoomScene.join(ADA, new RoomId("last")));
    }

    private static RoomCommand open(RoomCommand.By by, String room) {
        return new RoomCommand.OpenRoom(by, new RoomId(room), room, "", RoomInfo.Visibility.PUBLIC);
    }

    @Test
    void letsAGuestOwnFiveRooms() {
        for (int i = 0; i < 5; i++) {
            scene.done(open(GUS, "g" + i));
        }
        scene.restart();

        scene.refused(ErrorCode.FORBIDDEN, open(GUS, "g5"));
        scene.done(RoomScene.join(GUS, LOBBY));
        scene.refused(ErrorCode.FORBIDDEN, RoomScene.role(OLGA, LOBBY, GUS, RoomRole.OWNER));
        scene.done(new RoomCommand.DropRoom(GUS, new RoomId("g0")));
        scene.done(RoomScene.role(OLGA, LOBBY, GUS, RoomRole.OWNER));
        scene.refused(ErrorCode.FORBIDDEN, open(GUS, "g5"));
    }

    @Test
    void takesTenThousandMembersAndShutsOutAThousand() {
        Floor floor = new Floor();
        RoomId room = new RoomId("big");
        long pos = 0;
        floor.apply(++pos, 1, new FloorCommand.Genesis("e"), _ -> {});
        floor.apply(++pos, 1, open(OLGA, "big"), _ -> {});
        for (int i = 1; i < 10_000; i++) {
            assertThat(floor.apply(++pos, 1, RoomScene.join(by("u" + i), room), _ -> {}))
                    .isInstanceOf(Result.Placed.class);
        }
        assertThat(floor.apply(++pos, 1, RoomScene.join(SAM, room), _ -> {}))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        full -> assertThat(full.code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN));
        for (int i = 1; i <= 1_000; i++) {
            floor.apply(++pos, 1, RoomScene.mute(OLGA, room, by("u" + i), 100), _ -> {});
            floor.apply(++pos, 1, RoomScene.ban(OLGA, room, by("b" + i), true), _ -> {});
        }

        assertThat(floor.apply(++pos, 1, RoomScene.mute(OLGA, room, by("u5000")), _ -> {}))
                .isInstanceOf(Result.Refused.class);
        assertThat(floor.apply(++pos, 1, RoomScene.ban(OLGA, room, by("u5000"), true), _ -> {}))
                .isInstanceOf(Result.Refused.class);
        assertThat(floor.apply(++pos, 100, RoomScene.mute(OLGA, room, by("u5000")), _ -> {}))
                .isInstanceOf(Result.Placed.class); // the others' mutes are over
    }

    @Test
    void takesANewNameOfWhoSpeaks() {
        RoomCommand.By renamed = new RoomCommand.By(new Person("bob", "Robert", false), false);

        scene.done(RoomScene.speak(renamed, LOBBY));

        assertThat(scene.only(Effect.MemberChanged.class).member().person())
                .isEqualTo(renamed.person());
        scene.done(RoomScene.speak(BOB, DEN));
        assertThat(scene.effects).noneMatch(Effect.MemberChanged.class::isInstance);
    }
}
