package dev.outcry.server.store;

import dev.outcry.protocol.Event;
import dev.outcry.server.floor.FloorCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The newest events of one channel, in order.
final class Record {
    private final int capacity;
    private final Deque<Event.Sequenced> events = new ArrayDeque<>();

    Record(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(Event.Sequenced event) {
        events.addLast(event);
        if (events.size() > capacity) {
            events.removeFirst();
        }
    }

    /// Takes the text of a message away.
    synchronized void blank(long message) {
        for (int i = events.size(); i > 0; i--) { // once round, so that the order stays
            Event.Sequenced event = events.removeFirst();
            events.addLast(
                    event.seq() == message && event instanceof Event.Message said
                            ? said.withoutText()
                            : event);
        }
    }

    /// {@return what a message was, and whether it was taken back}
    synchronized Optional<FloorCommand.Said> said(long seq) {
        Optional<FloorCommand.Deletion> deleted = Optional.empty();
        for (Iterator<Event.Sequenced> i = events.descendingIterator(); i.hasNext(); ) {
            Event.Sequenced event = i.next();
            if (event instanceof Event.Deleted taken && taken.message() == seq) {
                deleted = Optional.of(new FloorCommand.Deletion(taken.seq(), taken.pos()));
            } else if (event.seq() == seq) {
                return event instanceof Event.Message said
                        ? Optional.of(new FloorCommand.Said(said.from().id(), said.pos(), deleted))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// {@return the oldest seq kept}
    synchronized long oldest() {
        return events.isEmpty() ? 1 : events.getFirst().seq();
    }

    /// Costs a walk from the newest event to the first one wanted.
    synchronized List<Event.Sequenced> after(long seq, int limit) {
        Deque<Event.Sequenced> found = new ArrayDeque<>();
        for (Iterator<Event.Sequenced> i = events.descendingIterator(); i.hasNext(); ) {
            Event.Sequenced event = i.next();
            if (event.seq() <= seq) {
                break;
            }
            found.addFirst(event);
            if (found.size() > limit) {
                found.removeLast();
            }
        }
        return List.copyOf(found);
    }

    /// {@return the events of a kind that are kept, oldest first}
    synchronized <T extends Event.Sequenced> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Walks from the newest, or from the oldest where `after` is given.
    synchronized <T> List<T> page(
            OptionalLong before,
            OptionalLong after,
            int limit,
            Function<Event.Sequenced, @Nullable T> wanted,
            ToLongFunction<T> id) {
        List<T> found = new ArrayList<>();
        Iterator<Event.Sequenced> walk =
                after.isPresent() ? events.iterator() : events.descendingIterator();
        while (walk.hasNext() && found.size() < limit) {
            T item = wanted.apply(walk.next());
            if (item != null
                    && (before.isEmpty() || id.applyAsLong(item) < before.getAsLong())
                    && (after.isEmpty() || id.applyAsLong(item) > after.getAsLong())) {
                found.add(item);
            }
        }
        return after.isPresent() ? found : found.reversed();
    }
}
