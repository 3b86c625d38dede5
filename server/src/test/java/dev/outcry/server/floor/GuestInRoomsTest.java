package dev.outcry.server.floor;

import static dev.outcry.server.floor.RoomScene.ADA;
import static dev.outcry.server.floor.RoomScene.BOB;
import static dev.outcry.server.floor.RoomScene.DEN;
import static dev.outcry.server.floor.RoomScene.GUS;
import static dev.outcry.server.floor.RoomScene.LOBBY;
import static dev.outcry.server.floor.RoomScene.MO;
import static dev.outcry.server.floor.RoomScene.OLGA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.RoomRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a guest was in rooms, its account is: Gus keeps order in the lobby, is muted in the den,
/// and has a room of his own and one with Ada.
class GuestInRoomsTest {
    private static final RoomId OWN = new RoomId("own");
    private static final RoomId DIRECT = new RoomId("direct-1");
    private static final Person ACCOUNT = new Person("gus", "Gus", false);
    private static final RoomCommand.By AFTER = new RoomCommand.By(ACCOUNT, false);

    private final RoomScene scene = new RoomScene();
    private long said;
    private Result.Placed reacted = Membership.UNTOLD;

    @BeforeEach
    void actAsAGuest() {
        scene.done(RoomScene.role(OLGA, LOBBY, GUS, RoomRole.MODERATOR));
        scene.done(RoomScene.role(MO, DEN, GUS, RoomRole.MEMBER));
        scene.done(RoomScene.mute(MO, DEN, GUS));
        scene.done(new RoomCommand.OpenRoom(GUS, OWN, "Own", "", RoomInfo.Visibility.PRIVATE));
        scene.done(new RoomCommand.OpenDirect(GUS, DIRECT, ADA.person()));
        said = scene.said(GUS, LOBBY);
        reacted = scene.placed(new RoomCommand.React(GUS, LOBBY, said, "👍"));
        scene.done(new RoomCommand.Read(GUS, LOBBY, said));
    }

    private void become() {
        scene.done(
                new PeopleCommand.Register(
                        "gus", "Gus", List.of("gus"), "h", Optional.of(GUS.person().id())));
    }

    @Test
    void takesThePlacesAndLeavesNone() {
        become();

        assertThat(scene.effects)
                .contains(
                        new Effect.RoomDescribed(
                                LOBBY,
                                List.of(),
                                List.of(),
                                new TreeMap<>(Map.of("gus", said)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
        scene.floor.describe(effect -> {
            if (effect instanceof Effect.RoomDescribed described) {
                assertThat(described.reads()).doesNotContainKey(GUS.id());
                assertThat(described.members())
                        .extracting(member -> member.person().id())
                        .contains("gus")
                        .doesNotContain(GUS.id());
            }
        });
    }

    @Test
    void mayWhatTheGuestMight() {
        become();

        scene.done(RoomScene.topic(AFTER, LOBBY, "by a moderator"));
        scene.refused(ErrorCode.ROOM_MUTED, RoomScene.speak(AFTER, DEN));
        scene.done(RoomScene.speak(AFTER, DIRECT));
        scene.refused(ErrorCode.ROOM_FORBIDDEN, new RoomCommand.Leave(AFTER, OWN));
        scene.done(RoomScene.edit(AFTER, LOBBY, said));
        scene.refused(ErrorCode.FORBIDDEN, RoomScene.edit(BOB, LOBBY, said));
        scene.restart();
        scene.done(RoomScene.role(AFTER, OWN, BOB, RoomRole.MEMBER));
        scene.done(new RoomCommand.DropRoom(AFTER, OWN));
    }

    @Test
    void takesBackWhatTheGuestReactedWith() {
        become();
        scene.restart();

        scene.nothingNew(reacted, new RoomCommand.React(AFTER, LOBBY, said, "👍"));
        scene.placed(new RoomCommand.Unreact(AFTER, LOBBY, said, "👍"));

        assertThat(scene.only(RoomEvent.Unreacted.class).from()).isEqualTo(ACCOUNT);
    }

    @Test
    void goesOnReadingWhereTheGuestWas() {
        become();

        scene.nothingNew(new Result.Applied(), new RoomCommand.Read(AFTER, LOBBY, said));
        scene.done(new RoomCommand.Read(AFTER, LOBBY, said + 1));
        assertThat(scene.told()).hasSize(1);
    }
}
