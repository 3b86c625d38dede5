package dev.outcry.server.journal;

import dev.outcry.server.floor.FloorCommand;

/// One command in the log.
///
/// @param pos its place, 1 for the first, without holes
/// @param at log time, Unix epoch milliseconds; never before its predecessor's
/// @param command what it asks
public record Entry(long pos, long at, FloorCommand command) {}
