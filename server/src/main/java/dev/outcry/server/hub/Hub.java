package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.FillInfo;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.ServerMessage;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Delivery: what is applied goes to all who follow it.
///
/// Thread-safe. A few lanes share the connections; each has its own copy of every channel, so none
/// waits for another. See [Lane].
public final class Hub implements Lookups, AutoCloseable {
    private final List<Lane> lanes;
    private final History history;
    private final Crowds crowds = new Crowds();
    private final Filters filters = new Filters();
    private final AtomicInteger attached = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    /// Makes one that runs.
    ///
    /// @param lanes how many threads, about one a core
    /// @param history where events are read that the lanes don't keep
    /// @param clock for intervals, presence and the end of candles
    public Hub(int lanes, History history, Clock clock) {
        this.history = history;
        Reads reads = new Reads(history);
        this.lanes =
                IntStream.range(0, lanes)
                        .mapToObj(i -> new Lane("lane-" + i, clock, reads, crowds, this::tellAll))
                        .toList();
        this.lanes.forEach(Lane::start);
    }

    /// Hands a batch to all lanes. The apply thread calls it, before any of the batch's replies
    /// leaves; costs one put a lane.
    ///
    /// @param batch in log order
    public void publish(List<Applied> batch) {
        Batch shared = new Batch(batch, filters);
        lanes.forEach(lane -> lane.execute(() -> lane.take(shared)));
        shared.release();
    }

    /// Tells connections that their commands weren't logged. The apply thread calls it, in one
    /// order with [#publish].
    ///
    /// @param origins who waits, in the order of the commands
    /// @param why the answer to each
    public void refuse(List<Origin> origins, Result.Refused why) {
        lanes.forEach(lane -> lane.execute(() -> lane.refuse(origins, why)));
    }

    /// Gives a connection its place. It has to [Seat#leave()] when it is gone.
    ///
    /// @param subscriber the connection; its outbox's [Outbox#onRoom] is taken by the hub
    /// @return its place
    public Seat attach(Subscriber subscriber) {
        Lane lane = next(attached);
        LaneSeat seat = new LaneSeat(lane, subscriber);
        subscriber.outbox().onRoom(() -> lane.execute(seat::resume));
        subscriber.outbox().drainBy(lane.drains());
        lane.execute(seat::enter);
        return seat;
    }

    /// Asks what is now. Never answered after [#close()].
    ///
    /// @param <T> what is asked for
    /// @param question quick; run by a lane, after everything that was published before the call.
    ///   It must not let the view out
    /// @return the answer
    public <T> CompletableFuture<T> ask(Function<View, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Lane lane = next(asked);
        lane.execute(() -> {
            try {
                answer.complete(question.apply(lane.world()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public boolean filtered(RoomId room, String text) {
        return filters.find(room, text);
    }

    @Override
    public Optional<FillInfo> fill(String user, long trade) {
        return history.fill(user, trade);
    }

    /// Finds somebody who has ever done something. May block for long; never called by a lane's
    /// thread.
    ///
    /// @param user an id
    /// @return who that is
    public Optional<Person> person(String user) {
        return ask(view -> view.person(user)).join().or(() -> history.author(user));
    }

    @Override
    public Optional<FloorCommand.Said> said(RoomId room, long message) {
        return history.said(room, message);
    }

    /// Tells who is in a room at this moment.
    ///
    /// @param room any
    /// @return its people, once each however many connections they have
    public ServerMessage.Snapshot.OfPresence presence(RoomId room) {
        return crowds.sight(room);
    }

    @Override
    public Set<String> present(RoomId room) {
        return crowds.ids(room);
    }

    /// Tells the followers of a room's presence that somebody types.
    ///
    /// @param room where; nothing happens if there is no such room
    /// @param from who
    /// @param on whether they type now
    public void typing(RoomId room, Person from, boolean on) {
        Shared typing = new Shared(new Event.Typing(room, from, on));
        lanes.forEach(lane -> lane.execute(() -> lane.world().typing(room, typing)));
    }

    /// {@return what the hub has done so far, and what it holds}
    public HubStats stats() {
        return lanes.stream().map(Lane::stats).reduce(HubStats.NONE, HubStats::plus);
    }

    /// Does what was asked before, then ends the lanes. Nothing is delivered afterwards.
    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    private void tellAll(RoomId room, Crowd.Telling telling) {
        lanes.forEach(lane -> lane.execute(() -> lane.world().tell(room, telling)));
    }

    private Lane next(AtomicInteger turn) {
        return lanes.get(Math.floorMod(turn.getAndIncrement(), lanes.size()));
    }
}
