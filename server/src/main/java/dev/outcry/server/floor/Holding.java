package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;

/// What one account holds of one asset.
///
/// @param account a user's id, a feed's name or `house`
/// @param balance what it holds
public record Holding(String account, BalanceInfo balance) {}
