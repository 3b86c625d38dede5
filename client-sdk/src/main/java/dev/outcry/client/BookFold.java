package dev.outcry.client;

import dev.outcry.protocol.Event;
import dev.outcry.protocol.ServerMessage.Reason;
import dev.outcry.protocol.ServerMessage.Snapshot;
import java.util.Optional;

/// Keeps a book, and asks for it anew when it doesn't agree with the server's checksum. Holes are
/// noticed before an event gets here. Only for the callback thread.
final class BookFold implements ChannelListener {
    private final BookListener listener;
    private final Renewal renewal;
    private final OrderBook book = new OrderBook();
    private boolean right;

    /// Asks for a new snapshot.
    @FunctionalInterface
    interface Renewal {
        /// Returns at once.
        ///
        /// @param atOnce or in a while, where the last one was of no use
        void ask(boolean atOnce);
    }

    BookFold(BookListener listener, Renewal renewal) {
        this.listener = listener;
        this.renewal = renewal;
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof Event.Book whole) {
            check(book.replace(whole));
        } else if (event instanceof Event.BookDelta delta && right) {
            check(book.change(delta));
        }
    }

    @Override
    public void onSnapshot(Snapshot snapshot, Optional<Reason> reason) {
        if (snapshot instanceof Snapshot.One(Event event)) {
            onEvent(event);
        }
    }

    @Override
    public void onEnded(OutcryException cause) {
        listener.onEnded(cause);
    }

    private void check(boolean agrees) {
        boolean wasRight = right;
        right = agrees;
        if (agrees) {
            listener.onBook(book);
        } else {
            renewal.ask(wasRight);
            listener.onStale();
        }
    }
}
