package dev.outcry.server.api;

import dev.outcry.server.auth.ApiKeys;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.auth.Passwords;
import dev.outcry.server.auth.People;

/// What it takes to be somebody.
///
/// @param people tells who there can be
/// @param passwords hashes
/// @param directory tells who there is
/// @param keys makes API keys
public record Identities(People people, Passwords passwords, Directory directory, ApiKeys keys) {}
