package dev.outcry.server.feed;

import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Side;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.FloorCommand.TimeInForce;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// A participant of the feed's own in one market. No user's id has a colon.
///
/// @param id such as `feed:btc-usd:maker`
/// @param market where it trades
record Account(String id, MarketInfo market) {
    static Account of(MarketInfo market, String role) {
        return new Account(
                "feed:" + market.symbol().name().toLowerCase(Locale.ROOT) + ":" + role, market);
    }

    FloorCommand order(Side side, long priceTicks, long qtyLots, TimeInForce tif) {
        OptionalLong price = OptionalLong.of(priceTicks);
        return new FloorCommand.PlaceOrder(id, market.symbol(), side, price, qtyLots, tif);
    }

    FloorCommand cancel(long order) {
        return new FloorCommand.CancelOrder(id, order);
    }

    FloorCommand cancelAll() {
        return new FloorCommand.CancelAll(id, Optional.of(market.symbol()));
    }
}
