package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.PeopleEffect;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.floor.RoomInvite;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.floor.RoomReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One lane's copy of all that can be followed, folded from events. For the lane's thread alone.
///
/// Whether somebody may follow a channel is asked apart from whether there is one, see [#barred]; a
/// room that they may not know of is refused as if there were none.
final class World implements View {
    private final Lane lane;
    private final Crowds crowds;
    private final Map<RoomId, Room> rooms = new HashMap<>();
    private final Map<Symbol, Market> markets = new HashMap<>();
    private final Map<String, MeTopic> people = new HashMap<>();
    private String logEpoch = "";
    private final TickersTopic tickers = new TickersTopic();

    private final Map<String, Person> persons = new HashMap<>();
    private final List<Runnable> ends = new ArrayList<>(1);

    private record Room(RoomState state, RoomTopic room, PresenceTopic presence) {
        void close(ErrorCode code) {
            room.close(code);
            presence.close(code);
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
                    case Effect.RoomClosed(RoomId room) -> close(room);
                    case Effect.RoomDescribed described -> {
                        opened(described.room()).state.describe(described);
                        described.members().forEach(this::know);
                    }
                    case Effect.MemberChanged(RoomId room, RoomMember member) -> {
                        opened(room).state.change(member);
                        know(member);
                    }
                    case Effect.Invited(RoomId room, RoomInvite invite) ->
                            opened(room).state.change(invite);
                    case Effect.InviteEnded(RoomId room, String invite) ->
                            opened(room).state.endInvite(invite);
                    case Effect.Reported(RoomId room, RoomReport report) ->
                            opened(room).state.change(report);
                    case Effect.FilterChanged(RoomId room, List<String> words) ->
                            opened(room).state.change(words);
                    case Effect.HookChanged(RoomId room, RoomHook hook) ->
                            opened(room).state.change(hook);
                    case Effect.HookEnded(RoomId room, String hook) ->
                            opened(room).state.endHook(hook);
                    case Effect.MarketOpened(MarketInfo market, String epoch, long trades) ->
                            open(market, epoch, trades);
                    case Effect.MeOpened me -> people.put(me.user(), new MeTopic(me, logEpoch));
                    case Effect.MarketChanged(MarketInfo market) ->
                            opened(market.symbol()).change(market);
                    case Effect.Began(String epoch) -> logEpoch = epoch;
                    case PeopleEffect.Became became -> {
                        rooms.values().forEach(room -> room.state.forget(became.guest()));
                        MeTopic gone = people.remove(became.guest());
                        if (gone != null) {
                            gone.close(ErrorCode.UNAUTHENTICATED);
                        }
                    }
                    case Effect.Told _, Effect.TextGone _, Effect.Moderated _, PeopleEffect _ ->
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
                    case Event.OfRoom event -> tell(event, shared);
                    case Event.OfMe event -> {
                        if (event instanceof Event.Read read && rooms.containsKey(read.room())) {
                            opened(read.room()).state.read(read.user(), read.message());
                        }
                        me(event.user()).tell(event, shared);
                    }
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

    /// Ends what somebody may no longer follow, once all of a log entry is told: who is banned is
    /// removed first, and the ban is the reason.
    void settle() {
        ends.forEach(Runnable::run);
        ends.clear();
    }

    /// Tells what happened in a room.
    private void tell(Event.OfRoom event, Shared shared) {
        Room room = opened(event.room());
        persons.put(event.from().id(), event.from());
        room.room.tell(event, shared);
        switch (event) {
            case RoomEvent.Left left ->
                    ends.add(() ->
                            end(
                                    room,
                                    left.from().id(),
                                    left.by().map(_ -> ErrorCode.ROOM_FORBIDDEN)));
            case RoomEvent.Banned banned ->
                    ends.add(() -> end(room, banned.user(), Optional.empty()));
            case RoomEvent.SettingsChanged _ -> ends.add(() -> endBarred(room));
            case Event.Message _, Event.Deleted _, RoomEvent _ -> {} // nobody loses anything
        }
    }

    /// Ends what a user follows of a room.
    ///
    /// @param otherwise why, where they might follow it again; empty to let it be then
    private static void end(Room room, String user, Optional<ErrorCode> otherwise) {
        ErrorCode barred = room.state.barred(Optional.of(user));
        ErrorCode why = barred == null ? otherwise.orElse(null) : barred;
        if (why != null) {
            room.room.end(why, seat -> isOf(user, seat));
            room.presence.end(why, seat -> isOf(user, seat));
        }
    }

    private static boolean isOf(String user, LaneSeat seat) {
        return seat.who().filter(person -> person.id().equals(user)).isPresent();
    }

    private static void endBarred(Room room) {
        for (Topic topic : List.of(room.room, room.presence)) {
            topic.end(
                    ErrorCode.ROOM_NOT_FOUND,
                    seat ->
                            room.state.barred(seat.who().map(Person::id))
                                    == ErrorCode.ROOM_NOT_FOUND);
        }
    }

    private void know(RoomMember member) {
        persons.put(member.person().id(), member.person());
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

    /// {@return a channel, whoever may follow it; null if there is none}
    @Nullable Topic find(Channel channel) {
        return switch (channel) {
            case Channel.Room(RoomId room) -> known(room).map(Room::room).orElse(null);
            case Channel.Presence(RoomId room) -> known(room).map(Room::presence).orElse(null);
            case Channel.Tickers() -> tickers;
            case Channel.Ticker(Symbol symbol) -> known(symbol).map(Market::ticker).orElse(null);
            case Channel.Trades(Symbol symbol) ->
                    known(symbol).filter(Market::hasBook).map(Market::trades).orElse(null);
            case Channel.Book(Symbol symbol) ->
                    known(symbol).filter(Market::hasBook).map(Market::book).orElse(null);
            case Channel.Me(String user) -> user.isEmpty() ? null : me(user);
            case Channel.Candles(Symbol symbol, Interval interval) ->
                    known(symbol).map(market -> market.candles(interval)).orElse(null);
        };
    }

    /// Finds out whether somebody may not follow a channel.
    ///
    /// @param channel one that there is
    /// @param who empty when anonymous
    /// @return what to say then; the same as if there were none where they may not know of it
    Optional<Subscribing.Refusal> barred(Channel channel, Optional<Person> who) {
        Optional<RoomId> room =
                switch (channel) {
                    case Channel.Room(RoomId id) -> Optional.of(id);
                    case Channel.Presence(RoomId id) -> Optional.of(id);
                    case Channel.Tickers _,
                            Channel.Ticker _,
                            Channel.Trades _,
                            Channel.Book _,
                            Channel.Me _,
                            Channel.Candles _ ->
                            Optional.empty();
                };
        return room.flatMap(this::known)
                .flatMap(known -> Optional.ofNullable(known.state.barred(who.map(Person::id))))
                .map(code ->
                        code == ErrorCode.ROOM_NOT_FOUND
                                ? missing(channel)
                                : new Subscribing.Refusal(code, "channel: you are banned there"));
    }

    /// {@return what to say of a channel that can't be found}
    Subscribing.Refusal missing(Channel channel) {
        return Missing.of(channel, markets::containsKey);
    }

    private void open(RoomInfo info, String epoch) {
        Room before = rooms.get(info.room());
        if (before != null) {
            before.close(ErrorCode.ROOM_NOT_FOUND);
        }
        RoomState state = new RoomState(info);
        rooms.put(
                info.room(),
                new Room(
                        state,
                        new RoomTopic(state, epoch),
                        new PresenceTopic(info.room(), epoch, crowds.of(info.room()))));
    }

    private void close(RoomId id) {
        Room room = rooms.remove(id);
        if (room != null) {
            room.close(ErrorCode.ROOM_NOT_FOUND);
        }
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

    private MeTopic me(String user) {
        return people.computeIfAbsent(user, id -> new MeTopic(id, logEpoch));
    }

    private Room opened(RoomId id) {
        Room room = rooms.get(id);
        if (room == null) {
            throw new IllegalStateException("told of a room before it was opened: " + id);
        }
        return room;
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

    private Optional<Room> known(RoomId id) {
        return Optional.ofNullable(rooms.get(id));
    }

    @Override
    public long pos() {
        return lane.pos();
    }

    @Override
    public List<RoomInfo> rooms() {
        return rooms.values().stream()
                .map(room -> room.state.info(Optional.empty()))
                .filter(World::isPublic)
                .sorted(Comparator.comparing(RoomInfo::room))
                .toList();
    }

    private static boolean isPublic(RoomInfo room) {
        return room.visibility() == RoomInfo.Visibility.PUBLIC;
    }

    @Override
    public Optional<RoomInfo> room(RoomId room) {
        return known(room).map(known -> known.state.info(Optional.empty())).filter(World::isPublic);
    }

    @Override
    public List<RoomView> roomsOf(String user) {
        return rooms.values().stream()
                .map(Room::state)
                .filter(state -> state.member(user).flatMap(RoomMember::role).isPresent())
                .sorted(Comparator.comparing(state -> state.info(Optional.empty()).room()))
                .<RoomView>map(state -> state)
                .toList();
    }

    @Override
    public Optional<RoomView> look(RoomId room, Optional<String> user) {
        return known(room).map(Room::state).filter(state -> state.known(user)).map(state -> state);
    }

    @Override
    public Optional<RoomHook> hook(RoomId room, String hook) {
        return known(room).map(known -> known.state.hook(hook));
    }

    @Override
    public Optional<Person> person(String user) {
        return Optional.ofNullable(persons.get(user));
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
