package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Codec;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Applied;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Turns what was applied into rows of the transaction at hand. For the store's thread alone.
final class Recorder {
    /// How many of a user's events can be recovered.
    static final int MINE = 10_000;

    private static final int TRIM_EVERY = 1_000;
    private static final int CACHED_CHANNELS = 10_000;
    private static final int EVENTS_BITS = 16;

    private final Sql sql;
    private final CandleFold candles;
    private final RoomRecorder rooms;
    private final SequencedMap<String, Long> channels = new LinkedHashMap<>(256, 0.75f, true);
    private long lastId;

    Recorder(Sql sql) throws SQLException {
        this.sql = sql;
        this.candles = new CandleFold(sql);
        this.rooms = new RoomRecorder(sql, this);
        forget();
    }

    /// Lets go of all that is remembered of a transaction that was taken back.
    void forget() throws SQLException {
        channels.clear();
        candles.clear();
        lastId = number("SELECT coalesce(max(id), 0) FROM events");
    }

    private long number(String query) throws SQLException {
        return sql.first(query, row -> row.getLong(1)).orElse(0L);
    }

    /// {@return the id that the first event of a log entry has at least}
    static long idOf(long pos) {
        return pos << EVENTS_BITS;
    }

    /// Writes what an entry did.
    ///
    /// @param textsGone told the log position of each text to forget
    void record(Applied applied, LongConsumer textsGone) throws SQLException {
        lastId = Math.max(lastId, idOf(applied.pos()) - 1);
        if (applied.result() instanceof Result.Repeated repeated
                && repeated.first() instanceof Result.Placed) {
            textsGone.accept(applied.pos()); // who deletes the first knows nothing of this one
        }
        for (Effect effect : applied.effects()) {
            switch (effect) {
                case Effect.Told(Event.OfRoom event) -> rooms.record(channelOf(event), event);
                case Effect.Told(Event.Trade event) -> trade(event);
                case Effect.Told(Event.OfMe event) -> ofMe(event);
                case Effect.Told _ -> {} // nobody asks for it later
                case Effect.RoomOpened opened -> {
                    if (opened.room().seq() == 0) {
                        begin(nameOf(new Channel.Room(opened.room().room())));
                    }
                }
                case Effect.MarketOpened opened -> {
                    if (opened.trades() == 0) {
                        begin(opened.market());
                    }
                }
                case Effect.TextGone gone -> {
                    Optional<Long> channel = find(nameOf(new Channel.Room(gone.room())));
                    if (channel.isPresent()) {
                        rooms.blank(channel.get(), gone.message(), textsGone);
                    }
                    textsGone.accept(gone.pos());
                }
                case PeopleEffect.Became became -> became(became);
                case Effect.RoomClosed closed ->
                        drop(nameOf(new Channel.Room(closed.room())), textsGone);
                case Effect.Moderated deed -> {
                    Optional<Long> channel = find(nameOf(new Channel.Room(deed.room())));
                    if (channel.isPresent()) {
                        rooms.record(channel.get(), deed);
                    }
                }
                case Effect.MarketChanged _,
                        Effect.MeOpened _,
                        Effect.Began _,
                        Effect.RoomDescribed _,
                        Effect.MemberChanged _,
                        Effect.Invited _,
                        Effect.InviteEnded _,
                        Effect.Reported _,
                        Effect.FilterChanged _,
                        Effect.HookChanged _,
                        Effect.HookEnded _ -> {}
                case PeopleEffect.AccountChanged _, PeopleEffect.TokensChanged _ -> {}
            }
        }
    }

    /// Ends what belongs to the batch.
    void flush() throws SQLException {
        candles.flush();
    }

    /// {@return the channel's name in the file}
    static String nameOf(Channel channel) {
        return channel instanceof Channel.Me(String user) ? "me:" + user : channel.toString();
    }

    /// {@return whether a name is of a channel that was made again}
    static boolean isReplaced(String name) {
        return name.indexOf('#') >= 0;
    }

    /// Begins a channel, whose seqs count from 1. Another of that name, if there was one, can't be
    /// found any more.
    private long begin(String name) throws SQLException {
        sql.update("UPDATE channels SET name = name || '#' || id WHERE name = ?", name);
        return add(name, 1);
    }

