package dev.outcry.server.session;

import dev.outcry.server.floor.FloorCommand;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/// Makes idempotency keys of what a command says: the same whichever way it came.
public final class Keys {
    private Keys() {}

    /// Makes a command happen once that has no key of its own.
    ///
    /// @param by id of the user whose key it is
    /// @param key idempotency key
    /// @param command what is asked
    /// @return the command, as it is where there is no key
    public static FloorCommand once(String by, Optional<String> key, FloorCommand command) {
        return of(key, command)
                .<FloorCommand>map(known -> new FloorCommand.Once(by, known, command))
                .orElse(command);
    }

    /// Makes a command happen once that holds more than what was asked: what the server has found
    /// out meanwhile doesn't make it another.
    ///
    /// @param by id of the user whose key it is
    /// @param key idempotency key
    /// @param command what is asked
    /// @param body the command's type and fields, as the client gave them
    /// @return the command, as it is where there is no key
    static FloorCommand once(
            String by, Optional<String> key, FloorCommand command, Object... body) {
        return of(key, body)
                .<FloorCommand>map(known -> new FloorCommand.Once(by, known, command))
                .orElse(command);
    }

    /// {@return the key with a hash of the body: the first 64 bits of SHA-256, so that nobody finds
    /// another body with the same}
    ///
    /// @param key the client's own
    /// @param body the command's type and fields; records, strings and numbers
    static Optional<FloorCommand.Key> of(Optional<String> key, Object... body) {
        return key.map(value -> new FloorCommand.Key(value, hash(Arrays.toString(body))));
    }

    private static long hash(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(digest.digest(body.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
