package dev.outcry.server.floor;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The accounts and their API keys. An id that was once taken stays taken: what was said and traded
/// under it can't become another's.
final class Accounts {
    private static final int MOST_KEYS = 50;
    private static final Result.Refused NO_ACCOUNT =
            new Result.Refused(ErrorCode.USER_NOT_FOUND, "user: there is no such account");

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, String> byLook = new HashMap<>(); // looked up, never walked
    private final Map<String, String> byGuest = new HashMap<>(); // looked up, never walked
    private final Set<String> keys = new HashSet<>(); // ids; looked up, never walked
    private long hash; // a sum of digests

    /// {@return an account that is there; null if there is none}
    @Nullable Account find(String id) {
        Account found = accounts.get(id);
        return found == null || found.gone() ? null : found;
    }

    /// {@return the account that a guest has become, or the id itself}
    String now(String id) {
        return byGuest.getOrDefault(id, id);
    }

    /// {@return whether an id is nobody's any more: a guest's who became an account, or that of an
    /// account whose owner has left}
    boolean over(String id) {
        Account found = accounts.get(id);
        return byGuest.containsKey(id) || (found != null && found.gone());
    }

    /// {@return why it can't be; null if it can}
    Result.@Nullable Refused check(PeopleCommand.Register register) {
        if (accounts.containsKey(register.account())) {
            return new Result.Refused(ErrorCode.USER_EXISTS, "name: is taken");
        }
        if (register.guest().map(byGuest::containsKey).orElse(false)) {
            return new Result.Refused(ErrorCode.FORBIDDEN, "the guest is an account already");
        }
        return taken(register.account(), register.looks());
    }

    private Result.@Nullable Refused taken(String account, List<String> looks) {
        for (String look : looks) {
            String owner = byLook.get(look);
            if (owner != null && !owner.equals(account)) {
                return new Result.Refused(
                        ErrorCode.USER_EXISTS, "name: looks like another account's");
            }
        }
        return null;
    }

    void register(PeopleCommand.Register register, Floor.Context context) {
        put(
                new Account(
                        register.account(),
                        register.name(),
                        register.looks(),
                        Role.MEMBER,
                        Optional.of(register.password()),
                        Optional.empty(),
                        Optional.empty(),
                        register.guest(),
                        context.at(),
                        List.of()),
                context.effects());
    }

    Result setPassword(PeopleCommand.SetPassword set, Floor.Context context) {
        Account account = find(set.account());
        if (account == null) {
            return NO_ACCOUNT;
        }
        put(account.withPassword(set.password()), context.effects());
        return new Result.Applied();
    }

    Result showAs(PeopleCommand.ShowAs how, Floor.Context context) {
        Account account = find(how.account());
        if (account == null) {
            return NO_ACCOUNT;
        }
        Result.@Nullable Refused taken = taken(account.id(), how.looks());
        if (taken != null) {
            return taken;
        }
        Account shown = account.shownAs(how);
        if (!shown.equals(account)) {
            put(shown, context.effects());
        }
        return new Result.Applied();
    }

    Result setRole(PeopleCommand.SetRole set, Floor.Context context) {
        Account account = find(set.account());
        if (account == null) {
            return NO_ACCOUNT;
        }
        if (account.role() != set.role()) {
            put(account.withRole(set.role()), context.effects());
        }
        return new Result.Applied();
    }

    Result makeKey(PeopleCommand.MakeKey make, Floor.Context context) {
        Account account = find(make.owner());
        if (account == null) {
            return NO_ACCOUNT;
        }
        if (account.keys().size() >= MOST_KEYS) {
            return new Result.Refused(
                    ErrorCode.FORBIDDEN, "an account may have " + MOST_KEYS + " keys");
        }
        if (keys.contains(make.key())) { // its 50 random bits were drawn before
            return new Result.Refused(ErrorCode.BUSY, "draw another key");
        }
        List<Account.Key> others = new ArrayList<>(account.keys());
        others.add(
                new Account.Key(make.key(), make.name(), make.scopes(), make.hash(), context.at()));
        put(account.withKeys(others), context.effects());
        return new Result.Applied();
    }

    Result dropKey(PeopleCommand.DropKey drop, Floor.Context context) {
        Account account = find(drop.owner());
        List<Account.Key> others = new ArrayList<>(account == null ? List.of() : account.keys());
        if (account == null || !others.removeIf(key -> key.id().equals(drop.key()))) {
            return new Result.Refused(ErrorCode.KEY_NOT_FOUND, "key: you have none of that id");
        }
        put(account.withKeys(others), context.effects());
        return new Result.Applied();
    }

    /// Leaves nothing of an account but its id.
    void leave(Account account, EffectSink effects) {
        put(account.left(), effects);
    }

    private void put(Account account, EffectSink effects) {
        Account before = accounts.put(account.id(), account);
        if (before != null) {
            forget(before);
        }
        know(account);
        effects.add(new PeopleEffect.AccountChanged(account));
    }

    private void forget(Account account) {
        hash -= account.digest();
        account.looks().forEach(byLook::remove);
        account.keys().forEach(key -> keys.remove(key.id()));
    }

    private void know(Account account) {
        hash += account.digest();
        account.looks().forEach(look -> byLook.put(look, account.id()));
        account.keys().forEach(key -> keys.add(key.id()));
        account.guest().ifPresent(guest -> byGuest.put(guest, account.id()));
    }

    void describe(EffectSink effects) {
        for (Account account : accounts.values()) {
            effects.add(new PeopleEffect.AccountChanged(account));
        }
    }

    void write(ValuesOut out) {
        out.list(accounts.values(), account -> account.write(out));
    }

    void read(ValuesIn in) {
        in.each(() -> {
            Account account = Account.read(in);
            if (accounts.put(account.id(), account) != null) {
                throw BytesIn.damaged("two accounts of one id");
            }
            know(account);
        });
    }

    /// {@return a sum, 0 where there is no account}
    long hash() {
        return hash;
    }
}
