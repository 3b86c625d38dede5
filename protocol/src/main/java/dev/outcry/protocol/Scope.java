package dev.outcry.protocol;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What an API key allows. A token allows everything that its user may do.
public enum Scope {
    /// To read what its owner may read, and to follow channels.
    READ,
    /// To speak, and to act in rooms.
    CHAT,
    /// To place and cancel orders.
    TRADE,
    /// To set the prices of quoted markets, where the owner's role allows that.
    PUBLISH;

    /// Finds a scope by its wire name.
    ///
    /// @param wire as on the wire
    /// @return the scope, or empty if there is none of that name
    public static Optional<Scope> of(String wire) {
        return Stream.of(values()).filter(scope -> scope.toString().equals(wire)).findFirst();
    }

    /// {@return its wire name}
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
