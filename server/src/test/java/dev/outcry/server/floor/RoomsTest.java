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
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rooms as a whole: how they begin, change and end, and what hangs on their messages.
class RoomsTest {
    private static final RoomId DIRECT = new RoomId("dm-0123456789ab");

    private final RoomScene scene = new RoomScene();

    @Test
    void belongToWhoMakesThem() {
        RoomId room = new RoomId("new");

        scene.done(new RoomCommand.OpenRoom(GUS, room, "New", "t", RoomInfo.Visibility.PRIVATE));

        assertThat(scene.only(Effect.RoomOpened.class).room())
                .isEqualTo(new RoomInfo(room, "New", "t", RoomInfo.Visibility.PRIVATE, 0, 1, 0));
        assertThat(scene.only(Effect.MemberChanged.class).member().role()).contains(RoomRole.OWNER);
        assertThat(scene.told()).isEmpty();
        scene.nothingNew(new Result.Placed(0, scene.pos + 1), RoomScene.join(GUS, room));
        scene.refused(
                ErrorCode.ROOM_EXISTS,
                new RoomCommand.OpenRoom(SAM, room, "N", "", RoomInfo.Visibility.PUBLIC));
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.OpenRoom(
                        SAM, new RoomId("two"), "N", "", RoomInfo.Visibility.DIRECT));
    }

    @Test
    void ofTwoAreTheSameWhoeverAsks() {
        scene.done(new RoomCommand.OpenDirect(ADA, DIRECT, SAM.person()));
        assertThat(scene.only(Effect.RoomOpened.class).room().members()).isEqualTo(2);
        assertThat(scene.effects).filteredOn(Effect.MemberChanged.class::isInstance).hasSize(2);
        scene.restart();

        scene.nothingNew(
                new Result.Applied(), new RoomCommand.OpenDirect(SAM, DIRECT, ADA.person()));
        scene.refused(ErrorCode.ROOM_EXISTS, new RoomCommand.OpenDirect(SAM, DIRECT, BOB.person()));
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.OpenDirect(SAM, new RoomId("dm-1"), SAM.person()));
        scene.done(RoomScene.speak(SAM, DIRECT, "ada"));
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(ROOT, DIRECT));
    }

    @Test
    void ofTwoAreAThousandAtMostOfWhoOpensThem() {
        for (int i = 0; i < 1_000; i++) {
            Result made = scene.floor.apply(++scene.pos, scene.at, direct(i), _ -> {});
            assertThat(made).isInstanceOf(Result.Applied.class);
        }
        Floor again = Floor.restore(scene.floor.write());

        for (Floor floor : List.of(scene.floor, again)) {
            assertThat(floor.apply(scene.pos + 1, scene.at, direct(1_000), _ -> {}))
                    .isInstanceOf(Result.Refused.class);
        }
    }

    private static RoomCommand direct(int number) {
        RoomCommand.By other = new RoomCommand.By(new Person("p" + number, "P", false), false);
        return new RoomCommand.OpenDirect(ADA, new RoomId("dm-" + number), other.person());
    }

    @Test
    void endWithAllThatWasIn() {
        long message = scene.said(ADA, LOBBY);
        scene.done(new RoomCommand.DropRoom(OLGA, LOBBY));

        assertThat(scene.effects).containsExactly(new Effect.RoomClosed(LOBBY));
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(ADA, LOBBY));
        scene.done(new RoomCommand.OpenRoom(SAM, LOBBY, "Again", "", RoomInfo.Visibility.PUBLIC));
        scene.refused(
                ErrorCode.MESSAGE_NOT_FOUND, new RoomCommand.React(ADA, LOBBY, message, "👍"));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, RoomScene.topic(OLGA, LOBBY, "mine"));
    }

    @Test
    void tellOfTopicAndSettingsOnce() {
        Result.Placed topic = scene.placed(RoomScene.topic(MO, LOBBY, "Gold"));
        assertThat(scene.only(RoomEvent.TopicChanged.class).topic()).isEqualTo("Gold");
        assertThat(scene.fold.info(LOBBY).topic()).isEqualTo("Gold");
        Result.Placed slow = scene.placed(RoomScene.slow(OLGA, LOBBY, 30));
        assertThat(scene.only(RoomEvent.SettingsChanged.class).slowSeconds()).isEqualTo(30);
        scene.restart();

        scene.nothingNew(topic, RoomScene.topic(MO, LOBBY, "Gold"));
        scene.nothingNew(slow, RoomScene.slow(OLGA, LOBBY, 30));
        scene.nothingNew(
                new Result.Placed(scene.fold.info(DEN).seq(), scene.pos + 1),
                RoomScene.topic(MO, DEN, ""));
        scene.done(
                new RoomCommand.ChangeRoom(
                        OLGA,
                        LOBBY,
                        Optional.of("Lounge"),
                        Optional.of("Silver"),
                        Optional.empty(),
                        OptionalInt.of(0),
                        Optional.of(true),
                        Optional.empty()));
        assertThat(scene.told()).hasSize(2);
        assertThat(scene.fold.info(LOBBY).readOnly()).isTrue();
        scene.refused(
                ErrorCode.BAD_REQUEST,
                new RoomCommand.ChangeRoom(
                        OLGA,
                        LOBBY,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void areHiddenAndShown() {
        scene.done(RoomScene.visibility(OLGA, LOBBY, RoomInfo.Visibility.PRIVATE));
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.speak(SAM, LOBBY));
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.topic(ROOT, LOBBY, "admin"));
        scene.done(RoomScene.visibility(OLGA, DEN, RoomInfo.Visibility.PUBLIC));
        scene.done(RoomScene.speak(SAM, DEN));
        scene.refused(
                ErrorCode.BAD_REQUEST, RoomScene.visibility(OLGA, DEN, RoomInfo.Visibility.DIRECT));
        RoomId lonely = new RoomId("lonely");
        scene.done(
                new FloorCommand.CreateRoom(
                        Optional.empty(), lonely, "L", "", RoomInfo.Visibility.PUBLIC));

        scene.refused(
                ErrorCode.ROOM_FORBIDDEN,
                RoomScene.visibility(ROOT, lonely, RoomInfo.Visibility.PRIVATE));
        scene.done(RoomScene.role(ROOT, lonely, OLGA, RoomRole.OWNER));
        scene.done(RoomScene.visibility(OLGA, lonely, RoomInfo.Visibility.PRIVATE));
    }

    @Test
    void goOnFromABackupWithNewEpochsAndTheSamePeople() {
        scene.done(RoomScene.mute(MO, LOBBY, SAM));

        scene.done(new FloorCommand.Restored("z"));

        assertThat(scene.effects)
                .filteredOn(Effect.RoomOpened.class::isInstance)
                .allSatisfy(
                        effect -> assertThat(((Effect.RoomOpened) effect).epoch()).endsWith(".z"));
        scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(SAM, LOBBY));
    }

    @Test
    void takeEachReactionOnce() {
        long message = scene.said(ADA, LOBBY);
        RoomCommand react = new RoomCommand.React(SAM, LOBBY, message, "👍");
        Result.Placed told = scene.placed(react);
        assertThat(scene.told())
                .containsExactly(
                        new RoomEvent.Reacted(
                                LOBBY,
                                told.seq(),
                                scene.pos,
                                scene.at,
                                SAM.person(),
                                message,
                                "👍"));
        scene.restart();

        scene.nothingNew(told, react);
        scene.done(new RoomCommand.React(BOB, LOBBY, message, "👍"));
        scene.done(new RoomCommand.Unreact(SAM, LOBBY, message, "👍"));
        assertThat(scene.only(RoomEvent.Unreacted.class).from()).isEqualTo(SAM.person());
        scene.nothingNew(
                new Result.Placed(scene.fold.info(LOBBY).seq(), scene.pos + 1),
                new RoomCommand.Unreact(SAM, LOBBY, message, "👍"));
        assertThat(scene.placed(react).seq()).isGreaterThan(told.seq());
    }

    @Test
    void takeAThousandPeopleWhoReactInOneWay() {
        Floor floor = scene.floor; // the scene's own checks are too many for so many
        long message = scene.said(ADA, LOBBY);
        long pos = scene.pos;
        for (int i = 0; i < 1_000; i++) {
            floor.apply(++pos, scene.at, react("u" + i, message, "👍"), _ -> {});
        }

        assertThat(floor.apply(++pos, scene.at, react("more", message, "👍"), _ -> {}))
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        why -> assertThat(why.code()).isEqualTo(ErrorCode.ROOM_FORBIDDEN));
        assertThat(floor.apply(++pos, scene.at, react("u7", message, "👍"), _ -> {}))
                .isInstanceOf(Result.Placed.class);
        assertThat(floor.apply(++pos, scene.at, react("more", message, "🎉"), _ -> {}))
                .isInstanceOf(Result.Placed.class);
        RoomCommand back = new RoomCommand.Unreact(by("u7"), LOBBY, message, "👍");
        assertThat(floor.apply(++pos, scene.at, back, _ -> {})).isInstanceOf(Result.Placed.class);
        assertThat(floor.apply(++pos, scene.at, react("more", message, "👍"), _ -> {}))
                .isInstanceOf(Result.Placed.class);
    }

    private static RoomCommand.By by(String id) {
        return new RoomCommand.By(new Person(id, id, false), false);
    }

    private static RoomCommand react(String id, long message, String emoji) {
        return new RoomCommand.React(by(id), LOBBY, message, emoji);
    }

    @Test
    void takeTwentyKindsOfReactionsToAMessage() {
        long message = scene.said(ADA, LOBBY);
        for (int i = 0; i < 20; i++) {
            scene.done(new RoomCommand.React(SAM, LOBBY, message, "e" + i));
        }

        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.React(SAM, LOBBY, message, "e20"));
        scene.done(new RoomCommand.React(BOB, LOBBY, message, "e7"));
        scene.done(new RoomCommand.Unreact(SAM, LOBBY, message, "e0"));
        scene.done(new RoomCommand.React(SAM, LOBBY, message, "e20"));
        scene.done(RoomScene.delete(ADA, LOBBY, message));
        scene.refused(
                ErrorCode.MESSAGE_NOT_FOUND, new RoomCommand.Unreact(SAM, LOBBY, message, "e7"));
    }

    @Test
    void pinOnceAndFiftyAtMost() {
        long message = scene.said(ADA, LOBBY);
        Result.Placed told = scene.placed(new RoomCommand.Pin(MO, LOBBY, message));
        scene.nothingNew(told, new RoomCommand.Pin(OLGA, LOBBY, message));
        for (int i = 1; i < 50; i++) {
            scene.done(new RoomCommand.Pin(MO, LOBBY, scene.said(ADA, LOBBY)));
        }
        long more = scene.said(ADA, LOBBY);
        scene.restart();

        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.Pin(MO, LOBBY, more));
        scene.done(RoomScene.delete(ADA, LOBBY, message)); // which takes its pin away
        scene.done(new RoomCommand.Pin(MO, LOBBY, more));
        scene.done(new RoomCommand.Unpin(MO, LOBBY, more));
        scene.nothingNew(
                new Result.Placed(scene.fold.info(LOBBY).seq(), scene.pos + 1),
                new RoomCommand.Unpin(MO, LOBBY, more));
        scene.refused(ErrorCode.MESSAGE_NOT_FOUND, new RoomCommand.Pin(MO, LOBBY, message));
    }

    @Test
    void queueReports() {
        long message = scene.said(ADA, LOBBY);
        scene.done(new RoomCommand.Report(SAM, LOBBY, message, "spam"));
        RoomReport report = scene.only(Effect.Reported.class).report();
        assertThat(report)
                .isEqualTo(
                        new RoomReport(
                                1,
                                message,
                                "ada",
                                SAM.person(),
                                scene.at,
                                "spam",
                                Optional.empty()));
        scene.nothingNew(
                new Result.Applied(), new RoomCommand.Report(SAM, LOBBY, message, "again"));
        scene.done(new RoomCommand.Report(BOB, LOBBY, message, "spam"));
        scene.restart();

        scene.done(new RoomCommand.SettleReport(MO, LOBBY, 1, Optional.of("warned")));
        assertThat(scene.only(Effect.Reported.class).report().settled())
                .contains(new RoomReport.Settled(MO.person(), scene.at, Optional.of("warned")));
        scene.nothingNew(
                new Result.Applied(),
                new RoomCommand.SettleReport(OLGA, LOBBY, 1, Optional.empty()));
        scene.refused(
                ErrorCode.MESSAGE_NOT_FOUND,
                new RoomCommand.SettleReport(MO, LOBBY, 3, Optional.empty()));
        scene.done(new RoomCommand.Report(SAM, LOBBY, message, "again"));
    }

    @Test
    void forgetTheOldestOfAThousandReports() {
        long[] messages = IntStream.range(0, 3).mapToLong(_ -> scene.said(ADA, LOBBY)).toArray();
        for (int i = 0; i < 1_002; i++) {
            RoomCommand.By who = new RoomCommand.By(new Person("p" + i, "P", false), false);
            scene.floor.apply(
                    ++scene.pos,
                    scene.at,
                    new RoomCommand.Report(who, LOBBY, messages[i % 3], "?"),
                    scene.fold::fold);
        }

        scene.fold.agreesWith(scene.floor);
        Result forgotten =
                scene.floor.apply(
                        ++scene.pos,
                        scene.at,
                        new RoomCommand.SettleReport(MO, LOBBY, 2, Optional.empty()),
                        _ -> {});
        assertThat(forgotten).isInstanceOf(Result.Refused.class);
    }

    @Test
    void haveAFilter() {
        scene.done(new RoomCommand.SetFilter(OLGA, LOBBY, List.of("scam", "pump")));
        assertThat(scene.only(Effect.FilterChanged.class).words()).containsExactly("scam", "pump");
        scene.restart();
        scene.nothingNew(
                new Result.Applied(),
                new RoomCommand.SetFilter(OLGA, LOBBY, List.of("scam", "pump")));
        List<String> many = IntStream.rangeClosed(0, 200).mapToObj(i -> "w" + i).toList();

        scene.refused(ErrorCode.BAD_REQUEST, new RoomCommand.SetFilter(OLGA, LOBBY, many));
    }

    @Test
    void recordWhatModeratorsDo() {
        long message = scene.said(ADA, LOBBY);
        List<FloorCommand> deeds =
                List.of(
                        new RoomCommand.Pin(OLGA, LOBBY, message),
                        new RoomCommand.Unpin(OLGA, LOBBY, message),
                        RoomScene.topic(OLGA, LOBBY, "t"),
                        RoomScene.slow(OLGA, LOBBY, 1),
                        RoomScene.role(OLGA, LOBBY, SAM, RoomRole.MEMBER),
                        RoomScene.role(OLGA, LOBBY, SAM, RoomRole.MODERATOR),
                        RoomScene.mute(OLGA, LOBBY, SAM),
                        RoomScene.mute(OLGA, LOBBY, SAM, 0),
                        RoomScene.ban(OLGA, LOBBY, SAM, true),
                        RoomScene.ban(OLGA, LOBBY, SAM, false),
                        new RoomCommand.RemoveMember(OLGA, LOBBY, "bob"),
                        RoomScene.invite(OLGA, LOBBY, "i"),
                        new RoomCommand.RevokeInvite(OLGA, LOBBY, "i"),
                        new RoomCommand.SetFilter(OLGA, LOBBY, List.of("x")),
                        new RoomCommand.SettleReport(OLGA, LOBBY, 1, Optional.empty()),
                        RoomScene.delete(OLGA, LOBBY, message));
        scene.done(new RoomCommand.Report(SAM, LOBBY, message, "?"));

        List<Effect.Deed> recorded =
                deeds.stream()
                        .map(deed -> {
                            scene.done(deed);
                            return scene.only(Effect.Moderated.class).deed();
                        })
                        .toList();

        assertThat(recorded)
                .containsExactly(
                        Effect.Deed.PIN,
                        Effect.Deed.UNPIN,
                        Effect.Deed.TOPIC,
                        Effect.Deed.SETTINGS,
                        Effect.Deed.ADD,
                        Effect.Deed.ROLE,
                        Effect.Deed.MUTE,
                        Effect.Deed.UNMUTE,
                        Effect.Deed.BAN,
                        Effect.Deed.UNBAN,
                        Effect.Deed.KICK,
                        Effect.Deed.INVITE,
                        Effect.Deed.REVOKE,
                        Effect.Deed.FILTER,
                        Effect.Deed.SETTLE,
                        Effect.Deed.DELETE);
    }
}
