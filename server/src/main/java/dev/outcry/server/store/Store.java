package dev.outcry.server.store;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MessageInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.EffectSink;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.History;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/// The record of what has happened, in one SQLite file: what the lanes no longer have in memory.
///
/// The apply thread hands over batches, and a thread of its own writes them in log order, each
/// transaction with the position that it reaches. The log is the truth and this only follows it: so
/// a commit doesn't wait for the disk (`synchronous=NORMAL`), and after a crash the log's tail is
/// offered again from [#position()] on; entries that are written already are passed over. [#sync()]
/// waits for the disk: behind what it returns the log may be cut. What can't be written is tried
/// again until it can, while reads go on.
///
/// Any thread may read. A read shows everything that was offered before it, waits for that, and
/// never for the writer otherwise; while nothing can be written it shows what is there.
public final class Store implements History, AutoCloseable {
    private final Writer writer;
    private final Readers readers;
    private final RoomRecords rooms = new RoomRecords(this::read);

    private Store(Writer writer, Readers readers) {
        this.writer = writer;
        this.readers = readers;
    }

    /// Opens a store, makes it if there is none, and brings it to this release's layout.
    ///
    /// @param file where it is, or shall be
    /// @param release this one, such as `1.0.0`
    /// @param textGone told, on the store's thread and before it commits, the log position of each
    ///   text to forget; told again if it fails or the process ends in between
    /// @return the store, at [#position()]
    /// @throws StoreException if it is of a newer release, damaged, or can't be used
    public static Store open(Path file, String release, LongConsumer textGone) {
        try {
            Sql sql = Sql.writing(file);
            try {
                Schema.migrate(sql, file, release);
                Writer writer = new Writer(sql, textGone);
                writer.start();
                return new Store(writer, new Readers(file));
            } catch (SQLException | RuntimeException e) {
                sql.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException(
                    "can't open " + file + ": " + e.getMessage() + "; see `./outcry doctor`", e);
        }
    }

    /// {@return the newest log position that is written, 0 in a new store}
    public long position() {
        return writer.written();
    }

    /// {@return whether writing fails at the moment}
    public boolean failing() {
        return writer.failing();
    }

    /// {@return whether writing fails, and half of what may wait does}
    public boolean behind() {
        return writer.behind();
    }

    /// Takes what was applied. For one thread, the apply thread; waits while 64 batches or 65,536
    /// entries are waiting to be written.
    ///
    /// @param batch in log order; what was offered before is passed over
    /// @throws IllegalStateException after [#close()]
    public void write(List<Applied> batch) {
        writer.offer(batch);
    }

    /// Waits until an entry is written, or can't be for now.
    ///
    /// @param pos its place in the log
    public void await(long pos) {
        writer.await(pos);
    }

    /// Waits until all that was offered is on the disk, however long that takes.
    ///
    /// @return the newest log position that is
    /// @throws IllegalStateException if it can't be written for two seconds, or is closed meanwhile
    public long sync() {
        return writer.sync();
    }

    /// Waits until nothing is left in the file, nor beside it, of texts that were taken away
    /// before.
    void scrubbed() {
        writer.scrubbed();
    }

    private <T> T read(Readers.Reading<T> reading) {
        writer.await(writer.offered());
        return readers.read(reading);
    }

    @Override
    public long oldest(Channel channel) {
        return read(sql ->
                sql.first(Queries.OLDEST, row -> row.getLong(1), Recorder.nameOf(channel))
                        .orElse(1L));
    }

    @Override
    public List<Event.Sequenced> read(Channel channel, long after, int limit) {
        return read(sql ->
                sql.list(
                        Queries.REPLAY,
                        row -> Stored.event(channel, row.getBytes(1)),
                        Recorder.nameOf(channel),
                        after + 1,
                        limit));
    }

    @Override
    public Optional<FloorCommand.Said> said(RoomId room, long message) {
        return rooms.said(room, message);
    }

    @Override
    public List<Event.Message> messages(Channel room, List<Long> messages) {
        return room instanceof Channel.Room(RoomId id)
                ? rooms.messages(id, messages).stream().map(MessageInfo::message).toList()
                : List.of();
    }

    @Override
    public Optional<FillInfo> fill(String user, long trade) {
        OptionalLong before = OptionalLong.of(trade + 1);
        OptionalLong after = OptionalLong.of(trade - 1);
        return fills(user, Optional.empty(), before, after, 1).stream().findFirst();
    }

    @Override
    public Optional<Person> author(String user) {
        return rooms.author(user);
    }

    /// {@return what was said and done in rooms}
    public RoomRecords rooms() {
        return rooms;
    }

    /// Reads trades of a market, oldest first.
    ///
    /// @param symbol which; empty if there is none
    /// @param before trade id, exclusive; the newest where absent
    /// @param limit how many at most
    /// @return the trades
    public List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit) {
        return page(
                Queries.TRADES,
                new Channel.Trades(symbol),
                Optional.empty(),
                before,
                OptionalLong.empty(),
                limit,
                json -> (Event.Trade) Stored.decode(json));
    }

