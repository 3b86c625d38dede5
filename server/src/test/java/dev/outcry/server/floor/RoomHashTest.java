package dev.outcry.server.floor;

import static dev.outcry.server.floor.RoomScene.ADA;
import static dev.outcry.server.floor.RoomScene.BOB;
import static dev.outcry.server.floor.RoomScene.GUS;
import static dev.outcry.server.floor.RoomScene.LOBBY;
import static dev.outcry.server.floor.RoomScene.MO;
import static dev.outcry.server.floor.RoomScene.OLGA;
import static dev.outcry.server.floor.RoomScene.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Two floors on which rooms may behave differently from here on have different hashes.
class RoomHashTest {
    private static final RoomId DIRECT = new RoomId("dm-0123456789ab");
    private static final long LATER = 1_863_867_045_000L;

    private static Arguments differ(String in, FloorCommand one, FloorCommand other) {
        return Arguments.of(in, one, other);
    }

    private static RoomCommand react(RoomCommand.By by, long message, String emoji) {
        return new RoomCommand.React(by, LOBBY, message, emoji);
    }

    private static RoomCommand invite(String invite, long expiresAt, int uses) {
        return new RoomCommand.Invite(
                MO, LOBBY, invite, OptionalLong.of(expiresAt), OptionalInt.of(uses));
    }

    private static RoomCommand open(RoomCommand.By by, RoomInfo.Visibility visibility) {
        return new RoomCommand.OpenRoom(by, new RoomId("new"), "N", "", visibility);
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                differ(
                        "a role",
                        RoomScene.role(OLGA, LOBBY, ADA, RoomRole.MODERATOR),
                        RoomScene.role(OLGA, LOBBY, ADA, RoomRole.OWNER)),
                differ("who is a member", RoomScene.join(SAM, LOBBY), RoomScene.join(GUS, LOBBY)),
                differ(
                        "when a mute ends",
                        RoomScene.mute(MO, LOBBY, ADA, LATER),
                        RoomScene.mute(MO, LOBBY, ADA, LATER + 1)),
                differ(
                        "who is banned",
                        RoomScene.ban(MO, LOBBY, SAM, true),
                        RoomScene.ban(MO, LOBBY, GUS, true)),
                differ(
                        "what somebody is banned for or muted",
                        RoomScene.ban(MO, LOBBY, SAM, true),
                        RoomScene.mute(MO, LOBBY, SAM, LATER)),
                differ(
                        "a pin",
                        new RoomCommand.Pin(MO, LOBBY, 5),
                        new RoomCommand.Pin(MO, LOBBY, 6)),
                differ("an emoji", react(ADA, 5, "👍"), react(ADA, 5, "👎")),
                differ("who reacted", react(ADA, 5, "👍"), react(BOB, 5, "👍")),
                differ("to what", react(ADA, 5, "👍"), react(ADA, 6, "👍")),
                differ(
                        "how far somebody has read",
                        new RoomCommand.Read(ADA, LOBBY, 5),
                        new RoomCommand.Read(ADA, LOBBY, 6)),
                differ("an invitation", invite("a", LATER, 1), invite("b", LATER, 1)),
                differ("its uses", invite("a", LATER, 1), invite("a", LATER, 2)),
                differ("its end", invite("a", LATER, 1), invite("a", LATER + 1, 1)),
                differ(
                        "whether a report waits",
                        new RoomCommand.SettleReport(MO, LOBBY, 1, Optional.empty()),
                        new FloorCommand.Tick()),
                differ(
                        "whether there is a report",
                        new RoomCommand.Report(BOB, LOBBY, 6, "?"),
                        new FloorCommand.Tick()),
                differ("slow mode", RoomScene.slow(OLGA, LOBBY, 5), RoomScene.slow(OLGA, LOBBY, 6)),
                differ(
                        "what stops people",
                        RoomScene.readOnly(OLGA, LOBBY, true),
                        RoomScene.archived(OLGA, LOBBY, true)),
                differ(
                        "a filter",
                        new RoomCommand.SetFilter(OLGA, LOBBY, List.of("w")),
                        new FloorCommand.Tick()),
                differ(
                        "who owns a room",
                        open(ADA, RoomInfo.Visibility.PUBLIC),
                        open(BOB, RoomInfo.Visibility.PUBLIC)),
                differ(
                        "who may see it",
                        open(ADA, RoomInfo.Visibility.PUBLIC),
                        open(ADA, RoomInfo.Visibility.PRIVATE)),
                differ(
                        "whose a room of two counts as",
                        new RoomCommand.OpenDirect(ADA, DIRECT, BOB.person()),
                        new RoomCommand.OpenDirect(BOB, DIRECT, ADA.person())),
                differ(
                        "who is known",
                        new RoomCommand.Leave(SAM, LOBBY),
                        new RoomCommand.Leave(GUS, LOBBY)));
    }

    private static RoomScene scene() {
        RoomScene scene = new RoomScene();
        scene.said(BOB, LOBBY); // 4
        scene.said(BOB, LOBBY);
        scene.said(ADA, LOBBY);
        scene.done(new RoomCommand.Report(ADA, LOBBY, 5, "?"));
        return scene;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void tellsApart(String what, FloorCommand one, FloorCommand other) {
        RoomScene first = scene();
        RoomScene second = scene();
        assertThat(first.floor.stateHash()).isEqualTo(second.floor.stateHash());

        first.done(one);
        second.done(other);

        assertThat(first.floor.stateHash()).as(what).isNotEqualTo(second.floor.stateHash());
    }

    @Test
    void tellsApartWhoHasToWait() {
        RoomScene first = scene();
        RoomScene second = scene();
        for (RoomScene scene : List.of(first, second)) {
            scene.done(RoomScene.slow(OLGA, LOBBY, 60));
            scene.done(RoomScene.speak(scene == first ? ADA : BOB, LOBBY));
        }

        assertThat(first.floor.stateHash()).isNotEqualTo(second.floor.stateHash());
    }

    @Test
    void forgetsWhatIsNoMore() {
        RoomScene first = scene();
        RoomScene second = scene();
        for (RoomScene scene : List.of(first, second)) {
            String emoji = scene == first ? "👍" : "👎";
            scene.done(react(ADA, 5, emoji));
            scene.done(new RoomCommand.Unreact(ADA, LOBBY, 5, emoji));
            RoomCommand.By muted = scene == first ? ADA : BOB;
            scene.done(RoomScene.mute(MO, LOBBY, muted, LATER));
            scene.done(new RoomCommand.DropRoom(OLGA, LOBBY));
        }

        assertThat(first.floor.stateHash()).isEqualTo(second.floor.stateHash());
    }
}
