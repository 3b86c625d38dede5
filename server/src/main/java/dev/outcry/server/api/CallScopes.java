package dev.outcry.server.api;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Scope;
import dev.outcry.server.auth.Identity;
import java.util.Optional;
import java.util.Set;

/// Which scope an API key must have for a call. What isn't spoken of here takes a token: a key
/// changes neither its owner's account nor the server.
final class CallScopes {
    /// Reads that are the account's own affair.
    private static final Set<String> OWN_READS = Set.of("/keys");

    private static final Set<String> TRADING =
            Set.of("/orders", "/orders/{order}", "/portfolio/reset");

    private CallScopes() {}

    /// Refuses who may not make a call.
    ///
    /// @param who calls
    /// @param method of HTTP
    /// @param path below `/api/v1`, with `{name}` for what varies
    /// @throws ProtocolException `forbidden`, with what is missing
    static void require(Identity who, String method, String path) {
        if (who.byToken()) {
            return;
        }
        Optional<Scope> scope = of(method, path);
        if (scope.isEmpty()) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "an API key can't do this; log in, and use the token");
        }
        if (!who.may(scope.get())) {
            throw new ProtocolException(
                    ErrorCode.FORBIDDEN, "the API key lacks the scope " + scope.get());
        }
    }

    /// {@return the scope that a call takes; empty where no key will do}
    static Optional<Scope> of(String method, String path) {
        if (path.startsWith("/admin/") || OWN_READS.contains(path)) {
            return Optional.empty();
        }
        if (method.equals("GET") || method.equals("HEAD")) {
            return Optional.of(Scope.READ);
        }
        if (TRADING.contains(path)) {
            return Optional.of(Scope.TRADE);
        }
        if (path.equals("/rooms") || path.startsWith("/rooms/") || path.startsWith("/direct/")) {
            return Optional.of(Scope.CHAT);
        }
        return path.equals("/markets/{symbol}/quote")
                ? Optional.of(Scope.PUBLISH)
                : Optional.empty();
    }
}
