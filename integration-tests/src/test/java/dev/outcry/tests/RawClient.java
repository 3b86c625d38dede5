package dev.outcry.tests;

import dev.outcry.server.contract.Contract;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client that shows the messages as they come: the JDK's WebSocket and a queue.
///
/// One thread sends and waits; messages arrive on the JDK's.
final class RawClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private RawClient(URI uri) {
        socket = http.newWebSocketBuilder().buildAsync(uri, new Inbox()).join();
    }

    static RawClient connect(URI uri) {
        return new RawClient(uri);
    }

    /// Sends a command, written as a person would type it.
    void send(String json) {
        socket.sendText(json, true).join();
    }

    /// Waits for a message, at most 20 seconds; those before it are dropped.
    JsonObject await(Predicate<JsonObject> wanted) throws InterruptedException {
        while (true) {
            JsonObject message = messages.poll(20, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("the message never came");
            }
            Contract.checked(message);
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    /// Waits for a message of a type.
    JsonObject await(String type) throws InterruptedException {
        return await(message -> message.getString("type").equals(type));
    }

    /// Waits, at most 20 seconds, until the connection has ended.
    ///
    /// @return the close code, 1006 if there was none
    int awaitClose() throws Exception {
        return closed.get(20, TimeUnit.SECONDS);
    }

    /// Ends it, and makes sure that what nobody waited for is as described too.
    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        messages.forEach(Contract::checked);
    }

    private final class Inbox implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try (JsonReader reader = Json.createReader(new StringReader(text.toString()))) {
                    messages.add(reader.readObject());
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
