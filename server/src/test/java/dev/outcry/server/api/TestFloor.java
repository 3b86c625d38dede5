package dev.outcry.server.api;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Decimal;
import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.MarketInfo;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.apply.Outcomes;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.auth.Directory;
import dev.outcry.server.floor.Effect;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.PeopleEffect;
import dev.outcry.server.floor.Result;
import dev.outcry.server.floor.RoomHook;
import dev.outcry.server.floor.RoomInvite;
import dev.outcry.server.floor.RoomMember;
import dev.outcry.server.floor.RoomReport;
import dev.outcry.server.hub.Applied;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.RoomView;
import dev.outcry.server.hub.View;
import dev.outcry.server.journal.MemoryJournal;
import dev.outcry.server.store.RoomRecords;
import dev.outcry.server.store.Store;
import dev.outcry.server.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/// A real floor behind a real log, with a view that knows rooms and markets and no prices.
final class TestFloor implements Backend, Outcomes, View, AutoCloseable {
    final Directory known = new Directory(OptionalLong.of(1));
    private final Path directory;
    private final Store store;
    private final Map<RoomId, RoomInfo> rooms = new ConcurrentSkipListMap<>();
    private final Map<Symbol, MarketInfo> markets = new ConcurrentSkipListMap<>();
    private final Sequencer sequencer =
            new Sequencer(new MemoryJournal(100_000), new Floor(), Clock.systemUTC(), this);
    volatile boolean full;
    volatile boolean failing;
    volatile Candles asked = new Candles(Interval.S1, 0, 0);

    /// What was asked for last.
    record Candles(Interval interval, long from, long to) {}

