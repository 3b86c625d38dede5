package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Person;

/// How somebody has done.
///
/// @param person who
/// @param equity what the account is worth, in USD at the last trade
/// @param deposited what was put in since it began or was last reset, valued then
public record Standing(Person person, Decimal equity, Decimal deposited) {}
