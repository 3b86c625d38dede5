package dev.outcry.server.auth;

import dev.outcry.protocol.Scope;
import dev.outcry.protocol.ServerMessage.User;
import java.util.Set;

/// Who somebody has proved to be, and for how long and for what that is good.
///
/// @param user who
/// @param expiresAt Unix epoch milliseconds; [#NEVER] for API keys
/// @param proof what it was proved with
public record Identity(User user, long expiresAt, Proof proof) {
    /// When API keys expire.
    public static final long NEVER = Long.MAX_VALUE;

    /// What somebody proves themselves with.
    public sealed interface Proof {
        /// A token, which allows everything that its user may do.
        ///
        /// @param family the log-in that it descends from
        record ByToken(String family) implements Proof {}

        /// An API key.
        ///
        /// @param key its id
        /// @param scopes what it allows
        record ByKey(String key, Set<Scope> scopes) implements Proof {
            /// Copies the set.
            public ByKey {
                scopes = Set.copyOf(scopes);
            }
        }
    }

    /// {@return whether something is allowed that takes a scope}
    ///
    /// @param scope which
    public boolean may(Scope scope) {
        return switch (proof) {
            case Proof.ByToken _ -> true;
            case Proof.ByKey key -> key.scopes().contains(scope);
        };
    }

    /// {@return whether it is a token, which alone may change the account itself}
    public boolean byToken() {
        return proof instanceof Proof.ByToken;
    }
}
