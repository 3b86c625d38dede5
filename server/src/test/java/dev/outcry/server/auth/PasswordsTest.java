package dev.outcry.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Hashing;
import dev.outcry.server.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PasswordsTest {
    private final Passwords passwords = new Passwords(new Hashing(64, 2, 1), new Random(1));

    /// From the reference implementation's own tests: `hash_test(version, 2, 16, 1, "password",
    /// "somesalt")`, 64 MiB.
    @Test
    void agreesWithTheReference() {
        String phc =
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.matches(phc, "password")).contains(true);
        assertThat(passwords.matches(phc, "Password")).contains(false);
    }

    @Test
    void saltsEveryHash() {
        String one = passwords.hash("word").orElseThrow();
        String two = passwords.hash("word").orElseThrow();

        assertThat(one).startsWith("$argon2id$v=19$m=64,t=2,p=1$").isNotEqualTo(two);
        assertThat(passwords.matches(one, "word")).contains(true);
        assertThat(passwords.matches(two, "word")).contains(true);
        assertThat(passwords.matches(one, "world")).contains(false);
    }

    @Test
    void comparesWithNobodysHashAndNeverMatches() {
        assertThat(passwords.matches(passwords.nobody(), "")).contains(false);
        assertThat(passwords.stale(passwords.nobody())).isFalse();
    }

    @Test
    void knowsAHashOfOtherParameters() {
        String old = new Passwords(new Hashing(32, 1, 2), new Random(2)).hash("w").orElseThrow();

        assertThat(passwords.stale(old)).isTrue();
        assertThat(passwords.matches(old, "w")).contains(true);
    }

    /// A source of salts that stands still: whoever hashes waits in it.
    private static final class Standing implements RandomGenerator {
        private final CountDownLatch go = new CountDownLatch(1);
        private final CountDownLatch two = new CountDownLatch(2);
        private boolean armed;

        @Override
        public long nextLong() {
            if (armed) {
                two.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return 4;
        }
    }

    @Test
    @Timeout(30)
    void hashesTwoAtOnceLets32WaitAndTurnsAwayTheRest() throws Exception {
        Standing random = new Standing();
        Passwords busy = new Passwords(new Hashing(8, 1, 1), random);
        random.armed = true;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> asked = new ArrayList<>();
            for (int i = 0; i < 34; i++) {
                asked.add(threads.submit(() -> busy.hash("word")));
            }
            random.two.await();
            while (busy.free() > 0) {
                Thread.onSpinWait();
            }

            assertThat(busy.hash("word")).isEmpty();
            assertThat(busy.matches(busy.nobody(), "word")).isEmpty();
            // So a name that nobody has costs a hash as well: it has to wait for one.
            People people =
                    new People(
                            Optional.of(new Secret("open sesame")),
                            new Random(1),
                            busy,
                            new Directory(OptionalLong.of(1)));
            assertThat(people.logIn("nobody", "word")).isInstanceOf(People.Login.Busy.class);
            assertThat(people.logIn("admin", "open sesame")).isInstanceOf(People.Login.Busy.class);
            assertThat(random.two.getCount()).isZero();
            random.go.countDown();

            for (Future<Optional<String>> each : asked) {
                assertThat(each.get()).isPresent();
            }
        }
        assertThat(busy.free()).isEqualTo(34);
    }
}
