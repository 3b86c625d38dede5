package dev.outcry.server.floor;

import dev.outcry.protocol.BalanceInfo;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import java.util.List;

/// What one command did, for those who tell others or keep records. In the order it happened.
public sealed interface Effect
        permits Effect.Told,
                Effect.RoomOpened,
                Effect.MarketOpened,
                Effect.MeOpened,
                Effect.TextGone,
                Effect.MarketChanged,
                Effect.Began,
                PeopleEffect {
    /// Something to tell the subscribers of a channel.
    ///
    /// Sequenced ones come numbered, but for the checksum of a `book` or `book.delta`, which is 0
    /// here: who folds the book works it out. Tickers come on `ticker:{symbol}`; `ticker:*` carries
    /// the same.
    ///
    /// @param event as on the wire
    record Told(Event event) implements Effect {}

    /// A room exists from here on: `room:` and `presence:` of it can be followed.
    ///
    /// @param room as it begins
    /// @param epoch of its channels
    record RoomOpened(RoomInfo room, String epoch) implements Effect {}

    /// A market exists from here on: `ticker:`, `trades:`, `book:` and `candles:` of it can be
    /// followed.
    ///
    /// @param market its rules
    /// @param epoch of its channels
    /// @param trades seq of the newest event of `trades:`, 0 in a new market
    record MarketOpened(MarketInfo market, String epoch, long trades) implements Effect {}

    /// A user's `me` as it is: told of a restored floor, where its events aren't told again.
    ///
    /// @param user whose
    /// @param seq of its newest event
    /// @param orders that live, by id
    /// @param balances all, by the order in which the assets came
    record MeOpened(String user, long seq, List<OrderInfo> orders, List<BalanceInfo> balances)
            implements Effect {}

    /// A message was taken back: its text is to be forgotten wherever it lies.
    ///
    /// @param room where it was said
    /// @param message its seq
    /// @param pos of the entry that said it
    record TextGone(RoomId room, long message, long pos) implements Effect {}

    /// A market's terms have changed.
    ///
    /// @param market as it is now
    record MarketChanged(MarketInfo market) implements Effect {}

    /// The log has begun.
    ///
    /// @param epoch of every `me` channel
    record Began(String epoch) implements Effect {}
}
