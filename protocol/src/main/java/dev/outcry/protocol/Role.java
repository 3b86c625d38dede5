package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an account may do on the whole server. A guest has no account, and none of these.
public enum Role {
    /// To speak and to trade.
    MEMBER,
    /// And to set the prices of quoted markets.
    PUBLISHER,
    /// And everything else.
    ADMIN;

    /// Finds a role by its wire name.
    ///
    /// @param wire as on the wire
    /// @return the role, or empty if no account can have it
    public static Optional<Role> of(String wire) {
        return Stream.of(values()).filter(role -> role.toString().equals(wire)).findFirst();
    }

    /// {@return its wire name}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
