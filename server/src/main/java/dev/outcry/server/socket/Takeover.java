package dev.outcry.server.socket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What Helidon gets for an upgraded connection: it takes the socket over, to be read by a thread
/// of our own, and lets Helidon's thread go.
///
/// Helidon would keep that thread for as long as the connection lives, waiting below our reading
/// with all that HTTP needed: more than half of an idle connection's memory. But when the thread
/// returns, Helidon closes the socket that it knows. There is no way but reflection to make it know
/// another. Where Helidon no longer has that field, or writes by threads of its own, nothing
/// breaks: the connection is read on Helidon's thread, and costs more.
final class Takeover implements ServerConnection {
    private static final Logger LOG = System.getLogger(Takeover.class.getName());
    private static final @Nullable Field FIELD = find();

    private final ConnectionContext context;
    private final SocketConnection connection;

    Takeover(ConnectionContext context, SocketConnection connection) {
        this.context = context;
        this.connection = connection;
    }

    /// The limit on concurrent requests isn't asked: this is no request.
    @Override
    public void handle(Limit limit) {
        if (release(context)) {
            Thread.startVirtualThread(connection);
        } else {
            connection.run();
        }
    }

    /// Zero: the heartbeat looks after silent peers, Helidon's idle check needn't.
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /// Called when the server stops, of connections that weren't taken over. Helidon then
    /// interrupts the reading thread, which ends the socket, so that the close frame may get lost:
    /// an orderly stop closes all and waits before.
    @Override
    public void close(boolean interrupt) {
        connection.close(CloseCodes.GOING_AWAY, "server stops");
    }

    /// {@return whether Helidon leaves the socket open when its thread returns}
    static boolean release(ConnectionContext context) {
        if (FIELD == null
                || !FIELD.getDeclaringClass().isInstance(context)
                || context.listenerContext().config().writeQueueLength() > 1) {
            return false;
        }
        try {
            FIELD.set(context, new Nothing());
            return true;
        } catch (IllegalAccessException e) {
            LOG.log(Level.DEBUG, "the socket can't be taken over", e);
            return false;
        }
    }

    private static @Nullable Field find() {
        try {
            Field field =
                    Class.forName("io.helidon.webserver.ConnectionHandler")
                            .getDeclaredField("helidonSocket");
            field.setAccessible(true);
            boolean fits =
                    field.getType() == HelidonSocket.class
                            && !Modifier.isFinal(field.getModifiers());
            return fits ? field : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Helidon's connections have changed", e);
            return null;
        }
    }

    /// What Helidon closes instead, and logs the name of.
    private static final class Nothing implements HelidonSocket {
        @Override
        public void close() {}

        @Override
        public void idle() {}

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public int read(BufferData buffer) {
            return -1;
        }

        @Override
        public void write(BufferData buffer) {
            throw gone();
        }

        @Override
        public byte[] get() {
            throw gone();
        }

        @Override
        public PeerInfo remotePeer() {
            throw gone();
        }

        @Override
        public PeerInfo localPeer() {
            throw gone();
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String socketId() {
            return "taken";
        }

        @Override
        public String childSocketId() {
            return "over";
        }

        private static IllegalStateException gone() {
            return new IllegalStateException("the socket was taken over");
        }
    }
}
