package dev.outcry.server.feed;

/// How far a tape was played: what a log keeps to go on from there.
///
/// @param loop how often it was played to its end
/// @param index of the next print in this loop
/// @param at tape time reached, Unix epoch milliseconds
public record TapePosition(long loop, long index, long at) {}
