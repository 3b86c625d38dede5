package dev.outcry.server.floor;

import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderRef;
import dev.outcry.protocol.OrderSpec;
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
public sealed interface FloorCommand
        permits FloorCommand.Plain, RoomCommand, HookCommand, PeopleCommand {
    /// All but what is done in rooms, save for their first commands, and by people to themselves.
    sealed interface Plain extends FloorCommand {}

    /// The log's first entry.
    ///
    /// @param epoch drawn at random by whoever made the log; every channel's epoch comes from it
    record Genesis(String epoch) implements Plain {}

    /// The log goes on from a backup: what came after that is gone, so every channel's epoch is
    /// new.
    ///
    /// @param epoch drawn at random by whoever restored it; every channel's epoch comes from it
    record Restored(String epoch) implements Plain {}

    /// Nothing, but that time has passed.
    record Tick() implements Plain {}

    /// A new room without an owner: one of the server's own, or of the first release.
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
            implements Plain {}

    /// A message as the first release said it, which told nobody on `me`: today it is
    /// [RoomCommand.Speak].
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
            implements Plain {}

    /// A message taken back. Its text is gone from then on, everywhere.
    ///
    /// @param by who wants it gone
    /// @param moderator whether that one's role allows it for others' messages
    /// @param room where
    /// @param message its seq
    /// @param said what the edge knows of a message that may be too old for the floor, which takes
    ///   its own word first
    /// @param key idempotency
    record DeleteMessage(
            Person by,
            boolean moderator,
            RoomId room,
            long message,
            Optional<Said> said,
            Optional<Key> key)
            implements Plain {}

    /// What a message was.
    ///
    /// @param author whose, by id
    /// @param pos of the entry that said it
    /// @param deleted what took it back
    record Said(String author, long pos, Optional<Deletion> deleted) {}

    /// What took a message back.
    ///
    /// @param seq of the event that told of it
    /// @param pos of its command
    record Deletion(long seq, long pos) {}

    /// What makes a command happen once.
    ///
    /// @param value the client's own
    /// @param body hash of the decoded command without `id` and `key`
    record Key(String value, long body) {}

    /// A new market, with an empty book.
    ///
    /// @param market its rules
    record ListMarket(MarketInfo market) implements Plain {}

    /// Money in.
    ///
    /// @param user whose account; made if there is none
    /// @param asset such as `USD`
    /// @param amount more than nothing
    record Deposit(String user, String asset, Decimal amount) implements Plain {}

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
            implements Plain {}

    /// An order taken back.
    ///
    /// @param user whose; another's is not found
    /// @param order its id
    record CancelOrder(String user, long order) implements Plain {}

    /// All orders of a user taken back.
    ///
    /// @param user whose
    /// @param symbol only of this market
    record CancelAll(String user, Optional<Symbol> symbol) implements Plain {}

    /// A user's order.
    ///
    /// @param by whose
    /// @param order what is wanted
    /// @param validate only says what would be answered
    /// @param session the connection with whose end it is canceled
    /// @param key idempotency
    record SubmitOrder(
            Person by,
            OrderSpec order,
            boolean validate,
            Optional<String> session,
            Optional<Key> key)
            implements Plain {}

    /// A user's order changed.
    ///
    /// @param by whose
    /// @param order which
    /// @param qty its new total
    /// @param price its new limit
    /// @param key idempotency
    record AmendOrder(
            Person by,
            OrderRef order,
            Optional<Decimal> qty,
            Optional<Decimal> price,
            Optional<Key> key)
            implements Plain {}

    /// A user's order taken back.
    ///
    /// @param by whose
    /// @param order which
    /// @param key idempotency
    record WithdrawOrder(Person by, OrderRef order, Optional<Key> key) implements Plain {}

    /// A user's orders taken back.
    ///
    /// @param by whose
    /// @param symbol only of this market
    /// @param side only of this side
    /// @param key idempotency
    record WithdrawAll(Person by, Optional<Symbol> symbol, Optional<Side> side, Optional<Key> key)
            implements Plain {}

    /// From here on, the orders of a connection end with it.
    ///
    /// @param by whose
    /// @param session the connection's name
    /// @param graceMillis how long after its end
    record ArmSession(Person by, String session, int graceMillis) implements Plain {}

    /// The orders of a connection no longer end with it.
    ///
    /// @param session the connection's name
    record DisarmSession(String session) implements Plain {}

    /// A connection has ended.
    ///
    /// @param session its name
    record EndSession(String session) implements Plain {}

    /// All connections have ended: the server was started anew.
    record SessionsLost() implements Plain {}

    /// Arms the dead man's switch.
    ///
    /// @param by whose
    /// @param millis until all orders of the user are canceled; 0 disarms
    record ArmSwitch(Person by, long millis) implements Plain {}

    /// Begins anew with paper money alone.
    ///
    /// @param by whose account
    /// @param key idempotency
    record ResetAccount(Person by, Optional<Key> key) implements Plain {}

    /// Whether somebody wants to be on the leaderboard.
    ///
    /// @param by who
    /// @param ranked whether to rank them
    record Rank(Person by, boolean ranked) implements Plain {}

    /// A command that has no key of its own, and happens once all the same.
    ///
    /// @param by id of whose key it is
    /// @param key idempotency
    /// @param command what is asked
    record Once(String by, Key key, FloorCommand command) implements Plain {}

    /// Other terms for a market; what is empty stays.
    ///
    /// @param symbol which
    /// @param halted whether trading is stopped
    /// @param bandBps how far an order may reach; 0 for any distance
    /// @param makerFeeBps in basis points
    /// @param takerFeeBps in basis points
    record ChangeMarket(
            Symbol symbol,
            Optional<Boolean> halted,
            Optional<Integer> bandBps,
            Optional<Integer> makerFeeBps,
            Optional<Integer> takerFeeBps)
            implements Plain {
        /// {@return a market's terms with these}
        ///
        /// @param market as it is
        public MarketInfo of(MarketInfo market) {
            return new MarketInfo(
                    market.symbol(),
                    market.base(),
                    market.quote(),
                    market.tick(),
                    market.lot(),
                    market.minQty(),
                    bandBps.isPresent() ? bandBps.filter(bps -> bps > 0) : market.bandBps(),
                    makerFeeBps.orElse(market.makerFeeBps()),
                    takerFeeBps.orElse(market.takerFeeBps()),
                    market.source(),
                    halted.orElse(market.halted()));
        }
    }

    /// The price of a quoted market.
    ///
    /// @param symbol which
    /// @param bid best buy price
    /// @param ask best sell price
    /// @param last what it is worth
    record Quote(Symbol symbol, Optional<Decimal> bid, Optional<Decimal> ask, Decimal last)
            implements Plain {}
}
