package dev.outcry.server.socket;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers upgrade requests: asks the endpoint, checks the handshake of RFC 6455 §4.2.1, switches
/// or refuses.
final class SocketUpgrader implements Http1Upgrader {
    private static final Logger LOG = System.getLogger(SocketUpgrader.class.getName());
    private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
    private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
    private static final HeaderName PROTOCOL = HeaderNames.create("Sec-WebSocket-Protocol");
    private static final HeaderName EXTENSIONS = HeaderNames.create("Sec-WebSocket-Extensions");
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final Map<String, String> SOON = Map.of("Retry-After", "5");

    private final WebSockets sockets;
    private final String upgradeValue;

    SocketUpgrader(WebSockets sockets, String upgradeValue) {
        this.sockets = sockets;
        this.upgradeValue = upgradeValue;
    }

    @Override
    public String supportedProtocol() {
        return upgradeValue;
    }

    /// {@return the connection that goes on, one that only ends if refused, or null to leave it to
    /// HTTP}
    @Override
    public @Nullable ServerConnection upgrade(
            ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        if (!prologue.method().equals(Method.GET)) {
            return null;
        }
        Endpoint.Decision decision = decide(context, prologue, headers);
        if (decision instanceof Endpoint.Accept accept) {
            Optional<Endpoint.Refuse> refuse = stopping().or(() -> malformed(headers));
            if (refuse.isPresent()) {
                accept.abandon().run();
                decision = refuse.get();
            }
        }
        try {
            return switch (decision) {
                case Endpoint.NotMine _ -> null;
                case Endpoint.Refuse refuse -> Refusal.send(context.dataWriter(), refuse);
                case Endpoint.Accept accept -> accept(context, headers, accept);
            };
        } catch (UncheckedIOException e) {
            // The one that Helidon takes for the peer's going, not for a fault.
            throw new ServerConnectionException("the peer went during the handshake", e);
        }
    }

    private ServerConnection accept(
            ConnectionContext context, WritableHeaders<?> headers, Endpoint.Accept accept) {
        Optional<String> deflate =
                sockets.deflate()
                        ? offers(headers).flatMap(PerMessageDeflate::answer)
                        : Optional.empty();
        String key = headers.get(KEY).get();
        // The HTTP connection outlives the switch, and would hold them as long.
        headers.clear();
        try {
            switchProtocols(context, key, accept.subprotocol(), deflate);
        } catch (RuntimeException e) {
            accept.abandon().run();
            throw e;
        }
        SocketConnection connection =
                new SocketConnection(context, sockets.connections(), accept, deflate.isPresent());
        return new Takeover(context, connection);
    }

    private Endpoint.Decision decide(
            ConnectionContext context, HttpPrologue prologue, Headers headers) {
        Handshake handshake;
        try {
            handshake = handshake(context, prologue, headers);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "undecodable upgrade request", e);
            return badRequest("the request can't be decoded");
        }
        try {
            return sockets.endpoint().decide(handshake);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "deciding on an upgrade failed", e);
            return new Endpoint.Refuse(500, "internal", "internal error");
        }
    }

    private static Handshake handshake(
            ConnectionContext context, HttpPrologue prologue, Headers headers) {
        Map<String, List<String>> query = new TreeMap<>();
        for (String name : prologue.query().names()) {
            query.put(name, prologue.query().all(name));
        }
        Map<String, List<String>> byName = new TreeMap<>();
        headers.forEach(header -> byName.put(header.name(), header.allValues()));
        InetAddress peer =
                context.remotePeer().address() instanceof InetSocketAddress address
                        ? address.getAddress()
                        : InetAddress.getLoopbackAddress();
        return new Handshake(
                prologue.uriPath().path(),
                query,
                byName,
                tokens(headers, PROTOCOL).toList(),
                peer,
                context.isSecure());
    }

    private Optional<Endpoint.Refuse> stopping() {
        return sockets.connections().isClosing()
                ? Optional.of(
                        new Endpoint.Refuse(503, "unavailable", "the server is stopping", SOON))
                : Optional.empty();
    }

    private static Optional<Endpoint.Refuse> malformed(Headers headers) {
        if (tokens(headers, HeaderNames.CONNECTION).noneMatch("upgrade"::equalsIgnoreCase)) {
            return Optional.of(badRequest("Connection isn't Upgrade"));
        }
        if (!headers.contains(VERSION) || !headers.get(VERSION).get().equals("13")) {
            return Optional.of(
                    new Endpoint.Refuse(426, "bad_request", "only WebSocket version 13 is spoken"));
        }
        if (!headers.contains(KEY) || !isKey(headers.get(KEY).get())) {
            return Optional.of(badRequest("Sec-WebSocket-Key isn't 16 bytes in base64"));
        }
        return offers(headers).isPresent()
                ? Optional.empty()
                : Optional.of(badRequest("Sec-WebSocket-Extensions is malformed"));
    }

    private static Endpoint.Refuse badRequest(String message) {
        return new Endpoint.Refuse(400, "bad_request", message);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<List<Extension>> offers(Headers headers) {
        return headers.contains(EXTENSIONS)
                ? Extension.parse(String.join(",", headers.get(EXTENSIONS).allValues()))
                : Optional.of(List.of());
    }

    private static Stream<String> tokens(Headers headers, HeaderName name) {
        if (!headers.contains(name)) {
            return Stream.empty();
        }
        Header header = headers.get(name);
        return header.allValues().stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .filter(token -> !token.isEmpty());
    }

    private static void switchProtocols(
            ConnectionContext context,
            String key,
            Optional<String> subprotocol,
            Optional<String> extension) {
        String answer =
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Accept: "
                        + acceptKey(key)
                        + subprotocol.map(name -> "\r\nSec-WebSocket-Protocol: " + name).orElse("")
                        + extension.map(it -> "\r\nSec-WebSocket-Extensions: " + it).orElse("")
                        + "\r\n\r\n";
        byte[] bytes = answer.getBytes(StandardCharsets.US_ASCII);
        context.dataWriter().writeNow(BufferData.create(bytes));
    }

    private static String acceptKey(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] hash = sha1.digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
