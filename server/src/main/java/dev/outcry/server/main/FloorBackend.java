package dev.outcry.server.main;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Interval;
import dev.outcry.protocol.OrderInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.protocol.Symbol;
import dev.outcry.server.api.Backend;
import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.floor.Floor;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Hub;
import dev.outcry.server.hub.Origin;
import dev.outcry.server.hub.View;
import dev.outcry.server.session.Persons;
import dev.outcry.server.store.RoomRecords;
import dev.outcry.server.store.Store;
import dev.outcry.server.webhook.Webhooks;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What the HTTP API has of the rest.
///
/// @param sequencer takes commands
/// @param hub knows what is
/// @param persons knows who is
/// @param store knows what was
/// @param webhooks post to others
record FloorBackend(Sequencer sequencer, Hub hub, Persons persons, Store store, Webhooks webhooks)
        implements Backend {
    @Override
    public Optional<Result.Refused> submit(FloorCommand command, Origin origin) {
        return sequencer.submit(command, origin);
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<View, T> question) {
        return hub.ask(question);
    }

    @Override
    public ServerMessage.Snapshot.OfPresence presence(RoomId room) {
        return hub.presence(room);
    }

    @Override
    public Set<String> present(RoomId room) {
        return hub.present(room);
    }

    @Override
    public boolean filtered(RoomId room, String text) {
        return hub.filtered(room, text);
    }

    @Override
    public Optional<FloorCommand.Said> said(RoomId room, long message) {
        return hub.said(room, message);
    }

    @Override
    public Optional<FillInfo> fill(String user, long trade) {
        return hub.fill(user, trade);
    }

    @Override
    public Optional<Person> person(String user) {
        return persons.find(user);
    }

    @Override
    public RoomRecords records() {
        return store.rooms();
    }

    @Override
    public List<Event.Trade> trades(Symbol symbol, OptionalLong before, int limit) {
        return store.trades(symbol, before, limit);
    }

    @Override
    public <T> CompletableFuture<T> askFloor(Function<Floor, T> question) {
        return sequencer.ask(question);
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
    public List<Event.Candle> candles(
            Symbol symbol, Interval interval, long from, long to, long now) {
        return store.candles(symbol, interval, from, to, now);
    }
}
