package dev.outcry.client;

import dev.outcry.protocol.Channel;
import dev.outcry.protocol.Position;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One followed channel. It lasts over reconnects, until closed by either side. Any thread.
public final class Subscription implements AutoCloseable {
    private final Dialogue dialogue;
    private final Cursor cursor;

    Subscription(Dialogue dialogue, Cursor cursor) {
        this.dialogue = dialogue;
        this.cursor = cursor;
    }

    /// {@return what is followed}
    public Channel channel() {
        return cursor.channel();
    }

    /// {@return a future that completes when the server has accepted this for the first time, and
    /// fails with an [OutcryException] if it refuses}
    public CompletableFuture<Void> ready() {
        return cursor.ready().copy();
    }

    /// {@return up to where the listener has been told; give it to [Follow#since(Position)] to go
    /// on there, in another process too. Empty before the first, and where events aren't counted}
    public Optional<Position> position() {
        return cursor.delivered();
    }

    /// {@return whether events may still come}
    public boolean isOpen() {
        return cursor.isOpen();
    }

    /// Ends it; the listener is told nothing more, but what it is told at this moment. The channel
    /// may be followed again at once.
    @Override
    public void close() {
        dialogue.unfollow(cursor);
    }
}
