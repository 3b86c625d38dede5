package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whose thread reads. When the first of these fails, Helidon has changed.
@Timeout(30)
class TakeoverTest {
    private static final String HELIDONS = "WebServer socket";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private void serve(UnaryOperator<WebServerConfig.Builder> how, Use<RawSocket> use)
            throws Exception {
        try (WebSockets sockets = new WebSockets(_ -> accept(), true)) {
            WebServer server =
                    how.apply(WebServer.builder().port(0).addProtocol(sockets)).build().start();
            try (RawSocket peer = RawSocket.open(server.port(), "/ws")) {
                use.of(peer);
            } finally {
                server.stop();
            }
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        void of(T it) throws Exception;
    }

    private Endpoint.Decision accept() {
        return new Endpoint.Accept(
                _ ->
                        new TextListener() {
                            @Override
                            public void onText(String text) {
                                events.add(text + " on " + Thread.currentThread().getName());
                            }

                            @Override
                            public void onClosed() {
                                events.add("closed");
                            }
                        },
                () -> {},
                Optional.empty());
    }

    private String event() throws InterruptedException {
        return String.valueOf(events.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void letsHelidonsThreadGo() throws Exception {
        serve(
                UnaryOperator.identity(),
                peer -> {
                    peer.text("one");
                    assertThat(event()).startsWith("one").doesNotContain(HELIDONS);

                    peer.close(1000, "").expectClose(1000).expectEnd();
                    assertThat(event()).isEqualTo("closed");
                });
    }

    @Test
    void readsOnHelidonsThreadWhereHelidonWritesByThreadsOfItsOwn() throws Exception {
        serve(
                config -> config.writeQueueLength(8),
                peer -> {
                    peer.text("one");
                    assertThat(event()).startsWith("one").contains(HELIDONS);

                    peer.close(1000, "").expectClose(1000).expectEnd();
                    assertThat(event()).isEqualTo("closed");
                });
    }
}
