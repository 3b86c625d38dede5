package dev.outcry.server.floor;

import static dev.outcry.server.floor.RoomScene.ADA;
import static dev.outcry.server.floor.RoomScene.BOB;
import static dev.outcry.server.floor.RoomScene.DEN;
import static dev.outcry.server.floor.RoomScene.GUS;
import static dev.outcry.server.floor.RoomScene.LOBBY;
import static dev.outcry.server.floor.RoomScene.MO;
import static dev.outcry.server.floor.RoomScene.OLGA;
import static dev.outcry.server.floor.RoomScene.SAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left of people in rooms who have left for good.
class FarewellsTest {
    private static final RoomId OWN = new RoomId("own");
    private static final RoomId DIRECT = new RoomId("direct-1");

    private final RoomScene scene = new RoomScene();

    @BeforeEach
    void register() {
        for (RoomCommand.By by : List.of(OLGA, MO, ADA, BOB, SAM)) {
            scene.done(
                    new PeopleCommand.Register(
                            by.id(), by.id(), List.of(by.id()), "h", Optional.empty()));
        }
    }

    private void leave(RoomCommand.By by) {
        scene.done(new PeopleCommand.Leave(by.person()));
        scene.restart();
    }

    private List<Event> roomEvents() {
        return scene.told().stream().filter(Event.OfRoom.class::isInstance).toList();
    }

    private RoomEvent.Left left(RoomId room, RoomCommand.By by) {
        long seq = scene.fold.info(room).seq();
        return new RoomEvent.Left(room, seq, scene.pos, scene.at, by.person(), Optional.empty());
    }

    @Test
    void aMemberLeavesAllRoomsInTheOrderOfTheirIds() {
        leave(ADA);

        assertThat(roomEvents()).containsExactly(left(DEN, ADA), left(LOBBY, ADA));
        assertThat(scene.fold.info(LOBBY).members()).isEqualTo(3);
    }

    @Test
    void theLastOwnersRoomGoesToWhoHasModeratedForLongest() {
        scene.done(RoomScene.role(OLGA, LOBBY, BOB, RoomRole.MODERATOR));
        leave(OLGA);

        assertThat(roomEvents())
                .filteredOn(event -> ((Event.OfRoom) event).room().equals(LOBBY))
                .containsExactly(
                        new RoomEvent.RoleChanged(
                                LOBBY,
                                scene.fold.info(LOBBY).seq() - 1,
                                scene.pos,
                                scene.at,
                                OLGA.person(),
                                "mo",
                                RoomRole.OWNER),
                        left(LOBBY, OLGA));
        scene.done(RoomScene.readOnly(MO, LOBBY, true));
    }

    @Test
    void elseToWhoHasBeenAMemberForLongest() {
        for (RoomId room : List.of(LOBBY, DEN)) {
            scene.done(RoomScene.role(OLGA, room, MO, RoomRole.MEMBER));
        }
        scene.done(new RoomCommand.Leave(MO, LOBBY));
        scene.done(RoomScene.join(MO, LOBBY));

        leave(OLGA);

        scene.done(RoomScene.readOnly(ADA, LOBBY, true));
        scene.done(RoomScene.readOnly(MO, DEN, true));
    }

    @Test
    void anotherOwnerIsEnough() {
        scene.done(RoomScene.role(OLGA, LOBBY, BOB, RoomRole.OWNER));
        leave(OLGA);

        assertThat(roomEvents())
                .filteredOn(event -> ((Event.OfRoom) event).room().equals(LOBBY))
                .containsExactly(left(LOBBY, OLGA));
    }

    @Test
    void anEmptyPrivateRoomEndsAndAPublicOneIsNobodys() {
        RoomId open = new RoomId("open");
        scene.done(new RoomCommand.OpenRoom(SAM, OWN, "", "", RoomInfo.Visibility.PRIVATE));
        scene.done(new RoomCommand.OpenRoom(SAM, open, "", "", RoomInfo.Visibility.PUBLIC));

        leave(SAM);

        assertThat(scene.effects).contains(new Effect.RoomClosed(OWN));
        assertThat(scene.fold.info(open).members()).isZero();
        scene.refused(ErrorCode.ROOM_NOT_FOUND, RoomScene.join(ADA, OWN));
        scene.done(RoomScene.join(ADA, open));
    }

    @Test
    void mutesAndBansGoAndRoomsOfTwoStay() {
        scene.done(RoomScene.ban(MO, LOBBY, SAM, true));
        scene.done(RoomScene.mute(OLGA, LOBBY, ADA));
        scene.done(new RoomCommand.OpenDirect(ADA, DIRECT, BOB.person()));

        leave(SAM);
        assertThat(roomEvents()).isEmpty();
        leave(ADA);

        scene.floor.describe(effect -> {
            if (effect instanceof Effect.RoomDescribed described) {
                assertThat(described.members())
                        .extracting(member -> member.person().id())
                        .doesNotContain("sam");
            }
        });
        assertThat(scene.fold.info(DIRECT).members()).isEqualTo(2);
        scene.done(RoomScene.speak(BOB, DIRECT));
    }

    @Test
    void aGuestThatOwnsEnoughInheritsNothing() {
        for (int i = 0; i < 5; i++) {
            RoomId id = new RoomId("own-" + i);
            scene.done(new RoomCommand.OpenRoom(GUS, id, "", "", RoomInfo.Visibility.PUBLIC));
        }
        scene.done(new RoomCommand.OpenRoom(SAM, OWN, "", "", RoomInfo.Visibility.PRIVATE));
        scene.done(RoomScene.role(SAM, OWN, GUS, RoomRole.MODERATOR));

        leave(SAM);

        assertThat(roomEvents()).containsExactly(left(OWN, SAM));
        scene.done(RoomScene.speak(GUS, OWN));
    }
}
