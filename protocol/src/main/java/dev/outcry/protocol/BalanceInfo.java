package dev.outcry.protocol;

/// What an account holds of one asset.
///
/// @param asset its code
/// @param available what may be spent
/// @param reserved what open orders hold
public record BalanceInfo(String asset, Decimal available, Decimal reserved) {}
