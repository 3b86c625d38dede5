package dev.outcry.server.session;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.Scope;
import java.util.Optional;

/// Which scope an API key must have for a command.
final class Scopes {
    private Scopes() {}

    /// {@return the scope; empty for what every connection may}
    static Optional<Scope> of(Command command) {
        return switch (command) { // no default: a new command must not compile until it has one
            case Command.Ping _, Command.Authenticate _, Command.Unsubscribe _ -> Optional.empty();
            case Command.Subscribe _ -> Optional.of(Scope.READ);
            case Command.Say _,
                    Command.Edit _,
                    Command.Delete _,
                    Command.React _,
                    Command.Unreact _,
                    Command.Pin _,
                    Command.Unpin _,
                    Command.Join _,
                    Command.Leave _,
                    Command.Read _,
                    Command.Typing _ ->
                    Optional.of(Scope.CHAT);
            case Command.Order _,
                    Command.Amend _,
                    Command.Cancel _,
                    Command.CancelAll _,
                    Command.CancelOnDisconnect _,
                    Command.CancelAllAfter _ ->
                    Optional.of(Scope.TRADE);
        };
    }
}
