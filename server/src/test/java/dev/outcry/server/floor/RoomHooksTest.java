package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How far webhooks have come, as the log tells it.
class RoomHooksTest {
    private static final RoomId DEN = new RoomId("den");
    private static final RoomCommand.By ADA =
            new RoomCommand.By(new Person("ada", "Ada", false), false);
    private static final Optional<HookCommand.Failure> FAILED =
            Optional.of(new HookCommand.Failure(9, "the status was 503"));

    private final Floor floor = new Floor();
    private final List<Effect> effects = new ArrayList<>();
    private long pos;

    @BeforeEach
    void open() {
        done(new FloorCommand.Genesis("e"));
        done(new RoomCommand.OpenRoom(ADA, DEN, "Den", "", RoomInfo.Visibility.PUBLIC));
        done(
                new HookCommand.Add(
                        ADA,
                        DEN,
                        "h",
                        new HookCommand.Way.Out(
                                "https://example.org/",
                                "k",
                                List.of(RoomHook.Kind.MESSAGE),
                                Optional.empty())));
    }

    private Result apply(FloorCommand command) {
        pos++;
        return floor.apply(pos, 1_000 + pos, command, effects::add);
    }

    private void done(FloorCommand command) {
        assertThat(apply(command)).isInstanceOf(Result.Done.class);
    }

    private RoomHook.Out hook() {
        return effects.stream()
                .filter(Effect.HookChanged.class::isInstance)
                .map(effect -> (RoomHook.Out) ((Effect.HookChanged) effect).hook())
                .reduce((_, newer) -> newer)
                .orElseThrow();
    }

    private static RoomHook.Reached reached(long deliveries, long room) {
        return new RoomHook.Reached(deliveries, room, 0);
    }

    private void send(long deliveries, long room) {
        done(new HookCommand.Send(DEN, "h", reached(deliveries, room)));
    }

    private void reach(long deliveries, long room, Optional<HookCommand.Failure> failure) {
        done(new HookCommand.Reach(DEN, "h", reached(deliveries, room), failure));
    }

    @Test
    void fixesWhatADeliveryHoldsUntilItIsTaken() {
        send(1, 5);
        send(1, 9);
        assertThat(hook().sending()).contains(reached(1, 5));
        assertThat(hook().reached()).isEqualTo(reached(0, 0));

        reach(1, 9, Optional.empty());
        assertThat(hook().reached()).isEqualTo(reached(0, 0));
        reach(1, 5, Optional.empty());
        assertThat(hook().reached()).isEqualTo(reached(1, 5));
        assertThat(hook().sending()).isEmpty();
        assertThat(hook().dead()).isEmpty();
    }

    @Test
    void goesNeitherBackNorPastADelivery() {
        send(2, 5);
        assertThat(hook().sending()).isEmpty();
        send(1, 5);
        reach(1, 5, Optional.empty());
        send(2, 4);
        assertThat(hook().sending()).isEmpty();

        reach(1, 8, Optional.empty()); // has only looked further
        assertThat(hook().reached()).isEqualTo(reached(1, 8));
        reach(1, 7, Optional.empty());
        reach(1, 5, Optional.empty());
        assertThat(hook().reached()).isEqualTo(reached(1, 8));
    }

    @Test
    void remembersWhatWasGivenUpUntilItIsTaken() {
        for (int i = 1; i <= RoomHook.MOST_DEAD + 2; i++) {
            send(i, i);
            reach(i, i, FAILED);
        }

        assertThat(hook().dead()).hasSize(RoomHook.MOST_DEAD);
        assertThat(hook().dead().getFirst().upTo()).isEqualTo(reached(3, 3));
        assertThat(hook().dead().getFirst().after()).isEqualTo(reached(2, 2));
        assertThat(hook().dead().getFirst().reason()).isEqualTo("the status was 503");
        reach(3, 3, Optional.empty());
        assertThat(hook().dead().getFirst().upTo()).isEqualTo(reached(4, 4));
        assertThat(hook().reached()).isEqualTo(reached(102, 102));
    }

    @Test
    void countsInAnotherEpochAfterARestoredBackup() {
        send(1, 5);
        String before = hook().epoch();
        done(new FloorCommand.Restored("z"));

        List<RoomHook> told = new ArrayList<>();
        floor.describe(effect -> {
            if (effect instanceof Effect.RoomDescribed described) {
                told.addAll(described.hooks());
            }
        });
        RoomHook.Out now = (RoomHook.Out) told.getFirst();
        assertThat(now.epoch()).isNotEqualTo(before).endsWith("z");
        assertThat(now.sending()).contains(reached(1, 5));
    }

    @Test
    void knowsNothingOfAHookThatIsGone() {
        done(new HookCommand.Drop(ADA, DEN, "h"));

        for (HookCommand late :
                List.of(
                        new HookCommand.Send(DEN, "h", reached(1, 5)),
                        new HookCommand.Reach(DEN, "h", reached(1, 5), Optional.empty()),
                        new HookCommand.Post(
                                DEN,
                                "h",
                                Optional.of("x"),
                                OptionalLong.empty(),
                                List.of(),
                                List.of(),
                                false))) {
            assertThat(apply(late))
                    .isInstanceOfSatisfying(
                            Result.Refused.class,
                            refused ->
                                    assertThat(refused.code()).isEqualTo(ErrorCode.HOOK_NOT_FOUND));
        }
    }

    @Test
    void isInTheStateAndItsHash() {
        long before = floor.stateHash();
        Floor again = Floor.restore(floor.write());
        send(1, 5);

        assertThat(again.stateHash()).isEqualTo(before).isNotEqualTo(floor.stateHash());
        again.apply(pos, 1_000 + pos, new HookCommand.Send(DEN, "h", reached(1, 5)), _ -> {});
        assertThat(again.stateHash()).isEqualTo(floor.stateHash());
        assertThat(again.write()).isEqualTo(floor.write());
    }
}
