package dev.outcry.client;

import java.util.OptionalLong;
import java.util.UUID;

/// Something to say. Immutable: each option makes a new one.
///
/// @param text 1 to 4,000 code points once trimmed; data, never markup. `@id` mentions somebody,
///   `$SYMBOL` quotes a market
/// @param replyTo the message it answers, by its seq
/// @param key names this one saying of it for 10 minutes: however often it is sent, it is said once
public record Say(String text, OptionalLong replyTo, String key) {
    /// Says something once, under a new random key.
    ///
    /// @param text what
    /// @return without options
    public static Say text(String text) {
        return new Say(text, OptionalLong.empty(), UUID.randomUUID().toString());
    }

    /// Answers a message.
    ///
    /// @param seq that message's
    /// @return a copy with it
    public Say replyTo(long seq) {
        return new Say(text, OptionalLong.of(seq), key);
    }

    /// Sets the key, so that another process may repeat this.
    ///
    /// @param name 1 to 64 printable ASCII characters
    /// @return a copy with it
    public Say key(String name) {
        return new Say(text, replyTo, name);
    }
}
