package dev.outcry.client;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Command;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.Position;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What to follow, and how. Immutable: each option makes a new one.
///
/// ```java
/// Follow.room("lobby").history(100)
/// Follow.book("BTC-USD").depth(10).every(Duration.ofMillis(250))
/// ```
///
/// @param channel which
/// @param since the last position already seen; what came after it is replayed if the server still
///   can
/// @param history how many events of a room the snapshot holds, 0 to 300
/// @param every at most one event per key in this time
/// @param depth levels of a book: 10, 50 or 1000
public record Follow(
        Channel channel,
        Optional<Position> since,
        OptionalInt history,
        Optional<Duration> every,
        OptionalInt depth) {
    /// Follows a channel as the server likes best.
    ///
    /// @param channel any
    /// @return without options
    public static Follow of(Channel channel) {
        return new Follow(
                channel,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    /// What happens in a room.
    ///
    /// @param room its id
    /// @return without options
    /// @throws OutcryException `room.not_found` if no room can have that id
    public static Follow room(String room) {
        return OutcryException.translating(() -> of(new Channel.Room(new RoomId(room))));
    }

    /// Who is in a room.
    ///
    /// @param room its id
    /// @return without options
    /// @throws OutcryException `room.not_found` if no room can have that id
    public static Follow people(String room) {
        return OutcryException.translating(() -> of(new Channel.Presence(new RoomId(room))));
    }

    /// One market's prices.
    ///
    /// @param symbol such as `BTC-USD`
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Follow ticker(String symbol) {
        return OutcryException.translating(() -> of(new Channel.Ticker(new Symbol(symbol))));
    }

    /// {@return the prices of all markets}
    public static Follow tickers() {
        return of(new Channel.Tickers());
    }

    /// A market's trades.
    ///
    /// @param symbol such as `BTC-USD`
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Follow trades(String symbol) {
        return OutcryException.translating(() -> of(new Channel.Trades(new Symbol(symbol))));
    }

    /// A market's book.
    ///
    /// @param symbol such as `BTC-USD`
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Follow book(String symbol) {
        return OutcryException.translating(() -> of(new Channel.Book(new Symbol(symbol))));
    }

    /// A market's candles.
    ///
    /// @param symbol such as `BTC-USD`
    /// @param interval how long each is
    /// @return without options
    /// @throws OutcryException `market.not_found` if no market can have that symbol
    public static Follow candles(String symbol, Interval interval) {
        return OutcryException.translating(
                () -> of(new Channel.Candles(new Symbol(symbol), interval)));
    }

    /// {@return one's own orders, fills and balances}
    public static Follow me() {
        return of(new Channel.Me(""));
    }

    /// Goes on from a position kept from an earlier [Subscription#position()].
    ///
    /// @param position the last one seen
    /// @return a copy with it
    public Follow since(Position position) {
        return new Follow(channel, Optional.of(position), history, every, depth);
    }

    /// Asks for more or less of a room's past.
    ///
    /// @param events 0 to 300
    /// @return a copy with it
    public Follow history(int events) {
        return new Follow(channel, since, OptionalInt.of(events), every, depth);
    }

    /// Asks for at most one event per key in a time; not for rooms and trades.
    ///
    /// @param time to the millisecond
    /// @return a copy with it
    public Follow every(Duration time) {
        return new Follow(channel, since, history, Optional.of(time), depth);
    }

    /// Asks for fewer levels of a book.
    ///
    /// @param levels 10, 50 or 1000
    /// @return a copy with it
    public Follow depth(int levels) {
        return new Follow(channel, since, history, every, OptionalInt.of(levels));
    }

    Command.Following from(Optional<Position> position) {
        OptionalInt millis =
                every.isPresent()
                        ? OptionalInt.of(Math.toIntExact(every.get().toMillis()))
                        : OptionalInt.empty();
        return new Command.Following(channel, position, history, millis, depth);
    }
}
