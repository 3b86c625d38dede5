package dev.outcry.client;

import java.util.function.Supplier;

/// Who one is to the server. None of these shows a secret in its `toString()`.
public sealed interface Credentials {
    /// {@return nobody: may watch public rooms and markets}
    static Credentials anonymous() {
        return new Anonymous();
    }

    /// Makes a new guest when connecting, who can speak and trade; its token is refreshed in time.
    ///
    /// @param name for display
    /// @return a guest for the life of one client
    static Credentials guest(String name) {
        return new Guest(name);
    }

    /// Uses a token or API key (`ok_…`) as it is. When a token has expired the client closes.
    ///
    /// @param token an access token or API key
    /// @return credentials that never change
    static Credentials token(String token) {
        return new Tokens(() -> token);
    }

    /// Uses tokens kept elsewhere. The supplier is asked before each connection, on a thread that
    /// it may block.
    ///
    /// @param tokens gives a good token or API key; what it throws ends the attempt
    /// @return credentials that follow the supplier
    static Credentials tokens(Supplier<String> tokens) {
        return new Tokens(tokens);
    }

    /// Logs in, and again whenever that is needed.
    ///
    /// @param name the account's
    /// @param password its password, kept in memory
    /// @return an account
    static Credentials password(String name, String password) {
        return new Password(name, password);
    }

    /// See [#anonymous()].
    record Anonymous() implements Credentials {}

    /// See [#guest(String)].
    ///
    /// @param name for display
    record Guest(String name) implements Credentials {}

    /// See [#tokens(Supplier)].
    ///
    /// @param supplier gives a token
    record Tokens(Supplier<String> supplier) implements Credentials {
        @Override
        public String toString() {
            return "Tokens";
        }
    }

    /// See [#password(String, String)].
    ///
    /// @param name the account's
    /// @param password secret
    record Password(String name, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[name=" + name + "]";
        }
    }
}
