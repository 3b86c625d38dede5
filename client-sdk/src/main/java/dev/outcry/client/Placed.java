package dev.outcry.client;

/// Where a command took its place: it is durable, and everybody sees it there.
///
/// @param seq of its event on its channel; for a message also its name
/// @param pos its place in the order of everything that happens on the server
public record Placed(long seq, long pos) {}
