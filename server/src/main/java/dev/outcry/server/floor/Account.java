package dev.outcry.server.floor;

import dev.outcry.protocol.Role;
import dev.outcry.protocol.Scope;
import java.util.List;
import java.util.Optional;

/// An account, as it is at one place in the log.
///
/// @param id the name that its owner logs in with
/// @param name for display
/// @param looks what the two look like, see [PeopleCommand]
/// @param role on the whole server
/// @param password hashed; empty once its owner has left
/// @param colour of the avatar, `#rrggbb`
/// @param initials of the avatar
/// @param guest id of who became it
/// @param since when it was made, Unix epoch milliseconds
/// @param keys API keys, oldest first
public record Account(
        String id,
        String name,
        List<String> looks,
        Role role,
        Optional<String> password,
        Optional<String> colour,
        Optional<String> initials,
        Optional<String> guest,
        long since,
        List<Key> keys) {
    /// An API key.
    ///
    /// @param id its own
    /// @param name for its owner
    /// @param scopes what it allows
    /// @param hash of the key itself, see [PeopleCommand.MakeKey]
    /// @param since when it was made, Unix epoch milliseconds
    public record Key(String id, String name, List<Scope> scopes, String hash, long since) {
        /// Copies the list.
        public Key {
            scopes = List.copyOf(scopes);
        }
    }

    /// Copies the lists.
    public Account {
        looks = List.copyOf(looks);
        keys = List.copyOf(keys);
    }

    /// {@return whether its owner has left}
    public boolean gone() {
        return password.isEmpty();
    }

    Account withPassword(String hash) {
        return new Account(
                id, name, looks, role, Optional.of(hash), colour, initials, guest, since, keys);
    }

    Account withRole(Role other) {
        return new Account(id, name, looks, other, password, colour, initials, guest, since, keys);
    }

    Account withKeys(List<Key> others) {
        return new Account(id, name, looks, role, password, colour, initials, guest, since, others);
    }

    Account shownAs(PeopleCommand.ShowAs how) {
        return new Account(
                id,
                how.name().orElse(name),
                how.name().isPresent() ? how.looks() : looks,
                role,
                password,
                how.colour().or(() -> colour).filter(text -> !text.isEmpty()),
                how.initials().or(() -> initials).filter(text -> !text.isEmpty()),
                guest,
                since,
                keys);
    }

    /// {@return what is left of it when its owner leaves: the id, so that nobody else takes it}
    Account left() {
        return new Account(
                id,
                id,
                List.of(),
                Role.MEMBER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                guest,
                since,
                List.of());
    }

    /// {@return a hash of all but what people read}
    long digest() {
        long digest = Hash.mix(Hash.mix(Hash.mix(1, id), role), password.orElse(""));
        digest = Hash.mix(Hash.mix(digest, guest.orElse("")), since);
        for (Key key : keys) {
            digest = Hash.mix(Hash.mix(digest, key.id()), key.hash());
            for (Scope scope : key.scopes()) {
                digest = Hash.mix(digest, scope);
            }
        }
        for (String look : looks) {
            digest = Hash.mix(digest, look);
        }
        return digest;
    }

    void write(ValuesOut out) {
        out.text(id);
        out.text(name);
        out.list(looks, out::text);
        out.octet(Codes.of(role));
        out.optional(password, out::text);
        out.optional(colour, out::text);
        out.optional(initials, out::text);
        out.optional(guest, out::text);
        out.number(since);
        out.list(
                keys,
                key -> {
                    out.text(key.id());
                    out.text(key.name());
                    out.list(key.scopes(), scope -> out.octet(Codes.of(scope)));
                    out.text(key.hash());
                    out.number(key.since());
                });
    }

    static Account read(ValuesIn in) {
        return new Account(
                in.text(),
                in.text(),
                in.list(in::text),
                in.accountRole(),
                in.optional(in::text),
                in.optional(in::text),
                in.optional(in::text),
                in.optional(in::text),
                in.number(),
                in.list(() ->
                        new Key(in.text(), in.text(), in.list(in::scope), in.text(), in.number())));
    }
}