    /// Reads a user's orders that have ended, oldest first, paged as [RoomRecords#messages] by
    /// order id.
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
        return page(
                symbol.isPresent() ? Queries.ORDERS_OF : Queries.ORDERS,
                new Channel.Me(user),
                symbol,
                before,
                after,
                limit,
                json -> ((Event.OrderChanged) Stored.decode(json)).order());
    }

    /// Reads one order of a user.
    ///
    /// @param user whose; another's isn't found
    /// @param order its id
    /// @return the order as it ended; empty while it lives, and if there is none
    public Optional<OrderInfo> order(String user, long order) {
        OptionalLong before = OptionalLong.of(order + 1);
        OptionalLong after = OptionalLong.of(order - 1);
        return doneOrders(user, Optional.empty(), before, after, 1).stream().findFirst();
    }

    /// Reads a user's sides of trades, oldest first, paged as [RoomRecords#messages] by trade id.
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
        return page(
                symbol.isPresent() ? Queries.FILLS_OF : Queries.FILLS,
                new Channel.Me(user),
                symbol,
                before,
                after,
                limit,
                json -> ((Event.Filled) Stored.decode(json)).fill());
    }

    @FunctionalInterface
    private interface Decoding<T> {
        T of(byte[] json);
    }

    private <T> List<T> page(
            Queries.Paged query,
            Channel channel,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit,
            Decoding<T> decoding) {
        boolean forward = after.isPresent();
        List<Object> values = new ArrayList<>();
        values.add(Recorder.nameOf(channel));
        symbol.ifPresent(market -> values.add(market.name()));
        values.add(after.orElse(-1));
        values.add(before.orElse(Long.MAX_VALUE));
        values.add(limit);
        List<T> found =
                read(sql ->
                        sql.list(
                                query.sql(forward),
                                row -> decoding.of(row.getBytes(1)),
                                values.toArray()));
        return forward ? found : found.reversed();
    }

    /// Reads candles, oldest first, those without trades filled in with the last close.
    ///
    /// @param symbol which market; empty if there is none
    /// @param interval how long each is
    /// @param from the first start, Unix epoch milliseconds, inclusive
    /// @param to the last start, exclusive; none is later than `now`
    /// @param now Unix epoch milliseconds
    /// @return the newest 1,000 of them at most; none from before the first trade
    public List<Event.Candle> candles(
            Symbol symbol, Interval interval, long from, long to, long now) {
        return read(sql -> new Candles(sql, symbol, interval).filled(from, to, now));
    }

    /// Reads the newest candles that had trades.
    ///
    /// @param symbol which market; empty if there is none
    /// @param interval how long each is
    /// @param limit how many at most
    /// @return them, oldest first, all but the last one closed
    public List<Event.Candle> newestCandles(Symbol symbol, Interval interval, int limit) {
        return read(sql -> new Candles(sql, symbol, interval).newest(limit));
    }

    /// Tells what lanes need to begin with, of which the floor knows nothing: the newest 1,000
    /// candles that had trades, of each market and interval, oldest first.
    ///
    /// @param effects told, on this thread
    /// @param markets which
    public void describe(EffectSink effects, List<Symbol> markets) {
        for (Symbol symbol : markets) {
            for (Interval interval : Interval.values()) {
                newestCandles(symbol, interval, Candles.MOST).forEach(effects::tell);
            }
        }
    }

    /// Writes what was offered, unless that fails, and closes the file. Reads that have begun end
    /// first.
    @Override
    public void close() {
        try {
            readers.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a reader can't be closed", e);
        } finally {
            writer.close();
        }
    }
}
