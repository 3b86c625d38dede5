package dev.outcry.server.crash;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection. One thread sends and takes.
final class Wire implements WebSocket.Listener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Optional<JsonObject>> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;
    private volatile boolean gone;

    /// The server has ended.
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;

        GoneException(String message) {
            super(message);
        }
    }

    static Wire open(HttpClient client, URI address, String token) {
        Wire wire = new Wire();
        try {
            wire.socket =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + token)
                            .buildAsync(URI.create("ws://" + address.getAuthority() + "/ws"), wire)
                            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw e;
            }
            throw new GoneException("no connection: " + e.getCause());
        }
        return wire;
    }

    void send(JsonObject command) {
        WebSocket to = socket;
        if (to != null && !gone) {
            try {
                to.sendText(command.toString(), true)
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
            } catch (RuntimeException e) { // it has gone, and nobody else may say so
                end();
            }
        }
    }

    boolean gone() {
        return gone && heard.isEmpty();
    }

    /// {@return the next message; null if there is none in time, or no more}
    @Nullable JsonObject take(long millis) throws InterruptedException {
        if (gone()) {
            return null;
        }
        Optional<JsonObject> next = heard.poll(millis, TimeUnit.MILLISECONDS);
        return next == null ? null : next.map(Contract::checked).orElse(null);
    }

    /// Cuts it, if it isn't yet.
    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try (JsonReader reader = Json.createReader(new StringReader(part.toString()))) {
                heard.add(Optional.of(reader.readObject()));
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end();
    }

    private void end() {
        gone = true;
        heard.add(Optional.empty());
    }
}
