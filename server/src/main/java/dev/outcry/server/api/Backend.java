package dev.outcry.server.api;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Lookups;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.View;
import dev.outcry.server.store.RoomRecords;
import dev.outcry.server.webhook.Webhooks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What the API needs of the rest of the server. Any thread may call. Whatever is read shows
/// everything that was acknowledged before.
public interface Backend extends Lookups {
    /// Queues a command for the log. Never waits.
    ///
    /// @param command what is asked
    /// @param origin told the answer, unless it is refused here
    /// @return why nothing will happen; empty if it is queued
    Optional<Result.Refused> submit(FloorCommand command, Origin origin);

    /// Asks for what is known of rooms and markets.
    ///
    /// @param <T> what is answered
    /// @param question quick; the view is valid within it alone
    /// @return the answer
    <T> CompletableFuture<T> ask(Function<View, T> question);

    /// Asks the floor itself, for what its channels don't tell everybody.
    ///
    /// @param <T> what is answered
    /// @param question quick, and changes nothing
    /// @return the answer; fails if there is no room to ask
    <T> CompletableFuture<T> askFloor(Function<Floor, T> question);

    /// Tells who is in a room.
    ///
    /// @param room which
    /// @return how many, and the first 100
    ServerMessage.Snapshot.OfPresence presence(RoomId room);

    /// Finds somebody: an account, or a guest who has done something in a room. May block for long.
    ///
    /// @param user an id
    /// @return who that is
    Optional<Person> person(String user);

    /// {@return what posts to others}
    Webhooks webhooks();

    /// {@return what was said and done in rooms}
    RoomRecords records();

    /// Reads trades, oldest first.
    ///
    /// @param symbol which market
    /// @param before trade id, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the trades
    List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit);

    /// Reads a user's orders that have ended, oldest first, paged as [RoomRecords#messages] by
    /// order id.
    ///
    /// @param user whose
    /// @param symbol only of this market
    /// @param before order id, exclusive
    /// @param after order id, exclusive
    /// @param limit how many at most
    /// @return the orders, as they ended
    List<OrderInfo> doneOrders(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit);

    /// Reads an order that has ended.
    ///
    /// @param user whose; another's isn't found
    /// @param order its id
    /// @return the order as it ended; empty while it lives, and if there is none
    Optional<OrderInfo> order(String user, long order);

    /// Reads a user's sides of trades, oldest first, paged as [RoomRecords#messages] by trade id.
    ///
    /// @param user whose
    /// @param symbol only of this market
    /// @param before trade id, exclusive
    /// @param after trade id, exclusive
    /// @param limit how many at most
    /// @return the fills
    List<FillInfo> fills(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit);

    /// Reads candles, oldest first, those without trades filled in with the last close.
    ///
    /// @param symbol which market
    /// @param interval how long each is
    /// @param from the first start, Unix epoch milliseconds, inclusive
    /// @param to the last start, exclusive; none is later than `now`
    /// @param now Unix epoch milliseconds
    /// @return the newest 1,000 of them at most; none from before the first trade
    List<Event.Candle> candles(Symbol symbol, Interval interval, long from, long to, long now);
}
