package dev.outcry.tests;

import dev.outcry.client.ConnectionState;
import dev.outcry.client.Credentials;
import dev.outcry.client.Outcry;
import dev.outcry.client.PeopleListener;
import dev.outcry.client.RoomListener;
import dev.outcry.protocol.Event;
import dev.outcry.protocol.Person;
import dev.outcry.protocol.RoomInfo;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Somebody in the lobby by means of the SDK, and all that its listeners were told.
///
/// One thread speaks and waits; the SDK's threads fill the queues.
final class Participant implements AutoCloseable {
    final Outcry outcry;

    /// Every message heard one by one, oldest first; not those of a snapshot.
    final List<Event.Message> heard = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Event.Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Event.Ticker> tickers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> left = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

    private Participant(URI server, String name) {
        outcry =
                Outcry.builder(server)
                        .credentials(Credentials.guest(name))
                        .listener(states::add)
                        .connect();
        outcry.followTickers(tickers::add).ready().join();
        outcry.room("lobby").followPeople(new Attendance()).ready().join();
        outcry.room("lobby").follow(new Ears()).ready().join();
    }

    static Participant join(URI server, String name) {
        return new Participant(server, name);
    }

    /// Says something, and waits until the server has it.
    void say(String text) {
        outcry.room("lobby").say(text).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /// Waits for a message.
    Event.Message hears(String text) throws InterruptedException {
        return next(messages, message -> message.text().orElse("").equals(text));
    }

    /// Waits for a ticker.
    Event.Ticker sees(Predicate<Event.Ticker> wanted) throws InterruptedException {
        return next(tickers, wanted);
    }

    /// Forgets the tickers that came until now.
    void forgetTickers() {
        tickers.clear();
    }

    /// Waits until somebody has left the room.
    void seesLeave(String id) throws InterruptedException {
        next(left, id::equals);
    }

    /// Waits for a state of the connection.
    <S extends ConnectionState> S is(Class<S> state) throws InterruptedException {
        return state.cast(next(states, state::isInstance));
    }

    /// Closes the client.
    void leave() {
        outcry.close();
    }

    @Override
    public void close() {
        leave();
    }

    /// Hears what is said now, and what was said when the room began anew.
    private final class Ears implements RoomListener {
        @Override
        public void onMessage(Event.Message message) {
            heard.add(message);
            messages.add(message);
        }

        @Override
        public void onReset(RoomInfo room, List<Event.Message> newest) {
            messages.addAll(newest);
        }
    }

    /// Takes until one fits, at most a minute for each.
    private static <T> T next(BlockingQueue<T> queue, Predicate<? super T> wanted)
            throws InterruptedException {
        while (true) {
            T item = queue.poll(60, TimeUnit.SECONDS);
            if (item == null) {
                throw new AssertionError("it never came");
            }
            if (wanted.test(item)) {
                return item;
            }
        }
    }

    private final class Attendance implements PeopleListener {
        @Override
        public void onPeople(int count, List<Person> people) {
            // Who is there from the beginning is not asked for.
        }

        @Override
        public void onChange(Event.PresenceChanged change) {
            left.addAll(change.left());
        }
    }
}
