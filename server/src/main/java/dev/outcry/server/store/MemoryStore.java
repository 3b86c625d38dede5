package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.History;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// The record of what has happened, as long as the process lasts. The apply thread writes, any
/// thread reads.
///
/// Rooms keep their newest 20,000 events, trades and books as many as can be recovered.
public final class MemoryStore implements History {
    private static final int ROOM_EVENTS = 20_000;
    private static final int TRADES = 10_000;
    private static final int MINE = 10_000;

    private final Map<Channel, Record> records = new ConcurrentHashMap<>();

    /// Makes an empty one.
    public MemoryStore() {}

    /// Takes what was applied. The apply thread calls it, before anybody is answered.
    ///
    /// @param batch in log order
    public void write(List<Applied> batch) {
        for (Applied applied : batch) {
            for (Effect effect : applied.effects()) {
                switch (effect) {
                    case Effect.Told(Event.OfRoom event) -> write(event, ROOM_EVENTS);
                    case Effect.Told(Event.Trade event) -> write(event, TRADES);
                    case Effect.Told(Event.OfMe event) -> write(event, MINE);
                    case Effect.Told told -> {} // nobody asks for it later
                    case Effect.RoomOpened opened -> {}
                    case Effect.MarketOpened opened -> {}
                    case Effect.MarketChanged changed -> {}
                    case Effect.MeOpened opened -> {}
                    case Effect.Began began -> {}
                    case Effect.TextGone gone -> blank(gone);
                }
            }
        }
    }

    private void write(Event.Sequenced event, int capacity) {
        records.computeIfAbsent(event.channel(), channel -> new Record(capacity)).add(event);
    }

    private void blank(Effect.TextGone gone) {
        Record record = records.get(new Channel.Room(gone.room()));
        if (record != null) {
            record.blank(gone.message());
        }
    }

    @Override
    public Optional<FloorCommand.Said> said(RoomId room, long message) {
        Record record = records.get(new Channel.Room(room));
        return record == null ? Optional.empty() : record.said(message);
    }

    @Override
    public long oldest(Channel channel) {
        Record record = records.get(channel);
        return record == null ? 1 : record.oldest();
    }

    @Override
    public List<Event.Sequenced> read(Channel channel, long after, int limit) {
        Record record = records.get(channel);
        return record == null ? List.of() : record.after(after, limit);
    }

    /// Reads messages of a room, oldest first: the first ones behind `after`, else the last ones
    /// before `before`, else the newest.
    ///
    /// @param room which; empty if there is none
    /// @param before seq, exclusive
    /// @param after seq, exclusive
    /// @param limit how many at most
    /// @return the messages
    public List<Event.Message> messages(
            RoomId room, OptionalLong before, OptionalLong after, int limit) {
        Record record = records.get(new Channel.Room(room));
        return record == null
                ? List.of()
                : record.page(
                        before,
                        after,
                        limit,
                        event ->
                                event instanceof Event.Message message && !message.deleted()
                                        ? message
                                        : null,
                        Event::seq);
    }

    /// Reads trades of a market, oldest first.
    ///
    /// @param symbol which; empty if there is none
    /// @param before trade id, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the trades
    public List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit) {
        Record record = records.get(new Channel.Trades(symbol));
        return record == null
                ? List.of()
                : record.page(
                        before,
                        OptionalLong.empty(),
                        limit,
                        event -> (Event.Trade) Objects.requireNonNull(event),
                        Event.Trade::trade);
    }

    /// Reads a user's orders that have ended, oldest first: the first ones behind `after`, else the
    /// last ones before `before`, else the newest.
    ///
    /// @param user whose; empty if there is no such user
    /// @param symbol only of this market
    /// @param before order id, exclusive
    /// @param after order id, exclusive
    /// @param limit how many at most
    /// @return the orders, as they ended
    public List<OrderInfo> doneOrders(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit) {
        Record record = records.get(new Channel.Me(user));
        if (record == null) {
            return List.of();
        }
        List<OrderInfo> done =
                record.all(Event.OrderChanged.class).stream()
                        .map(Event.OrderChanged::order)
                        .filter(order -> !order.status().live())
                        .filter(order -> symbol.map(order.symbol()::equals).orElse(true))
                        .filter(order -> before.isEmpty() || order.order() < before.getAsLong())
                        .filter(order -> after.isEmpty() || order.order() > after.getAsLong())
                        .sorted(Comparator.comparingLong(OrderInfo::order))
                        .toList();
        int more = Math.max(0, done.size() - limit);
        return after.isPresent()
                ? done.subList(0, done.size() - more)
                : done.subList(more, done.size());
    }

    /// Reads one order of a user.
    ///
    /// @param user whose; another's isn't found
    /// @param order its id
    /// @return the order as it ended; empty while it lives, and if there is none
    public Optional<OrderInfo> order(String user, long order) {
        return doneOrders(
                        user,
                        Optional.empty(),
                        OptionalLong.of(order + 1),
                        OptionalLong.of(order - 1),
                        1)
                .stream()
                .findFirst();
    }

    /// Reads a user's sides of trades, oldest first: the first ones behind `after`, else the last
    /// ones before `before`, else the newest.
    ///
    /// @param user whose; empty if there is no such user
    /// @param symbol only of this market
    /// @param before trade id, exclusive
    /// @param after trade id, exclusive
    /// @param limit how many at most
    /// @return the fills
    public List<FillInfo> fills(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit) {
        Record record = records.get(new Channel.Me(user));
        return record == null
                ? List.of()
                : record.page(
                        before,
                        after,
                        limit,
                        event ->
                                event instanceof Event.Filled filled
                                                && symbol.map(filled.fill().symbol()::equals)
                                                        .orElse(true)
                                        ? filled.fill()
                                        : null,
                        FillInfo::trade);
    }
}
