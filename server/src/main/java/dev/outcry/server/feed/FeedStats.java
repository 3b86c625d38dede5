package dev.outcry.server.feed;

import dev.outcry.protocol.Symbol;

/// What the feed has done in one market since it was started.
///
/// @param symbol which market
/// @param prints played from the tape
/// @param clamped of them, those that someone else was part of: a user took the tape's maker, or
///   stood before it
/// @param refused orders of the feed's own that the floor refused
/// @param deposits how often its accounts were given money
/// @param position where the tape is
public record FeedStats(
        Symbol symbol,
        long prints,
        long clamped,
        long refused,
        long deposits,
        TapePosition position) {}
