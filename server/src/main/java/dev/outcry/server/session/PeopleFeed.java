package dev.outcry.server.session;

import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.floor.Account;
import dev.outcry.server.floor.PeopleEffect;
import dev.outcry.server.hub.Applied;
import java.util.List;
import java.util.Set;

/// Keeps the directory as the floor has it, and puts out who can't stay. For the apply thread,
/// which calls it before anybody is answered: so what was acknowledged holds at every door.
public final class PeopleFeed {
    private final Directory directory;
    private final Sessions sessions;

    /// Makes one.
    ///
    /// @param directory to keep
    /// @param sessions of whom some may have to go
    public PeopleFeed(Directory directory, Sessions sessions) {
        this.directory = directory;
        this.sessions = sessions;
    }

    /// Takes what was applied.
    ///
    /// @param batch in log order
    public void applied(List<Applied> batch) {
        for (Applied applied : batch) {
            applied.effects().stream()
                    .filter(PeopleEffect.class::isInstance)
                    .map(PeopleEffect.class::cast)
                    .forEach(this::take);
        }
    }

    private void take(PeopleEffect effect) {
        switch (effect) {
            case PeopleEffect.AccountChanged(Account account) -> take(account);
            case PeopleEffect.TokensChanged tokens -> take(tokens);
            case PeopleEffect.Became _ -> {} // the guest's tokens have ended, which is told too
        }
    }

    private void take(Account account) {
        User user = new User(account.id(), account.name(), account.role().toString());
        List<Directory.Key> gone =
                directory.put(
                        new Directory.Entry(
                                user,
                                account.password(),
                                account.guest(),
                                account.keys().stream()
                                        .map(key ->
                                                new Directory.Key(
                                                        account.id(),
                                                        key.id(),
                                                        Set.copyOf(key.scopes()),
                                                        key.hash()))
                                        .toList()));
        for (Directory.Key key : gone) {
            sessions.revokeKey(account.id(), key.id());
        }
        sessions.changed(user);
    }

    private void take(PeopleEffect.TokensChanged tokens) {
        Directory.Issue now = new Directory.Issue(tokens.generation(), tokens.families());
        Directory.Issue before = directory.put(tokens.user(), now);
        if (now.generation() != before.generation()) {
            sessions.revoke(tokens.user());
            return;
        }
        tokens.families()
                .forEach((family, number) -> {
                    if (number == PeopleEffect.TokensChanged.ENDED
                            && before.families().getOrDefault(family, 0L) >= 0) {
                        sessions.revokeFamily(tokens.user(), family);
                    }
                });
    }
}
