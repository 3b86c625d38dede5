package dev.outcry.server.auth;

import dev.outcry.server.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// What tokens are signed with. Immutable, and never printed.
public final class TokenKeys {
    /// One key.
    ///
    /// @param id names it in tokens, tells nothing of it
    /// @param secret 256 bits
    record Key(String id, SecretKey secret) {
        static Key of(Secret secret) {
            byte[] bytes = Hash.sha256("outcry token key\0" + secret.value());
            byte[] id = Hash.sha256("outcry key id\0" + Hash.base64(bytes));
            return new Key(Hash.base64(id).substring(0, 8), new SecretKeySpec(bytes, "HmacSHA256"));
        }

        @Override
        public String toString() {
            return "Key[" + id + "]";
        }
    }

    private static final String FILE = "token.key";
    private static final int BYTES = 32;
    private static final int MAX_KEYS = 2;
    private static final int STAMP_SHIFT = 16; // what JSON holds exactly, with room above

    private final List<Key> keys;

    private TokenKeys(List<Secret> secrets) {
        this.keys = secrets.stream().map(Key::of).toList();
    }

    /// Takes keys as given.
    ///
    /// @param secrets one or two, the first signs, both verify
    /// @return the keys
    public static TokenKeys of(List<Secret> secrets) {
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no key");
        }
        return new TokenKeys(secrets);
    }

    /// Reads the keys that a data directory holds, one a line, or makes one there for its owner's
    /// eyes only. A crash leaves either none or a whole one.
    ///
    /// @param directory exists
    /// @param random a source fit for keys
    /// @return the keys
    /// @throws UncheckedIOException if the file can't be read or made
    /// @throws IllegalStateException if what it holds is no key
    public static TokenKeys in(Path directory, SecureRandom random) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(file, random);
            }
            List<String> lines =
                    Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
            if (lines.isEmpty()
                    || lines.size() > MAX_KEYS
                    || lines.stream().anyMatch(line -> line.length() < BYTES)) {
                throw new IllegalStateException(
                        file + " should hold one or two lines of at least 32 characters");
            }
            return new TokenKeys(lines.stream().map(Secret::new).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return a number that is another for another secret, and from which nobody finds it: for
    /// tokens that end when that changes}
    ///
    /// @param secret known to the operator
    public long stamp(Secret secret) {
        byte[] bytes =
                Hash.sha256(
                        "outcry stamp\0"
                                + Hash.base64(signing().secret().getEncoded())
                                + '\0'
                                + secret.value());
        return ByteBuffer.wrap(bytes).getLong() >>> STAMP_SHIFT;
    }

    /// {@return the id of the key that new secrets come from, which tells nothing of it}
    public String id() {
        return signing().id();
    }

    /// Derives what a webhook's deliveries are signed with, so that it is kept nowhere: HMAC with
    /// SHA-256 of its id, by one of these keys.
    ///
    /// @param key the id of the key
    /// @param hook the webhook's id
    /// @return 256 bits; empty where there is no such key any more
    public Optional<byte[]> webhookSecret(String key, String hook) {
        return keys.stream()
                .filter(known -> known.id().equals(key))
                .findFirst()
                .map(known ->
                        Hash.hmac(known.secret().getEncoded(), utf8("outcry webhook\0" + hook)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    Key signing() {
        return keys.getFirst();
    }

    List<Key> all() {
        return keys;
    }

    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        // Temporary files belong to their owner alone from the start, and so does what they become.
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), FILE, ".new");
        try {
            Files.writeString(draft, Base64.getEncoder().encodeToString(bytes) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
