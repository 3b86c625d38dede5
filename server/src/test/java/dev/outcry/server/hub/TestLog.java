package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Side;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Result;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/// Stands where the sequencer, the floor and the store stand: it numbers events, publishes them,
/// and remembers them all.
final class TestLog implements History {
    static final RoomId LOBBY = new RoomId("lobby");
    static final Symbol BTC = new Symbol("BTC-USD");
    static final Symbol SPY = new Symbol("SPY-USD");
    static final String EPOCH = "e1";

    private static final Person ADA = new Person("ada", "Ada", false);

    private final Clock clock;
    private final Map<Channel, List<Event.Sequenced>> events = new HashMap<>();
    private final Map<Channel, Long> forgotten = new HashMap<>();
    private final Map<Channel, Long> seqs = new HashMap<>();
    private Hub hub;
    private long pos;
    private long trades;
    private int reads;
    private int reading;
    private int mostReading;
    private CountDownLatch readable = new CountDownLatch(0);

    @SuppressWarnings("NullAway.Init") // the hub needs the history first
    TestLog(Clock clock) {
        this.clock = clock;
    }

    void publishTo(Hub delivery) {
        hub = delivery;
    }

    long pos() {
        return pos;
    }

    void open(RoomId room) {
        open(room, EPOCH, RoomInfo.Visibility.PUBLIC, 0);
    }

    void open(RoomId room, String epoch, RoomInfo.Visibility visibility, long seq) {
        RoomInfo info = new RoomInfo(room, room.name(), "", visibility, 0, 0, seq);
        synchronized (this) {
            seqs.put(new Channel.Room(room), seq);
        }
        publish(new Origin.None(), new Result.Applied(), new Effect.RoomOpened(info, epoch));
    }

    void list(Symbol symbol) {
        list(symbol, MarketInfo.Source.USERS);
    }

    /// Prices have two digits after the point, quantities at most three.
    void list(Symbol symbol, MarketInfo.Source source) {
        MarketInfo info =
                new MarketInfo(
                        symbol,
                        "BTC",
                        "USD",
                        Decimal.parse("0.01"),
                        Decimal.parse("0.001"),
                        Decimal.parse("0.001"),
                        Optional.empty(),
                        0,
                        0,
                        source,
                        false);
        publish(new Origin.None(), new Result.Applied(), new Effect.MarketOpened(info, EPOCH, 0));
    }

    /// Says something in the lobby.
    Event.Message say(String text) {
        return say(LOBBY, text, new Origin.None());
    }

    Event.Message say(RoomId room, String text, Origin origin) {
        Event.Message message = message(room, text);
        publish(origin, new Result.Placed(message.seq(), pos), new Effect.Told(message));
        return message;
    }

    /// Says it to nobody but the history: it was before the hub.
    void saidBefore(String text) {
        remember(message(LOBBY, text));
    }

    private Event.Message message(RoomId room, String text) {
        long seq = number(new Channel.Room(room));
        return new Event.Message(
                room,
                seq,
                ++pos,
                clock.millis(),
                ADA,
                Optional.of(text),
                OptionalLong.empty(),
                List.of(),
                Map.of(),
                false);
    }

    void sayTimes(int count) {
        for (int i = 0; i < count; i++) {
            say("message " + i);
        }
    }

    Event.Trade trade(Symbol symbol, String price, String qty) {
        long seq = number(new Channel.Trades(symbol));
        Event.Trade trade =
                new Event.Trade(
                        symbol,
                        seq,
                        ++pos,
                        clock.millis(),
                        ++trades,
                        Decimal.parse(price),
                        Decimal.parse(qty),
                        Side.BUY);
        publish(new Origin.None(), new Result.Applied(), new Effect.Told(trade));
        return trade;
    }

    Event.Ticker tick(Symbol symbol, String last) {
        pos++;
        Event.Ticker ticker =
                new Event.Ticker(
                        new Channel.Ticker(symbol),
                        symbol,
                        Optional.of(Decimal.parse(last)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Decimal.ZERO,
                        Optional.empty(),
                        clock.millis());
        publish(new Origin.None(), new Result.Applied(), new Effect.Told(ticker));
        return ticker;
    }

    /// Changes levels, each written as `bid 100.00 5`.
    Event.BookDelta change(Symbol symbol, String... levels) {
        List<Event.Change> changes = new ArrayList<>();
        for (String level : levels) {
            String[] parts = level.split(" ", -1);
            changes.add(
                    new Event.Change(
                            parts[0].equals("bid") ? Side.BUY : Side.SELL,
                            new Event.Level(Decimal.parse(parts[1]), Decimal.parse(parts[2]))));
        }
        Event.BookDelta delta =
                new Event.BookDelta(
                        symbol,
                        number(new Channel.Book(symbol)),
                        ++pos,
                        clock.millis(),
                        OptionalLong.empty(),
                        List.copyOf(changes),
                        0);
        publish(new Origin.None(), new Result.Applied(), new Effect.Told(delta));
        return delta;
    }

    void refuse(Origin origin, Result.Refused refused) {
        pos++;
        publish(origin, refused);
    }

    private void publish(Origin origin, Result result, Effect... effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Told(Event.Sequenced event)) {
                remember(event);
            }
        }
        hub.publish(List.of(new Applied(pos, clock.millis(), origin, result, List.of(effects))));
    }

    private synchronized long number(Channel channel) {
        return seqs.merge(channel, 1L, Long::sum);
    }

    private synchronized void remember(Event.Sequenced event) {
        events.computeIfAbsent(event.channel(), _ -> new ArrayList<>()).add(event);
    }

    /// Forgets all events up to a seq.
    synchronized void forget(Channel channel, long upTo) {
        forgotten.put(channel, upTo);
    }

    /// Lets reads wait until the latch is down.
    synchronized void readableAfter(CountDownLatch latch) {
        readable = latch;
    }

    /// {@return how many reads have begun}
    synchronized int reads() {
        return reads;
    }

    /// {@return how many reads ran at the same time, at most}
    synchronized int mostReading() {
        return mostReading;
    }

    private synchronized List<Event.Sequenced> from(Channel channel, long after, int limit) {
        List<Event.Sequenced> known = events.getOrDefault(channel, List.of());
        int first = (int) Math.min(after, known.size());
        return List.copyOf(known.subList(first, Math.min(first + limit, known.size())));
    }

    private synchronized void endRead() {
        reading--;
    }

    /// {@return one event of a channel that began with seq 1, whatever is forgotten}
    synchronized Event.Sequenced event(Channel channel, long seq) {
        return events.getOrDefault(channel, List.of()).get((int) seq - 1);
    }

    /// {@return the newest seq of a channel}
    synchronized long newest(Channel channel) {
        return seqs.getOrDefault(channel, 0L);
    }

    /// {@return all events of a channel, whatever is forgotten}
    synchronized List<Event.Sequenced> all(Channel channel) {
        return List.copyOf(events.getOrDefault(channel, List.of()));
    }

    @Override
    public synchronized long oldest(Channel channel) {
        return forgotten.getOrDefault(channel, 0L) + 1;
    }

    @Override
    public List<Event.Sequenced> read(Channel channel, long after, int limit) {
        CountDownLatch latch;
        synchronized (this) {
            reads++;
            mostReading = Math.max(mostReading, ++reading);
            latch = readable;
        }
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            endRead();
        }
        long from = Math.max(after, oldest(channel) - 1);
        return from(channel, from, limit);
    }
}
