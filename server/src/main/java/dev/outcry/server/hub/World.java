package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One lane's copy of all that can be followed, folded from events. For the lane's thread alone.
///
/// Rooms that aren't public are known, and hidden from everybody.
final class World implements View {
    private final Lane lane;
    private final Crowds crowds;
    private final Map<RoomId, Room> rooms = new HashMap<>();
    private final Map<Symbol, Market> markets = new HashMap<>();
    private final Map<String, MeTopic> people = new HashMap<>();
    private String logEpoch = "";
    private final TickersTopic tickers = new TickersTopic();

    private record Room(RoomTopic room, PresenceTopic presence) {
        boolean hidden() {
            return room.info().visibility() != RoomInfo.Visibility.PUBLIC;
        }
    }

    World(Lane lane, Crowds crowds) {
        this.lane = lane;
        this.crowds = crowds;
    }

    /// Does what an effect says.
    void take(Batch.Happening happening) {
        switch (happening) {
            case Batch.Happening.Told(Shared shared) -> tell(shared);
            case Batch.Happening.BookChanged(SharedDelta delta) ->
                    opened(delta.raw().symbol()).book().tell(delta);
            case Batch.Happening.Opened(Effect effect) -> {
                switch (effect) {
                    case Effect.RoomOpened(RoomInfo room, String epoch) -> open(room, epoch);
                    case Effect.MarketOpened(MarketInfo market, String epoch, long trades) ->
                            open(market, epoch, trades);
                    case Effect.MeOpened me -> people.put(me.user(), new MeTopic(me, logEpoch));
                    case Effect.MarketChanged(MarketInfo market) ->
                            opened(market.symbol()).change(market);
                    case Effect.Began(String epoch) -> logEpoch = epoch;
                    case PeopleEffect.Became became -> {
                        MeTopic gone = people.remove(became.guest());
                        if (gone != null) {
                            gone.close(ErrorCode.UNAUTHENTICATED);
                        }
                    }
                    case Effect.Told _, Effect.TextGone _, PeopleEffect _ ->
                            throw new IllegalStateException("nothing is opened by " + effect);
                }
            }
        }
    }

    private void tell(Shared shared) {
        switch (shared) {
            case SharedTicker ticker -> {
                opened(ticker.ticker().symbol()).ticker().tell(ticker);
                tickers.tell(ticker);
            }
            case SharedTrade trade -> opened(trade.trade().symbol()).tell(trade);
            default -> {
                switch (shared.event()) {
                    case Event.OfRoom event -> room(event).tell(event, shared);
                    case Event.OfMe event -> person(event.user()).tell(event, shared);
                    case Event.Halted halted -> {
                        opened(halted.symbol()).ticker().halted(shared);
                        tickers.halted(halted);
                    }
                    case Event.Book book -> opened(book.symbol()).book().replace(book);
                    case Event.Candle candle ->
                            opened(candle.symbol()).candles(candle.interval()).restore(candle);
                    case Event other ->
                            throw new IllegalStateException(
                                    "not a floor's event: " + other.getClass().getSimpleName());
                }
            }
        }
    }

    /// Tells the followers of a room's presence who came and went.
    void tell(RoomId room, Crowd.Telling telling) {
        Room known = rooms.get(room);
        if (known != null) {
            known.presence.tell(telling);
        }
    }

    /// Tells the followers of a room's presence who types.
    void typing(RoomId room, Shared typing) {
        Room known = rooms.get(room);
        if (known != null) {
            known.presence.offer(typing);
        }
    }

    /// {@return a channel; null if there is none, or none that may be known of}
    @Nullable Topic find(Channel channel) {
        return switch (channel) {
            case Channel.Room(RoomId room) -> visible(room).map(Room::room).orElse(null);
            case Channel.Presence(RoomId room) -> visible(room).map(Room::presence).orElse(null);
            case Channel.Tickers() -> tickers;
            case Channel.Ticker(Symbol symbol) -> known(symbol).map(Market::ticker).orElse(null);
            case Channel.Trades(Symbol symbol) ->
                    known(symbol).filter(Market::hasBook).map(Market::trades).orElse(null);
            case Channel.Book(Symbol symbol) ->
                    known(symbol).filter(Market::hasBook).map(Market::book).orElse(null);
            case Channel.Me(String user) -> user.isEmpty() ? null : person(user);
            case Channel.Candles(Symbol symbol, Interval interval) ->
                    known(symbol).map(market -> market.candles(interval)).orElse(null);
        };
    }

