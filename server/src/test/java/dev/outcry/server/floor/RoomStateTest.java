package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever people do in rooms: a floor made from bytes goes on as if it had never stopped, the
/// same log gives the same state, who is refused changed nothing, and what is told adds up.
class RoomStateTest {
    private static final int COMMANDS = 1_700;

    private final List<Class<?>> kinds = of(RoomCommand.class);
    private final List<Class<?>> hooks = of(HookCommand.class);

    private static List<Class<?>> of(Class<?> some) {
        return AnyRecord.kinds().stream().filter(some::isAssignableFrom).toList();
    }

    private final class Run {
        private final SplittableRandom random;
        private final RandomRooms rooms;
        private long at = 1_763_867_045_000L;
        private int made;

        Run(long seed) {
            random = new SplittableRandom(seed);
            rooms =
                    new RandomRooms(
                            random,
                            RandomCommands.ROOMS,
                            RandomCommands.PEOPLE,
                            RandomCommands.MARKETS);
        }

        FloorCommand next() {
            at += random.nextInt(1_000);
            if (made++ == 0) {
                return new FloorCommand.Genesis("e");
            }
            if (random.nextInt(400) == 0) {
                return new PeopleCommand.Leave(RandomCommands.PEOPLE.getLast());
            }
            if (random.nextInt(100) == 0) {
                return new FloorCommand.Restored("r" + made);
            }
            List<Class<?>> some = random.nextInt(8) == 0 ? hooks : kinds;
            return rooms.next(some.get(random.nextInt(some.size())), at);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void addsUp(long seed) {
        Run run = new Run(seed);
        Floor floor = new Floor();
        Floor restored = new Floor();
        Floor replayed = new Floor();
        RoomFold fold = new RoomFold();

        for (int pos = 1; pos <= COMMANDS; pos++) {
            FloorCommand command = run.next();
            List<Effect> first = new ArrayList<>();
            List<Effect> second = new ArrayList<>();
            Result result = floor.apply(pos, run.at, command, first::add);
            FloorCommand logged =
                    CommandCodec.decode(CommandCodec.encode(command), CommandCodec.text(command));

            assertThat(restored.apply(pos, run.at, logged, second::add)).isEqualTo(result);
            replayed.apply(
                    pos,
                    run.at,
                    result instanceof Result.Refused ? new FloorCommand.Tick() : command,
                    _ -> {});

            assertThat(second).as("%d: %s", pos, command).isEqualTo(first);
            assertThat(restored.stateHash()).isEqualTo(floor.stateHash());
            assertThat(replayed.stateHash())
                    .as("%d: %s", pos, command)
                    .isEqualTo(floor.stateHash());
            assertThat(restored.write()).as("%d: %s", pos, command).isEqualTo(floor.write());
            assertThat(replayed.write()).as("%d: %s", pos, command).isEqualTo(floor.write());
            first.forEach(fold::fold);
            fold.agreesWith(floor);
            if (run.random.nextInt(10) == 0) {
                restored = Floor.restore(restored.write());
            }
        }
    }

    @Test
    void triesWhateverCanBeDone() {
        Set<Class<?>> done = new HashSet<>();
        Set<Class<?>> told = new HashSet<>();
        Set<Effect.Deed> deeds = new HashSet<>();
        for (long seed : List.of(1L, 2L, 3L, 5L, 8L, 13L, 21L, 34L)) {
            Run run = new Run(seed);
            Floor floor = new Floor();
            for (int pos = 1; pos <= COMMANDS; pos++) {
                FloorCommand command = run.next();
                Result result =
                        floor.apply(
                                pos,
                                run.at,
                                command,
                                effect -> {
                                    if (effect instanceof Effect.Told(Event event)) {
                                        told.add(event.getClass());
                                    } else if (effect instanceof Effect.Moderated deed) {
                                        deeds.add(deed.deed());
                                    }
                                });
                if (result instanceof Result.Done) {
                    done.add(command.getClass());
                }
            }
        }

        assertThat(done).containsAll(kinds).containsAll(hooks);
        assertThat(told)
                .contains(RoomEvent.class.getPermittedSubclasses())
                .contains(Event.Message.class, Event.Mention.class, Event.Read.class);
        assertThat(deeds)
                .contains(
                        Effect.Deed.BAN,
                        Effect.Deed.KICK,
                        Effect.Deed.SETTLE,
                        Effect.Deed.HOOK,
                        Effect.Deed.UNHOOK);
    }
}
