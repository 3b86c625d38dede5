package dev.outcry.server.auth;

import java.util.random.RandomGenerator;

/// Makes API keys: `ok_` and 256 random bits, which nobody guesses. So their plain SHA-256 can be
/// kept, and looked up.
public final class ApiKeys {
    /// What every key begins with.
    public static final String PREFIX = "ok_";

    private static final int BYTES = 32;
    private static final int ID_LENGTH = 12;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final RandomGenerator random;

    /// Makes one.
    ///
    /// @param random a source fit for secrets
    public ApiKeys(RandomGenerator random) {
        this.random = random;
    }

    /// A key just made.
    ///
    /// @param id names it, and opens nothing
    /// @param secret the key itself, for its owner's eyes alone
    /// @param hash what is kept of it
    public record Made(String id, String secret, String hash) {
        /// Keeps the key out of logs.
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /// {@return a new one}
    public Made make() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Hash.base64(bytes);
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Made(id.toString(), secret, hash(secret));
    }

    /// {@return what is kept of a key}
    ///
    /// @param secret the key itself
    static String hash(String secret) {
        return Hash.base64(Hash.sha256(secret));
    }
}
