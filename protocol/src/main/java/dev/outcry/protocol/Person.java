package dev.outcry.protocol;

/// Somebody, as others see them.
///
/// @param id unique
/// @param name as chosen, for display only
/// @param guest whether it is a guest's
public record Person(String id, String name, boolean guest) {}
