package dev.outcry.server.feed;

/// How a market's simulated depth looks.
///
/// @param gapTicks the widest step from one level to the next
/// @param stepLots sizes are multiples of this
/// @param maxSteps the largest size, in such steps
record Depth(int gapTicks, long stepLots, int maxSteps) {}
