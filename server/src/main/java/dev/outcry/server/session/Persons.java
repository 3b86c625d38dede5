package dev.outcry.server.session;

import dev.outcry.protocol.Person;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.hub.Hub;
import java.util.Optional;

/// Finds people by their ids. Thread-safe.
///
/// @param directory knows all accounts
/// @param hub knows who else has done something in a room
public record Persons(Directory directory, Hub hub) {
    /// Finds an account, whether or not it has ever done anything, or a guest that has. Whoever has
    /// become an account is that, and who has left is nobody. May block for long, where it is no
    /// account; never called by a lane's thread.
    ///
    /// @param id anything
    /// @return who that is
    public Optional<Person> find(String id) {
        String now = directory.now(id);
        return directory
                .known(now)
                .map(user -> new Person(user.id(), user.name(), false))
                .or(() -> directory.taken(now) ? Optional.empty() : hub.person(id));
    }
}
