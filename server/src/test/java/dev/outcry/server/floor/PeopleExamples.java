package dev.outcry.server.floor;

import dev.outcry.protocol.Person;
import dev.outcry.protocol.Role;
import dev.outcry.protocol.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A command of each kind about people.
final class PeopleExamples {
    private PeopleExamples() {}

    /// {@return one of each, in the order of the golden file}
    static Stream<FloorCommand> all() {
        return Stream.of(
                new PeopleCommand.Register(
                        "bob",
                        "Bób",
                        List.of("bob"),
                        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g",
                        Optional.of("bob-x7k2p")),
                new PeopleCommand.SetPassword("bob", "$argon2id$", true),
                new PeopleCommand.ShowAs(
                        "bob",
                        Optional.of("Bob"),
                        List.of("bob", "b0b"),
                        Optional.of("#00ff7f"),
                        Optional.of("")),
                new PeopleCommand.SetRole("bob", Role.PUBLISHER),
                new PeopleCommand.EndTokens("bob-x7k2p"),
                new PeopleCommand.Refresh("bob", 2, "f4m", 1_763_867_045_123L, 7),
                new PeopleCommand.MakeKey(
                        "bob", "k3y", "A bot", List.of(Scope.READ, Scope.PUBLISH), "aGFzaA"),
                new PeopleCommand.DropKey("bob", "k3y"),
                new PeopleCommand.Leave(new Person("bob-x7k2p", "Bób", true)));
    }
}
