package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.Scope;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Commands of people as a floor may get them, for [RandomCommands].
///
/// @param random decides everything
record RandomPeople(SplittableRandom random) {
    private static final List<String> ACCOUNTS = List.of("ada", "bob", "dee", "eve");
    private static final List<String> FAMILIES = List.of("f1", "f2", "f3");
    private static final List<String> KEYS = List.of("k1", "k2", "k3");

    /// {@return a command of a kind}
    ///
    /// @param made how many there were before
    /// @param at the time
    FloorCommand next(Class<?> kind, int made, long at) {
        String who = one(ACCOUNTS);
        if (kind == PeopleCommand.SetPassword.class) {
            return new PeopleCommand.SetPassword(who, "h" + made, random.nextBoolean());
        } else if (kind == PeopleCommand.ShowAs.class) {
            boolean named = random.nextBoolean();
            String name = one(ACCOUNTS).toUpperCase(java.util.Locale.ROOT);
            return new PeopleCommand.ShowAs(
                    who,
                    named ? Optional.of(name) : Optional.empty(),
                    named ? List.of(who, name) : List.of(),
                    random.nextBoolean() ? Optional.of("#00ff00") : Optional.empty(),
                    random.nextBoolean() ? Optional.of("") : Optional.empty());
        } else if (kind == PeopleCommand.SetRole.class) {
            return new PeopleCommand.SetRole(who, one(List.of(Role.values())));
        } else if (kind == PeopleCommand.EndTokens.class) {
            return new PeopleCommand.EndTokens(person().id());
        } else if (kind == PeopleCommand.Refresh.class) {
            return new PeopleCommand.Refresh(
                    person().id(),
                    random.nextInt(3),
                    random.nextInt(4) == 0 ? "f" + made : one(FAMILIES),
                    at - random.nextInt(1_000_000),
                    random.nextInt(4));
        } else if (kind == PeopleCommand.MakeKey.class) {
            return new PeopleCommand.MakeKey(
                    who,
                    random.nextBoolean() ? one(KEYS) : "k" + made,
                    "bot",
                    List.of(one(List.of(Scope.values()))),
                    "h" + made);
        } else if (kind == PeopleCommand.DropKey.class) {
            return new PeopleCommand.DropKey(who, one(KEYS));
        } else if (kind == PeopleCommand.Leave.class && random.nextInt(20) == 0) {
            return new PeopleCommand.Leave(
                    random.nextBoolean() ? person() : new Person(who, who, false));
        }
        String account = random.nextInt(4) == 0 ? "a" + made : who;
        return new PeopleCommand.Register(
                account,
                account,
                List.of(account),
                "h" + made,
                random.nextInt(60) == 0
                        ? Optional.of(RandomCommands.PEOPLE.getLast().id())
                        : Optional.empty());
    }

    private Person person() {
        return one(RandomCommands.PEOPLE);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
