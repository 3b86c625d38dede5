package dev.outcry.client;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderRef;
import java.util.Optional;
import java.util.UUID;

/// A change of an order. Immutable: each option makes a new one.
///
/// @param order which
/// @param qty its new total, what has traded included; down keeps its place in the queue, up loses
///   it
/// @param price its new limit; loses its place in the queue
/// @param key names this one change for 10 minutes: however often it is sent, it is made once
public record Amendment(
        OrderRef order, Optional<Decimal> qty, Optional<Decimal> price, String key) {
    /// Changes an order by its id.
    ///
    /// @param order the server's id
    /// @return without changes, under a new random key
    public static Amendment of(long order) {
        return of(new OrderRef.ById(order));
    }

    /// Changes an order by one's own name for it.
    ///
    /// @param client see [NewOrder.Builder#client(String)]
    /// @return without changes, under a new random key
    public static Amendment of(String client) {
        return of(new OrderRef.ByClient(client));
    }

    private static Amendment of(OrderRef order) {
        return new Amendment(
                order, Optional.empty(), Optional.empty(), UUID.randomUUID().toString());
    }

    /// Sets the total.
    ///
    /// @param total what has traded included
    /// @return a copy with it
    public Amendment qty(Decimal total) {
        return new Amendment(order, Optional.of(total), price, key);
    }

    /// Sets the limit.
    ///
    /// @param limit a multiple of the market's tick
    /// @return a copy with it
    public Amendment price(Decimal limit) {
        return new Amendment(order, qty, Optional.of(limit), key);
    }

    /// Sets the key, so that another process may repeat this.
    ///
    /// @param name 1 to 64 printable ASCII characters
    /// @return a copy with it
    public Amendment key(String name) {
        return new Amendment(order, qty, price, name);
    }
}
