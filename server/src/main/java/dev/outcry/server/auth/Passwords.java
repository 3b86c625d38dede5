package dev.outcry.server.auth;

import dev.outcry.server.config.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Hashes passwords by Argon2id, and compares. Any thread, which waits: two hash at once, 32 wait
/// for that, and whoever comes then is told that it is too much.
///
/// Hashes are texts as PHC has them, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, so each carries
/// the parameters that it was made with.
public final class Passwords {
    private static final int AT_ONCE = 2;
    private static final int WAITING = 32;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int VERSION = 19;
    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
                            + "\\$([A-Za-z0-9+/]{8,88})\\$([A-Za-z0-9+/]{16,88})");

    private final Hashing hashing;
    private final RandomGenerator random;
    private final Semaphore places = new Semaphore(AT_ONCE + WAITING);
    private final Semaphore working = new Semaphore(AT_ONCE, true);
    private final String nobody;

    /// Makes one.
    ///
    /// @param hashing how hashes are made from here on
    /// @param random a source fit for salts
    public Passwords(Hashing hashing, RandomGenerator random) {
        this.hashing = hashing;
        this.random = random;
        this.nobody = phc(hashing, bytes(SALT_BYTES), bytes(HASH_BYTES)); // of no password
    }

    /// {@return how many more may hash or wait}
    int free() {
        return places.availablePermits();
    }

    /// {@return a hash that costs what any does, and that no password has}
    String nobody() {
        return nobody;
    }

    /// Hashes a password under a new salt.
    ///
    /// @param password any text
    /// @return the hash; empty if too many want one
    public Optional<String> hash(String password) {
        return admitted(() -> {
            byte[] salt = bytes(SALT_BYTES);
            return phc(hashing, salt, argon2(hashing, salt, HASH_BYTES, password));
        });
    }

    /// Compares a password with a hash.
    ///
    /// @param phc as [#hash] gave it, now or under other parameters
    /// @param password as given
    /// @return whether it is that one; empty if too many want to know
    public Optional<Boolean> matches(String phc, String password) {
        Matcher parts = parts(phc);
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        return admitted(() ->
                MessageDigest.isEqual(
                        hash, argon2(parameters(parts), salt, hash.length, password)));
    }

    /// {@return whether a hash was made with other parameters than are asked for now}
    ///
    /// @param phc a hash
    public boolean stale(String phc) {
        return !parameters(parts(phc)).equals(hashing);
    }

    private <T> Optional<T> admitted(Supplier<T> work) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        try {
            working.acquire();
            try {
                return Optional.of(work.get());
            } finally {
                working.release();
            }
        } catch (InterruptedException e) { // the server stops
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    private static Matcher parts(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalStateException("not a hash of ours");
        }
        return parts;
    }

    private static Hashing parameters(Matcher parts) {
        return new Hashing(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)));
    }

    private static byte[] argon2(Hashing how, byte[] salt, int length, String password) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(how.memoryKib())
                        .withIterations(how.passes())
                        .withParallelism(how.lanes())
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String phc(Hashing how, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=%d$%s$%s$%s"
                .formatted(VERSION, how, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
