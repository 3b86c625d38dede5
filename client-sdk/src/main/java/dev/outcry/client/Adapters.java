package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.RoomEvent;
import dev.outcry.protocol.ServerMessage.Reason;
import dev.outcry.protocol.ServerMessage.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Puts the typed listeners upon [ChannelListener].
final class Adapters {
    private Adapters() {}

    static ChannelListener room(RoomListener listener) {
        return new Adapter(
                listener,
                event -> {
                    only(Event.Message.class, event).ifPresent(listener::onMessage);
                    only(Event.Deleted.class, event).ifPresent(listener::onDeleted);
                    only(RoomEvent.class, event).ifPresent(listener::onChange);
                },
                (snapshot, ignored) -> {
                    if (snapshot instanceof Snapshot.OfRoom room) {
                        listener.onReset(room.room(), all(Event.Message.class, room.events()));
                        listener.onPins(all(Event.Message.class, room.pins()));
                    }
                });
    }

    static ChannelListener people(PeopleListener listener) {
        return new Adapter(
                listener,
                event -> {
                    only(Event.PresenceChanged.class, event).ifPresent(listener::onChange);
                    only(Event.Typing.class, event).ifPresent(listener::onTyping);
                },
                (snapshot, ignored) -> {
                    if (snapshot instanceof Snapshot.OfPresence people) {
                        listener.onPeople(people.count(), people.people());
                    }
                });
    }

    static ChannelListener ticker(TickerListener listener) {
        return new Adapter(
                listener,
                event -> only(Event.Ticker.class, event).ifPresent(listener::onTicker),
                (snapshot, ignored) ->
                        items(Event.Ticker.class, snapshot).forEach(listener::onTicker));
    }

    static ChannelListener trades(TradeListener listener) {
        return new Adapter(
                listener,
                event -> only(Event.Trade.class, event).ifPresent(listener::onTrade),
                (snapshot, ignored) -> listener.onReset(items(Event.Trade.class, snapshot)));
    }

    static ChannelListener candles(CandleListener listener) {
        return new Adapter(
                listener,
                event -> only(Event.Candle.class, event).ifPresent(listener::onCandle),
                (snapshot, ignored) -> listener.onReset(items(Event.Candle.class, snapshot)));
    }

    static ChannelListener account(AccountListener listener) {
        return new Adapter(
                listener,
                event -> {
                    only(Event.OrderChanged.class, event)
                            .ifPresent(changed -> listener.onOrder(changed.order()));
                    only(Event.Filled.class, event)
                            .ifPresent(filled -> listener.onFill(filled.fill()));
                    only(Event.BalanceChanged.class, event)
                            .ifPresent(changed -> listener.onBalance(changed.balance()));
                    only(Event.Mention.class, event).ifPresent(listener::onMention);
                    only(Event.Read.class, event).ifPresent(listener::onRead);
                    only(Event.Added.class, event).ifPresent(listener::onAdded);
                },
                (snapshot, ignored) -> {
                    if (snapshot instanceof Snapshot.OfMe me) {
                        listener.onReset(me.orders(), me.balances());
                    }
                });
    }

    private record Adapter(
            FollowListener to,
            Consumer<Event> event,
            BiConsumer<Snapshot, Optional<Reason>> snapshot)
            implements ChannelListener {
        @Override
        public void onEvent(Event happened) {
            event.accept(happened);
        }

        @Override
        public void onSnapshot(Snapshot now, Optional<Reason> reason) {
            snapshot.accept(now, reason);
        }

        @Override
        public void onEnded(OutcryException cause) {
            to.onEnded(cause);
        }
    }

    private static <E extends Event> List<E> items(Class<E> kind, Snapshot snapshot) {
        return switch (snapshot) {
            case Snapshot.One one -> all(kind, List.of(one.event()));
            case Snapshot.Items items -> all(kind, items.items());
            case Snapshot.OfRoom room -> all(kind, room.events());
            case Snapshot.OfPresence people -> List.of();
            case Snapshot.OfMe me -> List.of();
        };
    }

    private static <E extends Event> List<E> all(Class<E> kind, List<? extends Event> events) {
        return events.stream().flatMap(event -> stream(kind, event)).toList();
    }

    private static <E extends Event> Optional<E> only(Class<E> kind, Event event) {
        return kind.isInstance(event) ? Optional.of(kind.cast(event)) : Optional.empty();
    }

    private static <E extends Event> Stream<E> stream(Class<E> kind, Event event) {
        return only(kind, event).stream();
    }
}
