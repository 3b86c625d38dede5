package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.Scope;
import java.util.List;
import java.util.Optional;

/// What changes who people are, and how they prove it.
///
/// Salts, hashes, secrets and ids are drawn at the edge: what is here is neither a password nor a
/// token, and none can be made of it. How a name looks is worked out there too, for it takes tables
/// of Unicode: [Register#looks()] are its skeletons, and no two accounts share one.
public sealed interface PeopleCommand extends FloorCommand {
    /// A new account, or a guest's that becomes one and keeps everything.
    ///
    /// @param account its id, for ever
    /// @param name for display
    /// @param looks what the id and the name look like
    /// @param password hashed by Argon2id, with its salt and parameters (PHC)
    /// @param guest id of who becomes it
    record Register(
            String account,
            String name,
            List<String> looks,
            String password,
            Optional<String> guest)
            implements PeopleCommand {
        /// Copies the list.
        public Register {
            looks = List.copyOf(looks);
        }

        /// Tells what was asked for, and neither hash nor salt: a repetition draws others.
        @Override
        public String toString() {
            return "Register[account=" + account + ", name=" + name + "]";
        }
    }

    /// Another hash for an account's password.
    ///
    /// @param account whose
    /// @param password as in [Register]
    /// @param renewed whether it is another password, which ends all tokens; else it is the same
    ///   under other parameters
    record SetPassword(String account, String password, boolean renewed) implements PeopleCommand {
        /// Keeps the hash out of logs.
        @Override
        public String toString() {
            return "SetPassword[account=" + account + ", renewed=" + renewed + "]";
        }
    }

    /// How an account is shown. What is empty stays.
    ///
    /// @param account whose
    /// @param name for display
    /// @param looks what the id and the new name look like; empty where that stays
    /// @param colour of the avatar, `#rrggbb`; an empty text for none
    /// @param initials of the avatar; an empty text for none
    record ShowAs(
            String account,
            Optional<String> name,
            List<String> looks,
            Optional<String> colour,
            Optional<String> initials)
            implements PeopleCommand {
        /// Copies the list.
        public ShowAs {
            looks = List.copyOf(looks);
        }
    }

    /// What an account may do from here on.
    ///
    /// @param account whose
    /// @param role on the whole server
    record SetRole(String account, Role role) implements PeopleCommand {}

    /// Ends all tokens of a user, guests included.
    ///
    /// @param user whose
    record EndTokens(String user) implements PeopleCommand {}

    /// A refresh token is spent for the next one of its family. One that was spent before ends the
    /// family: somebody else has it.
    ///
    /// @param user whose
    /// @param generation of the user's tokens when it was made
    /// @param family what it descends from, drawn at the edge at the log-in
    /// @param bornAt when that was, Unix epoch milliseconds
    /// @param number how many of the family came before it
    record Refresh(String user, long generation, String family, long bornAt, long number)
            implements PeopleCommand {}

    /// A new API key.
    ///
    /// @param owner id of an account
    /// @param key its id, nobody else's
    /// @param name for its owner
    /// @param scopes what it allows
    /// @param hash SHA-256 of the key itself, which has 256 bits drawn at random
    record MakeKey(String owner, String key, String name, List<Scope> scopes, String hash)
            implements PeopleCommand {
        /// Copies the list.
        public MakeKey {
            scopes = List.copyOf(scopes);
        }

        /// Tells what was asked for, and not what was drawn: a repetition draws something else.
        @Override
        public String toString() {
            return "MakeKey[owner=" + owner + ", name=" + name + ", scopes=" + scopes + "]";
        }
    }

    /// An API key no longer opens anything.
    ///
    /// @param owner whose it must be
    /// @param key its id
    record DropKey(String owner, String key) implements PeopleCommand {}

    /// Somebody goes for good. Orders are canceled, and the id is nobody's from then on.
    ///
    /// @param by an account or a guest
    record Leave(Person by) implements PeopleCommand {}
}
