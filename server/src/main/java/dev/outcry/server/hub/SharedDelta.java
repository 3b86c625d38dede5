package dev.outcry.server.hub;

import dev.outcry.protocol.Event;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A change of a book, and what it is to each depth. One instance for all lanes. Thread-safe.
final class SharedDelta {
    private final Event.BookDelta raw;
    private final AtomicReference<@Nullable Views> views = new AtomicReference<>();

    SharedDelta(Event.BookDelta raw) {
        this.raw = raw;
    }

    /// What each depth sees of it, by ordinal.
    ///
    /// @param ten null where nothing changed among the ten best
    /// @param fifty the same for fifty
    /// @param thousand the same for a thousand
    record Views(@Nullable Shared ten, @Nullable Shared fifty, @Nullable Shared thousand) {
        /// {@return the event for a depth; empty where it sees no change}
        Optional<Shared> of(Depth depth) {
            return Optional.ofNullable(
                    switch (depth) {
                        case TEN -> ten;
                        case FIFTY -> fifty;
                        case THOUSAND -> thousand;
                    });
        }
    }

    /// {@return as the floor told it, without checksum}
    Event.BookDelta raw() {
        return raw;
    }

    /// {@return what each depth sees, once a lane has worked it out}
    @Nullable Views views() {
        return views.get();
    }

    /// Keeps what a lane has worked out.
    ///
    /// @param worked the same on every lane
    /// @return those that were kept first
    Views keep(Views worked) {
        Views before = views.compareAndExchange(null, worked);
        return before == null ? worked : before;
    }

    /// {@return about how many bytes its frame has}
    int sizeEstimate() {
        return 200 + 48 * raw.changes().size();
    }
}
