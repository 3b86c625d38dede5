package dev.outcry.server.auth;

import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.config.Secret;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Who there can be: guests, and the administrator. Any thread.
public final class People {
    private static final String ADMIN = "admin";
    private static final String NOBODY = "\0";
    private static final int SUFFIX = 5;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Optional<Secret> adminPassword;
    private final RandomGenerator random;

    /// Makes one.
    ///
    /// @param adminPassword empty: there is no administrator
    /// @param random for the ids of guests
    public People(Optional<Secret> adminPassword, RandomGenerator random) {
        this.adminPassword = adminPassword;
        this.random = random;
    }

    /// Makes a guest, who is nothing but its token until it first writes.
    ///
    /// @param name as wished
    /// @return the guest; empty if nobody may be called so, see [Names#clean]
    public Optional<User> guest(String name) {
        return Names.clean(name).map(clean -> new User(guestId(clean), clean, "guest"));
    }

    /// Checks a password. Takes as long for a name that doesn't exist.
    ///
    /// @param name of an account
    /// @param password as given
    /// @return the account; empty if either is wrong
    public Optional<User> account(String name, String password) {
        boolean right = Hash.same(adminPassword.map(Secret::value).orElse(NOBODY), password);
        return right && adminPassword.isPresent() && name.equals(ADMIN)
                ? Optional.of(new User(ADMIN, ADMIN, ADMIN))
                : Optional.empty();
    }

    private String guestId(String name) {
        StringBuilder id = new StringBuilder(Names.slug(name)).append('-');
        for (int i = 0; i < SUFFIX; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
