package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything that changes the floor, as it stands in the log.
///
/// The edge has made sure that names, texts and amounts are of the right shape; whether the command
/// is allowed as things stand is decided when it is applied.
public sealed interface FloorCommand {
    /// The log's first entry.
    ///
    /// @param epoch drawn at random by whoever made the log; every channel's epoch comes from it
    record Genesis(String epoch) implements FloorCommand {}

    /// Nothing, but that time has passed.
    record Tick() implements FloorCommand {}

    /// A new room.
    ///
    /// @param by who makes it, empty for the server itself
    /// @param room its id
    /// @param name for display
    /// @param topic one line, may be empty
    /// @param visibility who may know of it
    record CreateRoom(
            Optional<Person> by,
            RoomId room,
            String name,
            String topic,
            RoomInfo.Visibility visibility)
            implements FloorCommand {}

    /// A message. The floor passes the text on and forgets it.
    ///
    /// @param by who speaks
    /// @param room where
    /// @param text what, empty once deleted
    /// @param replyTo seq of the message it answers
    /// @param mentions ids that the text names
    /// @param symbols markets that the text names
    /// @param key idempotency
    record Say(
            Person by,
            RoomId room,
            Optional<String> text,
            OptionalLong replyTo,
            List<String> mentions,
            List<Symbol> symbols,
            Optional<Key> key)
            implements FloorCommand {}

    /// What makes a command happen once.
    ///
    /// @param value the client's own
    /// @param body hash of the decoded command without `id` and `key`
    record Key(String value, long body) {}

    /// A new market, with an empty book.
    ///
    /// @param market its rules
    record ListMarket(MarketInfo market) implements FloorCommand {}

    /// Money in.
    ///
    /// @param user whose account; made if there is none
    /// @param asset such as `USD`
    /// @param amount more than nothing
    record Deposit(String user, String asset, Decimal amount) implements FloorCommand {}

    /// How long an order waits.
    enum TimeInForce {
        /// Until canceled.
        GTC,
        /// What can't be had at once is canceled.
        IOC
    }

    /// An order.
    ///
    /// @param user whose
    /// @param symbol which market
    /// @param side buy or sell
    /// @param priceTicks limit; empty for a market order
    /// @param qtyLots how much
    /// @param tif how long
    record PlaceOrder(
            String user,
            Symbol symbol,
            Side side,
            OptionalLong priceTicks,
            long qtyLots,
            TimeInForce tif)
            implements FloorCommand {}

    /// An order taken back.
    ///
    /// @param user whose; another's is not found
    /// @param order its id
    record CancelOrder(String user, long order) implements FloorCommand {}

    /// All orders of a user taken back.
    ///
    /// @param user whose
    /// @param symbol only of this market
    record CancelAll(String user, Optional<Symbol> symbol) implements FloorCommand {}
}
