package dev.outcry.client;

/// Orders were canceled, durably.
///
/// @param count how many
/// @param pos its place in the order of everything that happens on the server
public record Canceled(int count, long pos) {}
