package dev.outcry.server.auth;

import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.config.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Who there can be, and whether they are it: guests, accounts, and the administrator, who comes
/// through the same door as everybody. Any thread; comparing passwords waits.
public final class People {
    private static final String ADMIN = "admin";
    private static final int SUFFIX = 5;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String ALPHABET = LETTERS + "0123456789";

    /// What came of a name and a password.
    public sealed interface Login {
        /// They belong together.
        ///
        /// @param user whose they are
        /// @param generation of the tokens to give, see [Tokens#generation]
        /// @param rehash whether the password should be hashed anew
        record Right(User user, long generation, boolean rehash) implements Login {}

        /// They don't, or there is no such account.
        record Wrong() implements Login {}

        /// Too many want to know.
        record Busy() implements Login {}
    }

    private final Optional<Secret> adminPassword;
    private final RandomGenerator random;
    private final Passwords passwords;
    private final Directory directory;

    /// Makes one.
    ///
    /// @param adminPassword empty: there is no administrator
    /// @param random for the ids of guests
    /// @param passwords hashes and compares
    /// @param directory who there is
    public People(
            Optional<Secret> adminPassword,
            RandomGenerator random,
            Passwords passwords,
            Directory directory) {
        this.adminPassword = adminPassword;
        this.random = random;
        this.passwords = passwords;
        this.directory = directory;
    }

    /// Makes a guest, who is nothing but its token until it first writes.
    ///
    /// @param name as wished
    /// @return the guest; empty if nobody may be called so, see [Names#clean]
    public Optional<User> guest(String name) {
        return Names.clean(name).map(clean -> new User(guestId(clean), clean, "guest"));
    }

    /// Compares a password. Takes as long for a name that doesn't exist.
    ///
    /// @param name of an account
    /// @param password as given
    /// @return whose they are, if they belong together
    public Login logIn(String name, String password) {
        String id = Names.fold(name);
        Optional<Directory.Entry> account = directory.account(id);
        String hash = account.flatMap(Directory.Entry::password).orElseGet(passwords::nobody);
        long generation = directory.generation(id);
        boolean admin =
                Hash.same(adminPassword.map(Secret::value).orElse(""), password)
                        && adminPassword.isPresent()
                        && id.equals(ADMIN);
        Optional<Boolean> matches = passwords.matches(hash, password);
        if (matches.isEmpty()) {
            return new Login.Busy();
        }
        if (admin) {
            return new Login.Right(directory.known(ADMIN).orElseThrow(), generation, false);
        }
        return matches.get() && account.isPresent()
                ? new Login.Right(account.get().user(), generation, passwords.stale(hash))
                : new Login.Wrong();
    }

    private String guestId(String name) {
        String id = guestId(Names.slug(name), random);
        while (directory.taken(id)) {
            id = guestId(Names.slug(name), random);
        }
        return id;
    }

    /// {@return a slug, a dash and five characters, with a letter and a digit among these: so no
    /// account's id looks like it, see [Names#id]}
    private static String guestId(String slug, RandomGenerator random) {
        char[] suffix = new char[SUFFIX];
        for (int i = 0; i < SUFFIX; i++) {
            suffix[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        }
        int letter = random.nextInt(SUFFIX);
        int digit = (letter + 1 + random.nextInt(SUFFIX - 1)) % SUFFIX;
        suffix[letter] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        suffix[digit] = (char) ('0' + random.nextInt(10));
        return slug + "-" + new String(suffix);
    }
}
