package dev.outcry.server.socket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.DateTime;
import io.helidon.http.Status;
import io.helidon.webserver.spi.ServerConnection;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// The rest of a connection whose upgrade was refused: nothing, it ends.
///
/// A connection that ends is how an upgrader can answer by itself: returning none would go on to
/// the HTTP routing.
final class Refusal implements ServerConnection {
    private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());
    private static final int UPGRADE_REQUIRED = 426;

    private Refusal() {}

    /// Answers with the problem (RFC 9457).
    ///
    /// @throws java.io.UncheckedIOException if the peer is gone
    static ServerConnection send(DataWriter out, Endpoint.Refuse refuse) {
        String title = Status.create(refuse.status()).reasonPhrase();
        byte[] problem =
                JSON.createObjectBuilder()
                        .add("type", "about:blank")
                        .add("title", title)
                        .add("status", refuse.status())
                        .add("code", refuse.code())
                        .add("detail", refuse.message())
                        .build()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(refuse.status()).append(' ').append(title).append("\r\n");
        header(head, "Date", DateTime.rfc1123String());
        header(head, "Content-Type", "application/problem+json");
        header(head, "Content-Length", Integer.toString(problem.length));
        if (refuse.status() == UPGRADE_REQUIRED) {
            header(head, "Upgrade", "websocket");
            header(head, "Sec-WebSocket-Version", "13");
            header(head, "Connection", "Upgrade, close");
        } else {
            header(head, "Connection", "close");
        }
        refuse.headers().forEach((name, value) -> header(head, name, value));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] answer = new byte[start.length + problem.length];
        System.arraycopy(start, 0, answer, 0, start.length);
        System.arraycopy(problem, 0, answer, start.length, problem.length);
        out.writeNow(BufferData.create(answer));
        return new Refusal();
    }

    @Override
    public void handle(Limit limit) {}

    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {}

    private static void header(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
