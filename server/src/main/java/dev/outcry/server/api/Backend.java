package dev.outcry.server.api;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.View;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What the API needs of the rest of the server. Any thread may call. Whatever is read shows
/// everything that was acknowledged before.
public interface Backend {
    /// Queues a command for the log. Never waits.
    ///
    /// @param command what is asked
    /// @param origin told the answer
    /// @return false if there is no room: nothing will happen
    boolean submit(FloorCommand command, Origin origin);

    /// Asks for what is known of rooms and markets.
    ///
    /// @param <T> what is answered
    /// @param question quick; the view is valid within it alone
    /// @return the answer
    <T> CompletableFuture<T> ask(Function<View, T> question);

    /// Tells who is in a room.
    ///
    /// @param room which
    /// @return how many, and the first 100
    ServerMessage.Snapshot.OfPresence presence(RoomId room);

    /// Reads messages, oldest first: the first ones behind `after`, else the last ones before
    /// `before`, else the newest.
    ///
    /// @param room which
    /// @param before seq, exclusive
    /// @param after seq, exclusive
    /// @param limit how many at most
    /// @return the messages
    List<Event.Message> messages(RoomId room, OptionalLong before, OptionalLong after, int limit);

    /// Reads trades, oldest first.
    ///
    /// @param symbol which market
    /// @param before trade id, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the trades
    List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit);
}
