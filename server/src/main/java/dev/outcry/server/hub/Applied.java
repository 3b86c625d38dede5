package dev.outcry.server.hub;

import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Result;
import java.util.List;

/// One log entry after it was applied.
///
/// @param pos its place in the log
/// @param at log time, Unix epoch milliseconds
/// @param origin who waits for the answer
/// @param result the answer
/// @param effects what happened, oldest first
public record Applied(long pos, long at, Origin origin, Result result, List<Effect> effects) {}