    TestFloor() {
        try {
            directory = Files.createTempDirectory("outcry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = Store.open(directory.resolve("store.db"), "1.0.0", _ -> {});
        sequencer.backfill(
                1_000,
                List.of(
                        new FloorCommand.Genesis("e"),
                        new FloorCommand.CreateRoom(
                                Optional.empty(),
                                new RoomId("lobby"),
                                "Lobby",
                                "Welcome",
                                RoomInfo.Visibility.PUBLIC),
                        new FloorCommand.CreateRoom(
                                Optional.empty(),
                                new RoomId("hidden"),
                                "Hidden",
                                "",
                                RoomInfo.Visibility.PRIVATE)));
        sequencer.start();
    }

    @Override
    public void refused(List<Origin> origins, Result.Refused why) {}

    @Override
    public void failed(Throwable why) {
        throw new IllegalStateException(why);
    }

    @Override
    public void applied(List<Applied> batch) {
        store.write(batch);
        for (Applied applied : batch) {
            for (Effect effect : applied.effects()) {
                switch (effect) {
                    case Effect.RoomOpened opened -> rooms.put(opened.room().room(), opened.room());
                    case Effect.MarketOpened opened ->
                            markets.put(opened.market().symbol(), opened.market());
                    case Effect.MarketChanged changed ->
                            markets.put(changed.market().symbol(), changed.market());
                    case Effect.Began _, Effect.MeOpened _, Effect.TextGone _ -> {}
                    case PeopleEffect.TokensChanged tokens -> {
                        var _ =
                                known.put(
                                        tokens.user(),
                                        new Directory.Issue(
                                                tokens.generation(), tokens.families()));
                    }
                    case Effect.Told _, PeopleEffect _ -> {}
                    case Effect.RoomClosed _,
                            Effect.RoomDescribed _,
                            Effect.MemberChanged _,
                            Effect.Invited _,
                            Effect.InviteEnded _,
                            Effect.Reported _,
                            Effect.FilterChanged _,
                            Effect.HookChanged _,
                            Effect.HookEnded _,
                            Effect.Moderated _ -> {}
                }
            }
        }
    }

    @Override
    public Optional<Result.Refused> submit(FloorCommand command, Origin origin) {
        return full
                ? Optional.of(
                        new Result.Refused(
                                ErrorCode.BUSY, "full", OptionalLong.of(250), Optional.empty()))
                : sequencer.submit(command, origin);
    }

    @Override
    public Webhooks webhooks() {
        throw new IllegalStateException("nothing is posted here");
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<View, T> question) {
        if (failing) {
            throw new IllegalStateException("secret detail");
        }
        return CompletableFuture.completedFuture(question.apply(this));
    }

    @Override
    public ServerMessage.Snapshot.OfPresence presence(RoomId room) {
        return new ServerMessage.Snapshot.OfPresence(
                2, List.of(new Person("ada-1x2y3", "Ada", true), new Person("bob", "Bob", false)));
    }

    @Override
    public Set<String> present(RoomId room) {
        return Set.of("ada-1x2y3", "bob");
    }

    @Override
    public boolean filtered(RoomId room, String text) {
        return false;
    }

    @Override
    public Optional<FloorCommand.Said> said(RoomId room, long message) {
        return store.said(room, message);
    }

    @Override
    public Optional<FillInfo> fill(String user, long trade) {
        return store.fill(user, trade);
    }

    @Override
    public Optional<RoomHook> hook(RoomId room, String hook) {
        return Optional.empty();
    }

    @Override
    public Optional<Person> person(String user) {
        return Optional.empty();
    }

    @Override
    public RoomRecords records() {
        return store.rooms();
    }

    @Override
    public List<RoomView> roomsOf(String user) {
        return List.of();
    }

    @Override
    public Optional<RoomView> look(RoomId room, Optional<String> user) {
        return room(room).map(Told::new);
    }

    /// A room where nobody is anything.
    ///
    /// @param room as it began
    private record Told(RoomInfo room) implements RoomView {
        @Override
        public RoomInfo info(Optional<String> viewer) {
            return room;
        }

        @Override
        public Optional<RoomMember> member(String user) {
            return Optional.empty();
        }

        @Override
        public List<RoomMember> members() {
            return List.of();
        }

        @Override
        public long read(String user) {
            return 0;
        }

        @Override
        public List<Long> pins() {
            return List.of();
        }

        @Override
        public List<String> filter() {
            return List.of();
        }

        @Override
        public List<RoomInvite> invites() {
            return List.of();
        }

        @Override
        public List<RoomReport> reports() {
            return List.of();
        }

        @Override
        public List<RoomHook> hooks() {
            return List.of();
        }
    }

    @Override
    public List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit) {
        return store.trades(symbol, before, limit);
    }

    @Override
    public <T> CompletableFuture<T> askFloor(Function<Floor, T> question) {
        return full
                ? CompletableFuture.failedFuture(new RejectedExecutionException("full"))
                : sequencer.ask(question);
    }

    @Override
    public List<OrderInfo> doneOrders(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit) {
        return store.doneOrders(user, symbol, before, after, limit);
    }

    @Override
    public Optional<OrderInfo> order(String user, long order) {
        return store.order(user, order);
    }

    @Override
    public List<FillInfo> fills(
            String user,
            Optional<Symbol> symbol,
            OptionalLong before,
            OptionalLong after,
            int limit) {
        return store.fills(user, symbol, before, after, limit);
    }

    @Override
    public long pos() {
        return sequencer.appliedPos();
    }

    @Override
    public List<RoomInfo> rooms() {
        return rooms.values().stream().filter(TestFloor::isPublic).toList();
    }

    private static boolean isPublic(RoomInfo room) {
        return room.visibility() == RoomInfo.Visibility.PUBLIC;
    }

    @Override
    public Optional<RoomInfo> room(RoomId room) {
        return Optional.ofNullable(rooms.get(room)).filter(TestFloor::isPublic);
    }

    @Override
    public List<MarketInfo> markets() {
        return List.copyOf(markets.values());
    }

    @Override
    public Optional<MarketInfo> market(Symbol symbol) {
        return Optional.ofNullable(markets.get(symbol));
    }

    @Override
    public Optional<Event.Ticker> ticker(Symbol symbol) {
        return market(symbol)
                .map(_ ->
                        new Event.Ticker(
                                new Channel.Ticker(symbol),
                                symbol,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Decimal.ZERO,
                                Optional.empty(),
                                1_000));
    }

    @Override
    public Optional<Event.Book> book(Symbol symbol, int depth) {
        return market(symbol)
                .map(_ -> new Event.Book(symbol, depth, 1, 1_000, List.of(), List.of(), 0));
    }

    @Override
    public List<Event.Candle> candles(Symbol symbol, Interval interval, long from, long to) {
        return List.of();
    }

    @Override
    public List<Event.Candle> candles(
            Symbol symbol, Interval interval, long from, long to, long now) {
        asked = new Candles(interval, from, to);
        return store.candles(symbol, interval, from, to, now);
    }

    @Override
    public void close() {
        sequencer.close();
        store.close();
        try {
            Files.deleteIfExists(directory.resolve("store.db"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