    /// {@return what to say of a channel that can't be found}
    Subscribing.Refusal missing(Channel channel) {
        return switch (channel) {
            case Channel.Room _, Channel.Presence _ ->
                    new Subscribing.Refusal(
                            ErrorCode.ROOM_NOT_FOUND, "channel: there is no room for " + channel);
            case Channel.Me _ ->
                    new Subscribing.Refusal(
                            ErrorCode.UNAUTHENTICATED,
                            "channel: me needs a user; authenticate first");
            case Channel.Trades(Symbol symbol) -> missing(channel, symbol);
            case Channel.Book(Symbol symbol) -> missing(channel, symbol);
            case Channel.Ticker(Symbol symbol) -> missing(channel, symbol);
            case Channel.Candles(Symbol symbol, Interval _) -> missing(channel, symbol);
            case Channel.Tickers() ->
                    new Subscribing.Refusal(ErrorCode.CHANNEL_UNKNOWN, "channel: " + channel);
        };
    }

    private Subscribing.Refusal missing(Channel channel, Symbol symbol) {
        return markets.containsKey(symbol)
                ? new Subscribing.Refusal(
                        ErrorCode.CHANNEL_UNKNOWN,
                        "channel: " + symbol + " is quoted, so there is no " + channel)
                : new Subscribing.Refusal(
                        ErrorCode.MARKET_NOT_FOUND, "channel: there is no market for " + channel);
    }

    private void open(RoomInfo info, String epoch) {
        Room before = rooms.get(info.room());
        if (before != null) {
            before.room.close(ErrorCode.ROOM_NOT_FOUND);
            before.presence.close(ErrorCode.ROOM_NOT_FOUND);
        }
        rooms.put(
                info.room(),
                new Room(
                        new RoomTopic(info, epoch),
                        new PresenceTopic(info.room(), epoch, crowds.of(info.room()))));
    }

    private void open(MarketInfo info, String epoch, long trades) {
        Market before = markets.get(info.symbol());
        if (before != null) {
            before.close(ErrorCode.MARKET_NOT_FOUND);
        }
        Market market = new Market(lane, info, epoch, trades);
        markets.put(info.symbol(), market);
        tickers.begin(market.ticker().latest());
    }

    private MeTopic person(String user) {
        return people.computeIfAbsent(user, id -> new MeTopic(id, logEpoch));
    }

    private RoomTopic room(Event.OfRoom event) {
        Room room = rooms.get(event.room());
        if (room == null) {
            throw new IllegalStateException("told of a room before it was opened: " + event.room());
        }
        return room.room;
    }

    private Market opened(Symbol symbol) {
        return known(symbol)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "told of a market before it was opened: " + symbol));
    }

    private Optional<Market> known(Symbol symbol) {
        return Optional.ofNullable(markets.get(symbol));
    }

    private Optional<Room> visible(RoomId id) {
        return Optional.ofNullable(rooms.get(id)).filter(room -> !room.hidden());
    }

    @Override
    public long pos() {
        return lane.pos();
    }

    @Override
    public List<RoomInfo> rooms() {
        return rooms.values().stream()
                .filter(room -> !room.hidden())
                .map(room -> room.room.info())
                .sorted(Comparator.comparing(RoomInfo::room))
                .toList();
    }

    @Override
    public Optional<RoomInfo> room(RoomId room) {
        return visible(room).map(known -> known.room.info());
    }

    @Override
    public List<MarketInfo> markets() {
        return markets.values().stream()
                .map(Market::info)
                .sorted(Comparator.comparing(MarketInfo::symbol))
                .toList();
    }

    @Override
    public Optional<MarketInfo> market(Symbol symbol) {
        return known(symbol).map(Market::info);
    }

    @Override
    public Optional<Event.Ticker> ticker(Symbol symbol) {
        return known(symbol).map(market -> market.ticker().latest().ticker());
    }

    @Override
    public Optional<Event.Book> book(Symbol symbol, int depth) {
        return known(symbol)
                .filter(Market::hasBook)
                .flatMap(market -> Depth.of(depth).map(market.book()::book));
    }

    @Override
    public List<Event.Candle> candles(Symbol symbol, Interval interval, long from, long to) {
        return known(symbol)
                .map(market -> market.candles(interval).candles(from, to))
                .orElse(List.of());
    }
}
