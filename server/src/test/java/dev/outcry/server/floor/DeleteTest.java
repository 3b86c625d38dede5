package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of messages that are taken back.
class DeleteTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final RoomId OTHER = new RoomId("other");
    private static final Person ADA = new Person("ada", "Ada", false);
    private static final Person BOB = new Person("bob", "Bob", false);
    private static final long AT = 1_000;

    private final List<Effect> effects = new ArrayList<>();
    private Floor floor = new Floor();
    private long pos;

    @BeforeEach
    void open() {
        apply(new FloorCommand.Genesis("e"));
        for (RoomId room : List.of(LOBBY, OTHER)) {
            apply(
                    new FloorCommand.CreateRoom(
                            Optional.empty(), room, room.name(), "", RoomInfo.Visibility.PUBLIC));
        }
    }

    private Result apply(FloorCommand command) {
        effects.clear();
        return floor.apply(++pos, AT, command, effects::add);
    }

    private Result say(OptionalLong replyTo, Optional<String> text) {
        return apply(
                new FloorCommand.Say(
                        ADA, LOBBY, text, replyTo, List.of("bob"), List.of(), Optional.empty()));
    }

    private long said() {
        say(OptionalLong.empty(), Optional.of("words"));
        return pos;
    }

    private Result delete(Person by, boolean moderator, RoomId room, long message) {
        return delete(by, moderator, room, message, Optional.empty());
    }

    private Result delete(
            Person by,
            boolean moderator,
            RoomId room,
            long message,
            Optional<FloorCommand.Said> said) {
        return apply(
                new FloorCommand.DeleteMessage(
                        by, moderator, room, message, said, Optional.empty()));
    }

    private void refused(Result result, ErrorCode code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
        assertThat(effects).isEmpty();
    }

    @Test
    void tellsOfItAndWhereTheTextLies() {
        long place = said();

        Result result = delete(ADA, false, LOBBY, 1);

        assertThat(result).isEqualTo(new Result.Placed(2, pos));
        assertThat(effects)
                .containsExactly(
                        new Effect.Told(new Event.Deleted(LOBBY, 2, pos, AT, ADA, 1)),
                        new Effect.TextGone(LOBBY, 1, place));
    }

    @Test
    void isForTheAuthorAndTheAdministrator() {
        said();
        said();

        refused(delete(BOB, false, LOBBY, 1), ErrorCode.FORBIDDEN);

        assertThat(delete(BOB, true, LOBBY, 1)).isEqualTo(new Result.Placed(3, pos));
        assertThat(delete(ADA, false, LOBBY, 2)).isEqualTo(new Result.Placed(4, pos));
    }

    @Test
    void findsNoMessageOfAnotherRoomNorWhatIsNone() {
        said();
        delete(ADA, false, LOBBY, 1);

        refused(delete(ADA, true, OTHER, 1), ErrorCode.MESSAGE_NOT_FOUND);
        refused(delete(ADA, true, LOBBY, 2), ErrorCode.MESSAGE_NOT_FOUND);
        refused(delete(ADA, true, LOBBY, 3), ErrorCode.MESSAGE_NOT_FOUND);
        refused(delete(ADA, true, new RoomId("none"), 1), ErrorCode.ROOM_NOT_FOUND);
    }

    @Test
    void answersASecondTimeAsTheFirst() {
        said();
        Result first = delete(ADA, false, LOBBY, 1);

        assertThat(delete(ADA, false, LOBBY, 1)).isEqualTo(first);
        assertThat(effects).isEmpty();
        refused(delete(BOB, false, LOBBY, 1), ErrorCode.FORBIDDEN);
    }

    @Test
    void leavesNothingToReplyTo() {
        said();
        delete(ADA, false, LOBBY, 1);

        refused(say(OptionalLong.of(1), Optional.of("what?")), ErrorCode.MESSAGE_NOT_FOUND);
    }

    @Test
    void tellsAMessageWhoseTextWasForgottenWithoutWhomItNamed() {
        say(OptionalLong.empty(), Optional.empty());

        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Told.class,
                        told ->
                                assertThat(told.event())
                                        .isInstanceOfSatisfying(
                                                Event.Message.class,
                                                message -> {
                                                    assertThat(message.deleted()).isTrue();
                                                    assertThat(message.mentions()).isEmpty();
                                                }));
    }

    @Test
    void takesTheEdgesWordForWhatIsTooOldAlone() {
        long first = said();
        FloorCommand.Said told = new FloorCommand.Said("bob", 77, Optional.empty());
        refused(delete(BOB, false, LOBBY, 1, Optional.of(told)), ErrorCode.FORBIDDEN);
        for (int i = 0; i < 10_000; i++) {
            said();
        }
        floor = Floor.restore(floor.write());

        refused(delete(BOB, false, LOBBY, 1), ErrorCode.MESSAGE_NOT_FOUND);
        Result gone =
                delete(
                        ADA,
                        false,
                        LOBBY,
                        1,
                        Optional.of(new FloorCommand.Said("ada", first, Optional.empty())));

        assertThat(gone).isEqualTo(new Result.Placed(10_002, pos));
        assertThat(effects).contains(new Effect.TextGone(LOBBY, 1, first));
        assertThat(
                        delete(
                                ADA,
                                false,
                                LOBBY,
                                1,
                                Optional.of(new FloorCommand.Said("ada", first, Optional.empty()))))
                .isEqualTo(gone);
        assertThat(effects).isEmpty();
    }

    @Test
    void takesTheEdgesWordForWhatWasTakenBackLongAgo() {
        for (int i = 0; i < 10_001; i++) {
            said();
        }

        Result again =
                delete(
                        ADA,
                        false,
                        LOBBY,
                        1,
                        Optional.of(
                                new FloorCommand.Said(
                                        "ada", 4, Optional.of(new FloorCommand.Deletion(9, 12)))));

        assertThat(again).isEqualTo(new Result.Placed(9, 12));
        assertThat(effects).isEmpty();
    }

    @Test
    void goesOnFromABackupWithNewEpochsAndOldNumbers() {
        said();

        apply(new FloorCommand.Restored("z"));

        assertThat(effects).first().isEqualTo(new Effect.Began("z"));
        assertThat(effects)
                .filteredOn(Effect.RoomOpened.class::isInstance)
                .hasSize(2)
                .allSatisfy(
                        effect -> assertThat(((Effect.RoomOpened) effect).epoch()).endsWith(".z"));
        assertThat(say(OptionalLong.of(1), Optional.of("still here")))
                .isEqualTo(new Result.Placed(2, pos));
    }
}
