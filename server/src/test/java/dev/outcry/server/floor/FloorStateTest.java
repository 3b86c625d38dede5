package dev.outcry.server.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A floor made from bytes goes on as if it had never stopped.
class FloorStateTest {
    private static final int COMMANDS = 2_000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void goesOnAsIfItHadNeverStopped(long seed) {
        RandomCommands commands = new RandomCommands(seed);
        SplittableRandom random = new SplittableRandom(seed);
        Floor floor = new Floor();
        Floor restored = Floor.restore(floor.write());

        for (int pos = 1; pos <= COMMANDS; pos++) {
            FloorCommand command = commands.next();
            long at = commands.at();
            List<Effect> first = new ArrayList<>();
            List<Effect> second = new ArrayList<>();

            Result one = floor.apply(pos, at, command, first::add);
            Result two = restored.apply(pos, at, command, second::add);

            assertThat(two).as("%d: %s", pos, command).isEqualTo(one);
            assertThat(second).as("%d: %s", pos, command).isEqualTo(first);
            assertThat(restored.stateHash())
                    .as("%d: %s", pos, command)
                    .isEqualTo(floor.stateHash());
            assertThat(restored.nextDue()).as("%d: %s", pos, command).isEqualTo(floor.nextDue());
            assertThat(restored.write()).as("%d: %s", pos, command).isEqualTo(floor.write());
            commands.learn(command, one);
            if (random.nextInt(20) == 0) {
                restored = Floor.restore(restored.write());
            }
        }
    }

    @Test
    void triesWhateverCanBeDone() {
        Set<Class<?>> done = new HashSet<>();
        for (long seed : List.of(1L, 2L, 3L, 5L, 8L)) {
            RandomCommands commands = new RandomCommands(seed);
            Floor floor = new Floor();
            for (int pos = 1; pos <= COMMANDS; pos++) {
                FloorCommand command = commands.next();
                Result result = floor.apply(pos, commands.at(), command, effect -> {});
                commands.learn(command, result);
                if (result instanceof Result.Done) {
                    done.add(command.getClass());
                }
            }
        }

        assertThat(done).contains(FloorCommand.Plain.class.getPermittedSubclasses());
        assertThat(done).contains(PeopleCommand.class.getPermittedSubclasses());
    }

    private static Floor busy(long seed, int commands) {
        RandomCommands random = new RandomCommands(seed);
        Floor floor = new Floor();
        for (int pos = 1; pos <= commands; pos++) {
            FloorCommand command = random.next();
            random.learn(command, floor.apply(pos, random.at(), command, effect -> {}));
        }
        return floor;
    }

    @Test
    void tellsTheSameOfItself() {
        Floor floor = busy(7, 2_000);
        List<Effect> first = new ArrayList<>();
        List<Effect> second = new ArrayList<>();

        floor.describe(first::add);
        Floor.restore(floor.write()).describe(second::add);

        assertThat(second).isEqualTo(first).hasSizeGreaterThan(10);
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] bytes = busy(7, 300).write();

        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThatIllegalArgumentException()
                    .as("byte %d", i)
                    .isThrownBy(() -> Floor.restore(flipped));
        }
    }

    @Test
    void refusesWhatIsTornOrTooLong() {
        byte[] bytes = busy(7, 300).write();

        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> Floor.restore(torn));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Floor.restore(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    /// Where the checksum was made to fit, the parts still have to.
    @Test
    void throwsNothingElseForWhatSomebodyMadeUp() {
        byte[] bytes = busy(7, 300).write();
        SplittableRandom random = new SplittableRandom(7);

        for (int i = 0; i < 5_000; i++) {
            ValuesOut out = new ValuesOut();
            for (int at = 0, spoilt = random.nextInt(bytes.length - 9) + 1;
                    at < bytes.length - Long.BYTES;
                    at++) {
                out.octet(at == spoilt ? random.nextInt() : bytes[at]);
            }
            out.fixed(out.checksum());
            try {
                var _ = Floor.restore(out.toBytes());
            } catch (IllegalArgumentException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    @Test
    void saysThatALaterReleaseWroteIt() {
        byte[] later = new Floor().write();
        later[0] = 4;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Floor.restore(later))
                .withMessage("a floor of format 4; this release reads formats up to 3");
    }
}