    /// Ends a room's channel, and forgets all of it.
    private void drop(String name, LongConsumer textsGone) throws SQLException {
        Optional<Long> channel = find(name);
        if (channel.isPresent()) {
            rooms.drop(channel.get(), textsGone);
            sql.update("DELETE FROM channels WHERE id = ?", channel.get());
            channels.remove(name);
        }
    }

    private void begin(MarketInfo market) throws SQLException {
        long id = begin(nameOf(new Channel.Trades(market.symbol())));
        sql.update(
                "UPDATE channels SET price_scale = ?, qty_scale = ? WHERE id = ?",
                market.tick().scale(),
                market.lot().scale(),
                id);
    }

    /// Gives an account a guest's orders, fills, balances and reactions. What was said stays as it
    /// was said.
    private void became(PeopleEffect.Became became) throws SQLException {
        rooms.became(became);
        String guest = nameOf(new Channel.Me(became.guest()));
        String account = nameOf(new Channel.Me(became.account()));
        if (find(guest).isPresent()) {
            channels.remove(guest);
            channels.remove(account);
            sql.update("UPDATE channels SET name = name || '#' || id WHERE name = ?", account);
            sql.update("UPDATE channels SET name = ? WHERE name = ?", account, guest);
        }
    }

    private long add(String name, long oldest) throws SQLException {
        long id =
                sql.first(
                                "INSERT INTO channels (name, oldest) VALUES (?, ?) RETURNING id",
                                row -> row.getLong(1),
                                name,
                                oldest)
                        .orElseThrow();
        remember(name, id);
        return id;
    }

    private void remember(String name, long id) {
        channels.put(name, id);
        if (channels.size() > CACHED_CHANNELS) {
            channels.remove(channels.firstEntry().getKey());
        }
    }

    /// {@return the number of an event's channel, which begins with it where there is none}
    private long channelOf(Event.Sequenced event) throws SQLException {
        String name = nameOf(event.channel());
        Long known = channels.get(name);
        if (known != null) {
            return known;
        }
        Optional<Long> found = find(name);
        if (found.isEmpty()) {
            return add(name, event.seq());
        }
        remember(name, found.get());
        return found.get();
    }

    private Optional<Long> find(String name) throws SQLException {
        return sql.first(Queries.CHANNEL, row -> row.getLong(1), name);
    }

    /// Writes an event's row.
    ///
    /// @return its id
    long insert(
            long channel,
            Event.Sequenced event,
            Kind kind,
            @Nullable Long ref,
            @Nullable String symbol)
            throws SQLException {
        lastId++;
        sql.update(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                lastId,
                channel,
                event.seq(),
                kind.code(),
                event.at(),
                ref,
                symbol,
                Codec.encode(event));
        return lastId;
    }

    private void trade(Event.Trade trade) throws SQLException {
        long channel = channelOf(trade);
        insert(channel, trade, Kind.TRADE, trade.trade(), null);
        candles.add(channel, trade);
    }

    private void ofMe(Event.OfMe event) throws SQLException {
        long channel = channelOf(event);
        switch (event) {
            case Event.OrderChanged changed -> {
                OrderInfo order = changed.order();
                if (order.status().live()) {
                    insert(channel, event, Kind.OF_ME, null, null);
                } else {
                    insert(channel, event, Kind.ORDER, order.order(), order.symbol().name());
                }
            }
            case Event.Filled filled ->
                    insert(
                            channel,
                            event,
                            Kind.FILL,
                            filled.fill().trade(),
                            filled.fill().symbol().name());
            case Event.BalanceChanged _, Event.Mention _, Event.Read _, Event.Added _ ->
                    insert(channel, event, Kind.OF_ME, null, null);
        }
        if (event.seq() % TRIM_EVERY == 0) {
            trim(channel, event.seq() - MINE);
        }
    }

    /// Lets go of a user's events that are neither recoverable nor asked for.
    private void trim(long channel, long upTo) throws SQLException {
        if (sql.update(
                        "UPDATE channels SET oldest = ?1 + 1 WHERE id = ?2 AND oldest <= ?1",
                        upTo,
                        channel)
                > 0) {
            sql.update(
                    "DELETE FROM events WHERE channel = ? AND seq > ? AND seq <= ? AND kind = 5",
                    channel,
                    upTo - TRIM_EVERY,
                    upTo);
        }
    }
}
