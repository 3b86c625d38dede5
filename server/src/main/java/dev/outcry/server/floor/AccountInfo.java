package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A user's account at one place in the log. Values are in USD, at the last trade.
///
/// @param orders every live one, oldest first
/// @param holdings of each asset ever held
/// @param equity what all of it is worth
/// @param deposited what was put in since `since`, valued then
/// @param since when it began or was last reset, Unix epoch milliseconds; empty before it has begun
/// @param ranked whether its owner wants to be on the leaderboard
public record AccountInfo(
        List<OrderInfo> orders,
        List<Holding> holdings,
        Decimal equity,
        Decimal deposited,
        OptionalLong since,
        boolean ranked) {
    /// One asset of an account.
    ///
    /// @param balance how much
    /// @param market where it trades for USD; empty for USD itself, and where it doesn't
    /// @param price of one; empty where nobody knows
    /// @param value of all of it; empty where nobody knows
    /// @param cost what was paid for what is held, fees included, valued then
    public record Holding(
            BalanceInfo balance,
            Optional<Symbol> market,
            Optional<Decimal> price,
            Optional<Decimal> value,
            Decimal cost) {}
}
