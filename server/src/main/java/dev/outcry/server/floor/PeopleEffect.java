package dev.outcry.server.floor;

import java.util.Map;

/// What the edge must know of people, to let them in or to put them out.
public sealed interface PeopleEffect extends Effect {
    /// An account is this from here on.
    ///
    /// @param account all of it
    record AccountChanged(Account account) implements PeopleEffect {}

    /// A user's tokens are these from here on.
    ///
    /// @param user an account or a guest
    /// @param generation only tokens of this one are good
    /// @param families of refresh tokens: the number of the one that is good, or [#ENDED]
    record TokensChanged(String user, long generation, Map<String, Long> families)
            implements PeopleEffect {
        /// The number of a family of which none is good.
        public static final long ENDED = -1;

        /// Copies the map.
        public TokensChanged {
            families = Map.copyOf(families);
        }
    }

    /// A guest is an account now: what was the one's is the other's. What was said stays as it was
    /// said.
    ///
    /// @param guest the id that was
    /// @param account the id that is
    record Became(String guest, String account) implements PeopleEffect {}
}
