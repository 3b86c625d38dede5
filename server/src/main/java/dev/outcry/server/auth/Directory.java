package dev.outcry.server.auth;

import dev.outcry.protocol.Scope;
import dev.outcry.protocol.ServerMessage.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the doors know of accounts, API keys and tokens: a copy of what the floor holds, kept by
/// whoever hears of its changes, one thread. Any thread may ask; what was acknowledged is in it.
public final class Directory {
    private static final String ADMIN = "admin";

    private final OptionalLong adminStamp;
    private final Map<String, Entry> accounts = new ConcurrentHashMap<>();
    private final Map<String, String> became = new ConcurrentHashMap<>(); // accounts by guest
    private final Map<String, Key> keys = new ConcurrentHashMap<>(); // by hash
    private final Map<String, Issue> issues = new ConcurrentHashMap<>(); // by user

    /// An account.
    ///
    /// @param user who it is
    /// @param password hashed; empty once its owner has left
    /// @param guest id of who became it
    /// @param keys its API keys
    public record Entry(
            User user, Optional<String> password, Optional<String> guest, List<Key> keys) {
        /// Copies the list.
        public Entry {
            keys = List.copyOf(keys);
        }

        /// Keeps the hash out of logs.
        @Override
        public String toString() {
            return "Entry[" + user.id() + "]";
        }
    }

    /// An API key.
    ///
    /// @param owner id of an account
    /// @param id its own
    /// @param scopes what it allows
    /// @param hash of the key itself
    public record Key(String owner, String id, Set<Scope> scopes, String hash) {
        /// Copies the set.
        public Key {
            scopes = Set.copyOf(scopes);
        }
    }

    /// Which of a user's tokens are good.
    ///
    /// @param generation only those of this one
    /// @param families of refresh tokens that were used: the number of the one that is good; below
    ///   0 where none is
    public record Issue(long generation, Map<String, Long> families) {
        /// What holds for who has never ended or refreshed any.
        static final Issue FIRST = new Issue(0, Map.of());

        /// Copies the map.
        public Issue {
            families = Map.copyOf(families);
        }

        /// {@return whether a family has ended}
        boolean ended(String family) {
            return families.getOrDefault(family, 0L) < 0;
        }
    }

    /// Makes one that knows nobody else.
    ///
    /// @param adminStamp a number that is another for another administrator's password; empty:
    ///   there is no administrator
    public Directory(OptionalLong adminStamp) {
        this.adminStamp = adminStamp;
    }

    /// Takes an account as it is now.
    ///
    /// @param account which
    /// @return the API keys that are good no more
    public List<Key> put(Entry account) {
        Entry before = accounts.put(account.user().id(), account);
        account.guest().ifPresent(guest -> became.put(guest, account.user().id()));
        List<Key> gone =
                before == null
                        ? List.of()
                        : before.keys().stream()
                                .filter(key -> !account.keys().contains(key))
                                .toList();
        gone.forEach(key -> keys.remove(key.hash()));
        account.keys().forEach(key -> keys.put(key.hash(), key));
        return gone;
    }

    /// Takes a user's tokens as they are now.
    ///
    /// @param user whose
    /// @param issue which are good
    /// @return how it was before
    public Issue put(String user, Issue issue) {
        Issue before = issues.put(user, issue);
        return before == null ? Issue.FIRST : before;
    }

    /// {@return an account; empty if there is none, or its owner has left}
    ///
    /// @param id anything
    public Optional<Entry> account(String id) {
        return Optional.ofNullable(accounts.get(id)).filter(each -> each.password().isPresent());
    }

    /// {@return the account that a guest has become, or the id itself}
    ///
    /// @param id anything
    public String now(String id) {
        return became.getOrDefault(id, id);
    }

    /// {@return whether an id can't be had, whether or not anybody has it now}
    ///
    /// @param id anything
    public boolean taken(String id) {
        return accounts.containsKey(id);
    }

    /// {@return which of a user's tokens are good}
    ///
    /// @param user an id
    Issue issue(String user) {
        return issues.getOrDefault(user, Issue.FIRST);
    }

    /// {@return the number that a user's tokens must carry}
    ///
    /// @param user an id
    long generation(String user) {
        long generation = issue(user).generation();
        return user.equals(ADMIN) ? adminStamp.orElse(0) + generation : generation;
    }

    /// {@return who a user is that needs no guest's token: an account, or the administrator}
    ///
    /// @param id anything
    public Optional<User> known(String id) {
        return id.equals(ADMIN)
                ? adminStamp.isPresent()
                        ? Optional.of(new User(ADMIN, ADMIN, ADMIN))
                        : Optional.empty()
                : account(id).map(Entry::user);
    }

    /// {@return an API key; empty if none has that hash}
    ///
    /// @param hash see [ApiKeys]
    Optional<Key> key(String hash) {
        return Optional.ofNullable(keys.get(hash));
    }
}
