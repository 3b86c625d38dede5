package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.RoomHook;
import java.util.List;
import java.util.Optional;

/// What a lane knows, at one place in the log. Valid only within the call that it was given to.
public interface View {
    /// {@return the log position that it shows}
    long pos();

    /// {@return all rooms that are public, by id}
    List<RoomInfo> rooms();

    /// Finds a room that is public.
    ///
    /// @param room its id
    /// @return as it is now, with the seq of its newest event
    Optional<RoomInfo> room(RoomId room);

    /// {@return the rooms that somebody is a member of, of whatever visibility, by id}
    ///
    /// @param user an id
    List<RoomView> roomsOf(String user);

    /// Looks into a room as somebody.
    ///
    /// @param room its id
    /// @param user id of who looks, if known
    /// @return empty where there is none that they may know of
    Optional<RoomView> look(RoomId room, Optional<String> user);

    /// Finds a webhook, whoever asks.
    ///
    /// @param room its room's id
    /// @param hook its id
    /// @return empty where there is none
    Optional<RoomHook> hook(RoomId room, String hook);

    /// Finds somebody who has done something in a room, or is known to one.
    ///
    /// @param user an id
    /// @return as last seen
    Optional<Person> person(String user);

    /// {@return all markets, by symbol}
    List<MarketInfo> markets();

    /// Finds a market.
    ///
    /// @param symbol its id
    /// @return its rules
    Optional<MarketInfo> market(Symbol symbol);

    /// Tells a market's best prices and its day.
    ///
    /// @param symbol which market
    /// @return the newest ticker, of nulls where nothing was traded; empty for an unknown market
    Optional<Event.Ticker> ticker(Symbol symbol);

    /// Tells a market's levels.
    ///
    /// @param symbol which market
    /// @param depth how many levels of each side at most: 10, 50 or 1000
    /// @return the book, empty where there is no such market or it has none
    Optional<Event.Book> book(Symbol symbol, int depth);

    /// Tells a market's candles, oldest first, intervals without trades filled with the last close
    /// and volume 0.
    ///
    /// @param symbol which market
    /// @param interval how long each is
    /// @param from the first start, Unix epoch milliseconds, inclusive
    /// @param to the last start, exclusive
    /// @return the newest 1,000 of them at most; none before the market's first trade
    List<Event.Candle> candles(Symbol symbol, Interval interval, long from, long to);
}
