package dev.outcry.client;

import dev.outcry.protocol.CardRef;
import dev.outcry.protocol.Symbol;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Something to say. Immutable: each option makes a new one.
///
/// @param text 1 to 4,000 code points once trimmed; data, never markup. `@id` mentions somebody,
///   `$SYMBOL` quotes a market
/// @param replyTo the message it answers, by its seq
/// @param card what to show along with it, which the server looks up and vouches for
/// @param key names this one saying of it for 10 minutes: however often it is sent, it is said once
public record Say(String text, OptionalLong replyTo, Optional<CardRef> card, String key) {
    /// Without a card.
    ///
    /// @param text see above
    /// @param replyTo see above
    /// @param key see above
    public Say(String text, OptionalLong replyTo, String key) {
        this(text, replyTo, Optional.empty(), key);
    }

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
        return new Say(text, OptionalLong.of(seq), card, key);
    }

    /// Shows one of one's own fills.
    ///
    /// @param trade its id
    /// @return a copy with it
    public Say fill(long trade) {
        return new Say(text, replyTo, Optional.of(new CardRef.OfFill(trade)), key);
    }

    /// Shows what one holds in a market.
    ///
    /// @param symbol such as `BTC-USD`
    /// @return a copy with it
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public Say position(String symbol) {
        CardRef held =
                new CardRef.OfPosition(OutcryException.translating(() -> new Symbol(symbol)));
        return new Say(text, replyTo, Optional.of(held), key);
    }

    /// Sets the key, so that another process may repeat this.
    ///
    /// @param name 1 to 64 printable ASCII characters
    /// @return a copy with it
    public Say key(String name) {
        return new Say(text, replyTo, card, name);
    }
}
