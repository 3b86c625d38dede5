package dev.outcry.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Something that happened on a channel. Immutable: one instance goes to every subscriber.
public sealed interface Event extends ServerMessage {
    /// {@return the channel it is on}
    Channel channel();

    /// {@return its number on its channel, 1 for the first; 0 where events aren't counted}
    default long seq() {
        return 0;
    }

    /// An event of a counted channel.
    sealed interface Sequenced extends Event {
        @Override
        long seq();

        /// {@return the log position of the command behind it}
        long pos();

        /// {@return log time, Unix epoch milliseconds}
        long at();
    }

    /// An event of a room.
    sealed interface OfRoom extends Sequenced permits Message, Deleted, RoomEvent {
        /// {@return the room}
        RoomId room();

        /// {@return who did it; with `joined` and `left`, whose membership it is}
        Person from();

        @Override
        default Channel channel() {
            return new Channel.Room(room());
        }
    }

    /// Somebody spoke.
    ///
    /// @param room where
    /// @param seq also the message's name
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param from who
    /// @param text what; empty where it was deleted since
    /// @param replyTo the message it answers
    /// @param mentions ids of people named in the text, who may read it
    /// @param prices the last trade price of each market named in the text, when it was said
    /// @param card what the server vouches for
    /// @param deleted whether the text was taken back since
    record Message(
            RoomId room,
            long seq,
            long pos,
            long at,
            Person from,
            Optional<String> text,
            OptionalLong replyTo,
            List<String> mentions,
            Map<Symbol, Decimal> prices,
            Optional<Card> card,
            boolean deleted)
            implements OfRoom {
        /// Without a card.
        ///
        /// @param room where
        /// @param seq also the message's name
        /// @param pos see [Sequenced#pos()]
        /// @param at see [Sequenced#at()]
        /// @param from who
        /// @param text what; empty where it was deleted since
        /// @param replyTo the message it answers
        /// @param mentions ids of people named in the text, who may read it
        /// @param prices the last trade price of each market named in the text, when it was said
        /// @param deleted whether the text was taken back since
        public Message(
                RoomId room,
                long seq,
                long pos,
                long at,
                Person from,
                Optional<String> text,
                OptionalLong replyTo,
                List<String> mentions,
                Map<Symbol, Decimal> prices,
                boolean deleted) {
            this(
                    room,
                    seq,
                    pos,
                    at,
                    from,
                    text,
                    replyTo,
                    mentions,
                    prices,
                    Optional.empty(),
                    deleted);
        }

        /// {@return the same message once it was taken back}
        public Message withoutText() {
            return with(Optional.empty(), List.of(), Optional.empty(), true);
        }

        /// {@return the same message with another text}
        ///
        /// @param edited the text
        public Message withText(String edited) {
            return with(Optional.of(edited), mentions, card, false);
        }

        private Message with(
                Optional<String> now, List<String> named, Optional<Card> shown, boolean gone) {
            return new Message(room, seq, pos, at, from, now, replyTo, named, prices, shown, gone);
        }
    }

    /// A message was taken back.
    ///
    /// @param room where
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param from who did it
    /// @param message its seq
    record Deleted(RoomId room, long seq, long pos, long at, Person from, long message)
            implements OfRoom {}

    /// People came or went.
    ///
    /// @param room where
    /// @param count how many are present now
    /// @param joined who came; empty above 200 present
    /// @param left who went, by id; empty above 200 present
    record PresenceChanged(RoomId room, int count, List<Person> joined, List<String> left)
            implements Event {
        @Override
        public Channel channel() {
            return new Channel.Presence(room);
        }
    }

    /// Somebody started or stopped typing.
    ///
    /// @param room where
    /// @param from who
    /// @param on whether they type now
    record Typing(RoomId room, Person from, boolean on) implements Event {
        @Override
        public Channel channel() {
            return new Channel.Presence(room);
        }
    }

    /// A market's best prices, and its last 24 hours.
    ///
    /// @param channel `ticker:` of the symbol, or of all
    /// @param symbol which market
    /// @param last the last trade's price
    /// @param bid the best buy price
    /// @param bidQty how much rests there
    /// @param ask the best sell price
    /// @param askQty how much rests there
    /// @param open24h the price 24 hours ago
    /// @param high24h the highest since
    /// @param low24h the lowest since
    /// @param volume24h quantity traded since
    /// @param change24h `last` less `open24h`, in percent with two digits
    /// @param at log time, Unix epoch milliseconds
    record Ticker(
            Channel channel,
            Symbol symbol,
            Optional<Decimal> last,
            Optional<Decimal> bid,
            Optional<Decimal> bidQty,
            Optional<Decimal> ask,
            Optional<Decimal> askQty,
            Optional<Decimal> open24h,
            Optional<Decimal> high24h,
            Optional<Decimal> low24h,
            Decimal volume24h,
            Optional<Decimal> change24h,
            long at)
            implements Event {}

