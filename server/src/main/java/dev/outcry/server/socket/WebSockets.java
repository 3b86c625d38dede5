package dev.outcry.server.socket;

import io.helidon.webserver.spi.ProtocolConfig;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/// The WebSocket side of one web server: give it to the server's configuration with `addProtocol`.
///
/// Takes the place of Helidon's own WebSocket upgrade on that server. Owns a heartbeat thread until
/// it is closed. Thread-safe.
public final class WebSockets implements ProtocolConfig, AutoCloseable {
    /// How long a peer may be silent before it is sent a ping.
    public static final Duration HEARTBEAT = Duration.ofSeconds(20);

    /// How long it may then stay silent before it is closed with 4009.
    public static final Duration ANSWER = Duration.ofSeconds(8);

    static final String TYPE = "outcry-websocket";

    private final Endpoint endpoint;
    private final Connections connections;
    private final boolean deflate;

    /// With the usual heartbeat.
    ///
    /// @param endpoint decides who comes in
    /// @param deflate whether permessage-deflate is agreed to
    public WebSockets(Endpoint endpoint, boolean deflate) {
        this(endpoint, deflate, HEARTBEAT, ANSWER);
    }

    /// With a heartbeat of its own. Times are kept to an eighth of the shorter one, and to half a
    /// second.
    ///
    /// @param endpoint decides who comes in
    /// @param deflate whether permessage-deflate is agreed to
    /// @param heartbeat how long a peer may be silent before it is sent a ping
    /// @param answer how long it may then stay silent before it is closed with 4009
    public WebSockets(Endpoint endpoint, boolean deflate, Duration heartbeat, Duration answer) {
        this.endpoint = endpoint;
        this.deflate = deflate;
        connections = new Connections(heartbeat, answer);
    }

    /// {@return how many connections are open, those that are closing included}
    public int count() {
        return connections.count();
    }

    /// {@return how many connections have ended since the start, by what ended them: the code of
    /// the close frame that came first, `1006` for none, `other` for those that aren't in the
    /// protocol}
    public Map<String, LongSupplier> closes() {
        return connections.closes().sums();
    }

    /// Refuses new connections with 503 from now on. Closes none.
    public void refuseNew() {
        connections.refuseNew();
    }

    /// Closes all connections, behind what their outboxes hold, and refuses new ones with 503 from
    /// then on.
    ///
    /// @param code the close code
    /// @param reason for people
    public void closeAll(int code, String reason) {
        connections.closeAll(code, reason);
    }

    /// Waits until every connection has ended and its listener knows; to be called after
    /// [#closeAll]. The web server's own stop doesn't wait for connections, and may end some
    /// without waiting for their close frames.
    ///
    /// @param atMost how long to wait
    /// @return whether none is left
    /// @throws InterruptedException if the calling thread is interrupted
    public boolean awaitNone(Duration atMost) throws InterruptedException {
        return connections.awaitNone(atMost);
    }

    /// Stops the heartbeat and closes what is still open with 1001. Doesn't wait.
    @Override
    public void close() {
        connections.closeAll(CloseCodes.GOING_AWAY, "server stops");
        connections.stop();
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String name() {
        return TYPE;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    boolean deflate() {
        return deflate;
    }

    Connections connections() {
        return connections;
    }
}
