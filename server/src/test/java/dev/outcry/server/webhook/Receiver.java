package dev.outcry.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.outcry.protocol.Codec;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

/// What webhooks post to, as somebody else would write it: the JDK's own HTTPS server.
public final class Receiver implements AutoCloseable {
    private final HttpsServer server;
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private volatile ToIntFunction<Posted> status = _ -> 204;

    /// One post.
    ///
    /// @param path with its query
    /// @param id the header `webhook-id`
    /// @param timestamp the header `webhook-timestamp`
    /// @param signature the header `webhook-signature`
    /// @param type the header `Content-Type`
    /// @param body as it came
    public record Posted(
            String path, String id, String timestamp, String signature, String type, String body) {
        /// {@return the body as JSON}
        public JsonObject json() {
            return Codec.decodeObject(body);
        }

        /// {@return the events that it tells}
        public List<JsonObject> events() {
            return json().getJsonArray("events").getValuesAs(JsonObject.class);
        }

        /// Tells whether it is signed, as Standard Webhooks says.
        ///
        /// @param secret as the webhook's owner was told it
        /// @return whether the signature is that of this body
        public boolean isSigned(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] signed =
                        mac.doFinal(
                                (id + "." + timestamp + "." + body)
                                        .getBytes(StandardCharsets.UTF_8));
                return signature.equals("v1," + Base64.getEncoder().encodeToString(signed));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Begins to listen on this machine.
    ///
    /// @param tls what proves who it is
    public Receiver(SSLContext tls) {
        try {
            server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Posted taken =
                    new Posted(
                            exchange.getRequestURI().toString(),
                            header(exchange, "webhook-id"),
                            header(exchange, "webhook-timestamp"),
                            header(exchange, "webhook-signature"),
                            header(exchange, "Content-Type"),
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            int answer = status.applyAsInt(taken);
            posted.add(taken);
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /// From now on, answers by what came.
    ///
    /// @param by makes the status
    public void answer(ToIntFunction<Posted> by) {
        status = by;
    }

    /// {@return the port that it listens on}
    public int port() {
        return server.getAddress().getPort();
    }

    /// {@return a URL that leads here}
    ///
    /// @param path begins with a slash
    public String url(String path) {
        return "https://127.0.0.1:" + port() + path;
    }

    /// {@return the next post, which must come within ten seconds}
    public Posted next() {
        try {
            Posted next = posted.poll(10, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was posted within 10 s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits until so many events have come, each delivery counted once.
    ///
    /// @param count how many at least
    /// @return the events, as they came
    public List<JsonObject> events(int count) {
        List<JsonObject> events = new ArrayList<>();
        String last = "";
        while (events.size() < count) {
            Posted next = next();
            if (!next.id().equals(last)) {
                events.addAll(next.events());
            }
            last = next.id();
        }
        return events;
    }

    /// {@return whether something was posted that nobody has looked at}
    public boolean isWaiting() {
        return !posted.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
