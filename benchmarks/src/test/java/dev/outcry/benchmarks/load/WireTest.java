package dev.outcry.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MESSAGES = 1_000;
    private static final int LENGTH = 8_000;

    @Test
    void sendsAllInOrderToAServerThatReadsLate() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.webSocket());
                Loop loop = new Loop(server.address())) {
            Peer.Opening opening = new Peer.Opening("/", "", (_, _, _, _) -> {}, 0);
            Peer peer = loop.connect(1, _ -> Peer.open(loop, opening)).getFirst();
            for (int i = 0; i < MESSAGES; i++) { // more than the kernels hold
                peer.sendText(Integer.toString(i).repeat(LENGTH).substring(0, LENGTH));
            }
            InputStream in = server.connection().getInputStream();
            CompletableFuture<Void> read = CompletableFuture.runAsync(() -> readAll(in));
            loop.until(read::isDone, PATIENCE);

            assertThat(read).isCompleted();
        }
    }

    private static void readAll(InputStream in) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] frame = in.readNBytes(8 + LENGTH);
                for (int b = 8; b < frame.length; b++) {
                    frame[b] ^= frame[4 + (b & 3)];
                }
                String text = new String(frame, 8, LENGTH, StandardCharsets.US_ASCII);
                assertThat(text).startsWith(Integer.toString(i)).endsWith(last(i));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String last(int i) {
        return Integer.toString(i).repeat(LENGTH).substring(LENGTH - 4, LENGTH);
    }

    @Test
    void readsNoMoreThanItsPace() throws Exception {
        String[] texts = new String[20];
        Arrays.fill(texts, "x".repeat(1_000));
        int[] received = {0};
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.webSocket(texts));
                Loop loop = new Loop(server.address())) {
            Peer.Opening opening = new Peer.Opening("/", "", (_, _, _, _) -> received[0]++, 1_000);
            long begun = System.nanoTime();
            Peer peer = loop.connect(1, _ -> Peer.open(loop, opening)).getFirst();
            loop.until(() -> received[0] == 2, PATIENCE);
            double seconds = (System.nanoTime() - begun) / 1e9;

            assertThat(seconds).isGreaterThan(1.5);
            peer.readFreely(loop);
            loop.until(() -> received[0] == texts.length, PATIENCE);
        }
    }

    @Test
    void takesAnswersThatComeInPieces() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: y\r\n\r\n{\"pos\":1}";
        try (ScriptedServer server = new ScriptedServer(Scan.ascii(answer.repeat(3)));
                Loop loop = new Loop(server.address())) {
            Requests requests = new Requests(loop, "t");
            for (int i = 0; i < 3; i++) {
                requests.put("/p", "{}");
            }
            assertThat(requests.waiting()).isEqualTo(3);
            loop.until(() -> requests.waiting() == 0, PATIENCE);

            assertThat(server.head()).startsWith("PUT /p HTTP/1.1\r\n").contains("Bearer t\r\n");
        }
    }

    @Test
    void failsOnARefusal() throws Exception {
        String answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(Scan.ascii(answer));
                Loop loop = new Loop(server.address())) {
            Requests requests = new Requests(loop, "t");
            requests.put("/p", "{}");

            assertThatThrownBy(() -> loop.until(() -> requests.waiting() == 0, PATIENCE))
                    .hasMessageContaining("403");
        }
    }
}
