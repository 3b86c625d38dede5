package dev.outcry.server.session;

import dev.outcry.protocol.Command;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Scope;
import dev.outcry.protocol.ServerMessage.User;
import dev.outcry.server.auth.Identity;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Who a connection speaks for, and what that one may. Its reading thread says who it is; any
/// thread may say what has become of them, and ask.
final class Caller {
    private volatile @Nullable Identity identity;

    /// @param identity empty while it is anonymous
    Caller(Optional<Identity> identity) {
        this.identity = identity.orElse(null);
    }

    /// {@return who it is; null while it is anonymous}
    @Nullable Identity identity() {
        return identity;
    }

    Optional<User> user() {
        Identity known = identity;
        return known == null ? Optional.empty() : Optional.of(known.user());
    }

    /// {@return when its token ends, Unix epoch milliseconds; never for an anonymous one}
    long expiresAt() {
        Identity known = identity;
        return known == null ? Identity.NEVER : known.expiresAt();
    }

    /// Takes what was shown last.
    synchronized void become(Identity other) {
        identity = other;
    }

    /// Takes note of who its user is now, if that is the one.
    synchronized void changed(User now) {
        Identity known = identity;
        if (known != null && known.user().id().equals(now.id())) {
            identity = new Identity(now, known.expiresAt(), known.proof());
        }
    }

    /// Refuses what takes a scope that the API key lacks.
    void requireScope(Command command) {
        Scopes.of(command).ifPresent(scope -> requireScope(scope, command.id()));
    }

    /// Refuses where the API key lacks a scope.
    void requireScope(Scope scope, OptionalLong id) {
        Identity known = identity;
        if (known != null && !known.may(scope)) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "the API key lacks the scope " + scope, id);
        }
    }
}
