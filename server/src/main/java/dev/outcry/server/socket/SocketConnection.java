package dev.outcry.server.socket;

import dev.outcry.server.hub.Frames;
import dev.outcry.server.hub.Outbox;
import io.helidon.webserver.ConnectionContext;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One upgraded connection: its thread reads until the end, then tells the listener.
///
/// [#run] belongs to the reading thread; everything else may be called by any.
final class SocketConnection implements Runnable {
    private static final Logger LOG = System.getLogger(SocketConnection.class.getName());
    private static final byte[] PING = Frames.ping(new byte[0]);
    private static final long LAST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Connections connections;
    private final ByteSource source;
    private final Transport transport;
    private final Outbox outbox;
    private Endpoint.@Nullable Accept accepted;
    private boolean closedByPeer;
    private volatile boolean listening;

    // Of the heartbeat's thread only.
    private Pulse pulse = Pulse.HEARD;
    private long since;
    private int writes;

    /// What the heartbeat thinks of the peer.
    private enum Pulse {
        /// It was heard.
        HEARD,
        /// It isn't read, and takes nothing; since when.
        BLOCKED,
        /// It was sent a ping; since when.
        ASKED,
        /// It is being closed; since when.
        GIVEN_UP,
        /// Its socket was ended.
        ENDED
    }

    /// @param deflate whether permessage-deflate was negotiated
    SocketConnection(
            ConnectionContext context,
            Connections connections,
            Endpoint.Accept accepted,
            boolean deflate) {
        this.connections = connections;
        this.accepted = accepted;
        source = new ByteSource(context.serverSocket(), context.dataReader());
        transport = new Transport(context.serverSocket(), context.dataWriter());
        outbox = new Outbox(transport, deflate);
    }

    /// Reads until the connection has ended, then makes sure that the socket has too.
    @Override
    public void run() {
        connections.add(this);
        TextListener listener = open();
        try {
            read(new FrameReader(source, outbox.takesCompressed()), listener);
        } catch (UncheckedIOException e) {
            LOG.log(Level.DEBUG, "the connection has ended", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "reading failed", e);
        } finally {
            outbox.end();
            transport.abort();
            closed(listener);
            connections.remove(this, outbox.closeCode(), closedByPeer);
        }
    }

    void close(int code, String reason) {
        outbox.close(code, reason);
    }

    /// Asks a silent peer whether it lives, and closes if it didn't answer.
    ///
    /// A peer that is kept waiting by its own listener isn't read, so it can't be heard; it is
    /// asked nothing. But when it takes nothing of what is written to it for as long, it is as
    /// silent as another.
    ///
    /// @param now the [System#nanoTime()]
    /// @param heartbeatNanos how long a peer may be silent before it is asked
    /// @param answerNanos how long it may be silent after that
    void beat(long now, long heartbeatNanos, long answerNanos) {
        switch (pulse) {
            case ENDED -> {}
            case GIVEN_UP -> {
                if (now - since >= LAST_WORDS_NANOS) { // sooner than the outbox would
                    pulse = Pulse.ENDED;
                    transport.abort();
                }
            }
            case HEARD, BLOCKED, ASKED -> {
                if (listening) {
                    blocked(now, heartbeatNanos + answerNanos);
                } else if (now - source.heardAt() < heartbeatNanos) {
                    pulse = Pulse.HEARD;
                } else if (pulse != Pulse.ASKED) {
                    become(Pulse.ASKED, now);
                    outbox.control(PING);
                } else if (now - since >= answerNanos) {
                    giveUp(now);
                }
            }
        }
    }

    private void blocked(long now, long patienceNanos) {
        int started = transport.writes();
        if (pulse != Pulse.BLOCKED || started != writes || !transport.isWriting()) {
            become(Pulse.BLOCKED, now);
            writes = started;
        } else if (now - since >= patienceNanos) {
            giveUp(now);
        }
    }

    private void giveUp(long now) {
        become(Pulse.GIVEN_UP, now);
        outbox.close(CloseCodes.NOTHING_HEARD, "nothing heard in time");
    }

    private void become(Pulse next, long now) {
        pulse = next;
        since = now;
    }

    private @Nullable TextListener open() {
        Endpoint.Accept accept = accepted;
        accepted = null;
        if (accept == null) {
            throw new IllegalStateException("already opened");
        }
        try {
            return accept.open().apply(outbox);
        } catch (RuntimeException | Error e) {
            failed("opening a connection failed", e);
            accept.abandon().run();
            return null;
        }
    }

    private void read(FrameReader reader, @Nullable TextListener listener) {
        try {
            while (true) {
                source.await();
                switch (reader.next()) {
                    case Incoming.Text(String text) -> tell(listener, text);
                    case Incoming.Ping ping -> outbox.control(Frames.pong(ping.payload()));
                    case Incoming.Pong _ -> {}
                    case Incoming.Close(int code) -> {
                        closedByPeer = outbox.close(code, "");
                        awaitEnd(reader);
                    }
                }
            }
        } catch (FrameException e) {
            LOG.log(Level.DEBUG, "closing with {0}: {1}", e.code(), e.getMessage());
            outbox.close(e.code(), e.getMessage());
            if (!reader.isAtClose()) {
                reader.skipToClose();
            }
            awaitEnd(reader);
        }
    }

    /// The peer has closed: reads on until our close frame is written and the socket ended, or the
    /// outbox's patience is. Nothing that comes counts, but what is left unread would reset the
    /// connection and with it our last words.
    private void awaitEnd(FrameReader reader) {
        transport.closeReceived();
        while (true) {
            reader.skipToClose();
        }
    }

    private void tell(@Nullable TextListener listener, String text) {
        if (listener == null || outbox.isClosed()) {
            return;
        }
        listening = true;
        try {
            listener.onText(text);
        } catch (RuntimeException | Error e) {
            failed("a listener failed", e);
        } finally {
            source.heard();
            listening = false;
        }
    }

    private void closed(@Nullable TextListener listener) {
        if (listener == null) {
            return;
        }
        try {
            listener.onClosed();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed at the end", e);
        }
    }

    private void failed(String what, Throwable e) {
        LOG.log(Level.ERROR, what, e);
        outbox.close(CloseCodes.INTERNAL_ERROR, "internal error");
    }
}
