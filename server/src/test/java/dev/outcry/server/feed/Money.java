package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;

/// Deposits in tests.
final class Money {
    private Money() {}

    static void give(FloorIntake floor, String user, MarketInfo market, long quote, long base) {
        deposit(floor, user, market.quote(), quote);
        deposit(floor, user, market.base(), base);
    }

    private static void deposit(FloorIntake floor, String user, String asset, long amount) {
        assertThat(floor.apply(new FloorCommand.Deposit(user, asset, new Decimal(amount, 0))))
                .isInstanceOf(Result.Done.class);
    }
}
