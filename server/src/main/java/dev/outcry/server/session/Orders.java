package dev.outcry.server.session;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.FloorCommand;
import java.util.Optional;

/// What somebody wants of the market, made into commands for the log: the same over WebSocket and
/// HTTP, so that an idempotency key means the same in both.
public final class Orders {
    private Orders() {}

    /// Places an order.
    ///
    /// @param by whose
    /// @param order what is wanted
    /// @param validate only says what would be answered
    /// @param session the connection with whose end it is canceled, if that is armed
    /// @param key idempotency key
    /// @return the command
    public static FloorCommand submit(
            Person by,
            OrderSpec order,
            boolean validate,
            Optional<String> session,
            Optional<String> key) {
        return new FloorCommand.SubmitOrder(
                by, order, validate, session, Keys.of(key, "order", order, validate));
    }

    /// Changes an order.
    ///
    /// @param by whose
    /// @param order which
    /// @param qty its new total
    /// @param price its new limit
    /// @param key idempotency key
    /// @return the command
    public static FloorCommand amend(
            Person by,
            OrderRef order,
            Optional<Decimal> qty,
            Optional<Decimal> price,
            Optional<String> key) {
        return new FloorCommand.AmendOrder(
                by, order, qty, price, Keys.of(key, "amend", order, qty, price));
    }

    /// Cancels an order.
    ///
    /// @param by whose
    /// @param order which
    /// @param key idempotency key
    /// @return the command
    public static FloorCommand cancel(Person by, OrderRef order, Optional<String> key) {
        return new FloorCommand.WithdrawOrder(by, order, Keys.of(key, "cancel", order));
    }

    /// Begins an account anew.
    ///
    /// @param by whose
    /// @param key idempotency key
    /// @return the command
    public static FloorCommand reset(Person by, Optional<String> key) {
        return new FloorCommand.ResetAccount(by, Keys.of(key, "reset"));
    }

    /// Cancels all orders.
    ///
    /// @param by whose
    /// @param symbol only of this market
    /// @param side only of this side
    /// @param key idempotency key
    /// @return the command
    public static FloorCommand cancelAll(
            Person by, Optional<Symbol> symbol, Optional<Side> side, Optional<String> key) {
        return new FloorCommand.WithdrawAll(
                by, symbol, side, Keys.of(key, "cancelAll", symbol, side));
    }
}
