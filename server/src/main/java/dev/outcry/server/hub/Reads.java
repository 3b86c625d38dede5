package dev.outcry.server.hub;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Event;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads of the [History] on virtual threads of their own, a few at once. Any thread.
final class Reads {
    private static final Logger LOG = System.getLogger(Reads.class.getName());
    private static final int AT_ONCE = 8;

    private final History history;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    Reads(History history) {
        this.history = history;
    }

    /// What a read found.
    ///
    /// @param oldest the oldest seq that could be read
    /// @param events as asked for
    record Page(long oldest, List<Event.Sequenced> events) {}

    /// Reads, later.
    ///
    /// @param then given the page on the reading thread, or empty when that failed; quick
    void read(Channel channel, long after, int limit, Consumer<Optional<Page>> then) {
        read(channel, () -> page(channel, after, limit), then);
    }

    /// Reads single messages of a room, later, as last edited.
    ///
    /// @param then as of the other
    void read(Channel channel, List<Long> messages, Consumer<Optional<List<Event.Message>>> then) {
        read(channel, () -> history.messages(channel, messages), then);
    }

    private <T> void read(Channel channel, Supplier<T> reading, Consumer<Optional<T>> then) {
        Thread.startVirtualThread(() -> {
            permits.acquireUninterruptibly();
            Optional<T> found;
            try {
                found = Optional.of(reading.get());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the history of " + channel + " can't be read", e);
                found = Optional.empty();
            } finally {
                permits.release();
            }
            then.accept(found);
        });
    }

    private Page page(Channel channel, long after, int limit) {
        return new Page(history.oldest(channel), history.read(channel, after, limit));
    }
}
