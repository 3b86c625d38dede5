package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage.Reason;
import dev.outcry.protocol.ServerMessage.Snapshot;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Writes down what listeners are told, one line each.
final class Recorder implements ChannelListener, ConnectionListener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();

    @Override
    public void onEvent(Event event) {
        lines.add(
                event instanceof Event.Message message
                        ? message.seq() + " " + message.text().orElse("deleted")
                        : event.getClass().getSimpleName() + " " + event.seq());
    }

    @Override
    public void onSnapshot(Snapshot snapshot, Optional<Reason> reason) {
        lines.add("snapshot" + reason.map(why -> " " + why).orElse(""));
    }

    @Override
    public void onLive() {
        lines.add("live");
    }

    @Override
    public void onEnded(OutcryException cause) {
        lines.add("ended " + cause.code());
    }

    @Override
    public void onState(ConnectionState state) {
        states.add(state);
    }

    @Override
    public void onNotice(String text) {
        lines.add("notice " + text);
    }

    void add(String line) {
        lines.add(line);
    }

    /// Waits for the next line.
    String next() {
        return take(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// Waits for the next state of a kind, skipping others.
    <S extends ConnectionState> S state(Class<S> kind) {
        while (true) {
            ConnectionState next = take(states);
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    private static <T> T take(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was told");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