    /// A trade.
    ///
    /// @param symbol which market
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param trade its id, growing over all markets
    /// @param price the resting order's
    /// @param qty how much
    /// @param side the taker's
    record Trade(
            Symbol symbol,
            long seq,
            long pos,
            long at,
            long trade,
            Decimal price,
            Decimal qty,
            Side side)
            implements Sequenced {
        @Override
        public Channel channel() {
            return new Channel.Trades(symbol);
        }
    }

    /// One price level.
    ///
    /// @param price where
    /// @param qty how much rests there, 0 where it is gone
    record Level(Decimal price, Decimal qty) {}

    /// A level that changed.
    ///
    /// @param side whose orders rest there
    /// @param level as it is now
    record Change(Side side, Level level) {}

    /// All levels of a book.
    ///
    /// @param symbol which market
    /// @param seq the newest command that it holds
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param bids best first
    /// @param asks best first
    /// @param checksum CRC-32 of the ten best levels of each side, PROTOCOL §6
    record Book(
            Symbol symbol,
            long seq,
            long pos,
            long at,
            List<Level> bids,
            List<Level> asks,
            long checksum)
            implements Sequenced {
        @Override
        public Channel channel() {
            return new Channel.Book(symbol);
        }
    }

    /// Levels that one command changed, or several merged.
    ///
    /// @param symbol which market
    /// @param seq the newest command that it holds
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param prev the seq it follows, where that isn't `seq` − 1
    /// @param changes each level once
    /// @param checksum CRC-32 of the ten best levels of each side afterwards, PROTOCOL §6
    record BookDelta(
            Symbol symbol,
            long seq,
            long pos,
            long at,
            OptionalLong prev,
            List<Change> changes,
            long checksum)
            implements Sequenced {
        @Override
        public Channel channel() {
            return new Channel.Book(symbol);
        }
    }

    /// Something that concerns one user alone.
    sealed interface OfMe extends Sequenced {
        /// {@return whose; empty where it was read from the wire, for it is one's own}
        String user();

        @Override
        default Channel channel() {
            return new Channel.Me(user());
        }
    }

    /// An order changed.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param order as it is now
    record OrderChanged(String user, long seq, long pos, OrderInfo order) implements OfMe {
        @Override
        public long at() {
            return order.at();
        }
    }

    /// An order traded.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param fill the user's side of the trade
    record Filled(String user, long seq, long pos, FillInfo fill) implements OfMe {
        @Override
        public long at() {
            return fill.at();
        }
    }

    /// A balance changed.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param balance as it is now
    record BalanceChanged(String user, long seq, long pos, long at, BalanceInfo balance)
            implements OfMe {}

    /// Somebody named the user in a message.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param room where
    /// @param message its seq
    /// @param from its author
    record Mention(String user, long seq, long pos, long at, RoomId room, long message, Person from)
            implements OfMe {}

    /// The user has read on, perhaps on another device.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param room where
    /// @param message seq of the room's newest event that was read; on the wire `message`, for
    ///   `seq` is this event's own
    record Read(String user, long seq, long pos, long at, RoomId room, long message)
            implements OfMe {}

    /// Somebody made the user a member of a room, or opened a room of two with them.
    ///
    /// @param user see [OfMe#user()]
    /// @param seq see [Sequenced#seq()]
    /// @param pos see [Sequenced#pos()]
    /// @param at see [Sequenced#at()]
    /// @param room which
    /// @param from who did it
    record Added(String user, long seq, long pos, long at, RoomId room, Person from)
            implements OfMe {}

    /// Trading was stopped, or goes on.
    ///
    /// @param channel `ticker:` of the symbol, or of all
    /// @param symbol which market
    /// @param halted whether it is stopped now
    /// @param at log time, Unix epoch milliseconds
    record Halted(Channel channel, Symbol symbol, boolean halted, long at) implements Event {}

    /// A candle, as it stands.
    ///
    /// @param symbol which market
    /// @param interval how long it is
    /// @param start Unix epoch milliseconds
    /// @param open first price
    /// @param high highest price
    /// @param low lowest price
    /// @param close last price
    /// @param volume quantity traded
    /// @param trades how many
    /// @param closed whether its time is over
    record Candle(
            Symbol symbol,
            Interval interval,
            long start,
            Decimal open,
            Decimal high,
            Decimal low,
            Decimal close,
            Decimal volume,
            long trades,
            boolean closed)
            implements Event {
        @Override
        public Channel channel() {
            return new Channel.Candles(symbol, interval);
        }
    }
}
