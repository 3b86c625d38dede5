package dev.outcry.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One post, to peers that do what they like.
@Timeout(60)
class PosterTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static SSLContext tls;

    @TempDir private static Path directory;

    @BeforeAll
    static void certify() throws IOException, InterruptedException {
        tls = TestCertificate.make(directory, "ip:127.0.0.1").context();
    }

    /// What a peer does with a connection, once the request has come.
    @FunctionalInterface
    private interface Answering {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    /// A peer that takes one connection.
    private static final class Peer implements AutoCloseable {
        private final SSLServerSocket listening;
        private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

        Peer(Answering answering) throws IOException {
            listening =
                    (SSLServerSocket)
                            tls.getServerSocketFactory()
                                    .createServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
            Thread.ofVirtual().start(() -> serve(answering));
        }

        private void serve(Answering answering) {
            try (Socket socket = listening.accept()) {
                InputStream in = socket.getInputStream();
                StringBuilder request = new StringBuilder();
                while (request.indexOf("\r\n\r\n{}") < 0) {
                    request.append((char) in.read());
                }
                requests.add(request.toString());
                answering.answer(socket.getOutputStream());
            } catch (IOException | InterruptedException e) {
                requests.add("broken: " + e);
            }
        }

        Target target(String path) {
            return Target.parse("https://127.0.0.1:" + listening.getLocalPort() + path)
                    .orElseThrow();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    private static void ok(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static Poster poster() {
        List<Network> allowed = Network.parse("127.0.0.0/8").stream().toList();
        return new Poster(new Reachable(allowed), tls::getSocketFactory);
    }

    private static Poster.Outcome post(String answer) throws Exception {
        return post(out -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Poster.Outcome post(Answering answering) throws Exception {
        try (Peer peer = new Peer(answering)) {
            return poster().post(peer.target("/hook"), Map.of(), BODY);
        }
    }

    @Test
    void saysWhatHttpAsksFor() throws Exception {
        try (Peer peer = new Peer(PosterTest::ok)) {
            Target target = peer.target("/hook?a=1");

            assertThat(poster().post(target, Map.of("webhook-id", "h.1"), BODY))
                    .isEqualTo(new Poster.Outcome.Taken(200));
            assertThat(peer.requests.poll(10, TimeUnit.SECONDS))
                    .startsWith("POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:" + target.port())
                    .contains("\r\nContent-Type: application/json\r\n")
                    .contains("\r\nContent-Length: 2\r\n")
                    .contains("\r\nwebhook-id: h.1\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 204 No Content, 204",
        "HTTP/1.0 299, 299",
        "HTTP/1.1 200 , 200",
        "HTTP/1.1 100 Continue\\n\\nHTTP/1.1 103 Early\\nLink: x\\n\\nHTTP/1.1 202 Ok, 202"
    })
    void isTakenByWhoeverSaysSo(String answer, int status) throws Exception {
        assertThat(post(answer.replace("\\n", "\r\n") + "\r\nServer: x\r\n\r\n"))
                .isEqualTo(new Poster.Outcome.Taken(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 301, 302, 307, 400, 404, 410, 429, 500, 503, 999})
    void isNotTakenOtherwise(int status) throws Exception {
        if (status == 199) { // only says that an answer comes, and none does
            assertThat(post("HTTP/1.1 199 Wait\r\n\r\n"))
                    .isEqualTo(new Poster.Outcome.Failed("the connection failed"));
        } else {
            assertThat(post("HTTP/1.1 " + status + " Nope\r\nLocation: /x\r\n\r\n"))
                    .isEqualTo(new Poster.Outcome.Failed("the status was " + status));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "hello\r\n",
                "HTTP/2 200\r\n",
                "HTTP/1.1 2OO OK\r\n",
                "HTTP/1.1 -20 OK\r\n",
                "HTTP/1.1  200 OK\r\n",
                "HTTP/1.1 20",
                "\u0000\u00ff\u0001"
            })
    void takesNoNoiseForAnAnswer(String noise) throws Exception {
        assertThat(post(noise)).isEqualTo(new Poster.Outcome.Failed("the connection failed"));
    }

    @Test
    void readsNoEndlessLine() throws Exception {
        assertThat(
                        post(out -> {
                            while (true) {
                                out.write(new byte[8_192]);
                            }
                        }))
                .isEqualTo(new Poster.Outcome.Failed("the connection failed"));
    }

    @Test
    void readsNoEndlessHead() throws Exception {
        byte[] lines =
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(
                        post(out -> {
                            while (true) {
                                out.write(lines);
                            }
                        }))
                .isEqualTo(new Poster.Outcome.Failed("the connection failed"));
    }

    @Test
    void waitsForNobodyLongerThanFiveSeconds() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(
                        post(out -> {
                            while (true) { // each byte comes in time, all of them never
                                out.write('H');
                                out.flush();
                                var _ = never.await(300, TimeUnit.MILLISECONDS);
                            }
                        }))
                .isEqualTo(new Poster.Outcome.Failed("no answer within 5 s"));
    }

    @Test
    void goesToNoAddressThatIsNotPublic() throws Exception {
        Poster strict = new Poster(new Reachable(List.of()), tls::getSocketFactory);

        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "[::1]")) {
            Target target = Target.parse("https://" + host + ":1/").orElseThrow();

            assertThat(strict.post(target, Map.of(), BODY))
                    .as(host)
                    .isInstanceOfSatisfying(
                            Poster.Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).contains("address"));
        }
    }

    @Test
    void trustsNoCertificateOfAnotherName() throws Exception {
        try (Peer peer = new Peer(PosterTest::ok)) {
            Target other =
                    Target.parse("https://localhost:" + peer.listening.getLocalPort() + "/")
                            .orElseThrow();

            assertThat(poster().post(other, Map.of(), BODY))
                    .isEqualTo(
                            new Poster.Outcome.Failed(
                                    "no secure connection: is its certificate good?"));
        }
    }

    @Test
    void trustsNoCertificateOfNobody() throws Exception {
        Poster usual =
                new Poster(
                        new Reachable(Network.parse("127.0.0.0/8").stream().toList()),
                        () -> defaultTls().getSocketFactory());
        try (Peer peer = new Peer(PosterTest::ok)) {
            assertThat(usual.post(peer.target("/"), Map.of(), BODY))
                    .isEqualTo(
                            new Poster.Outcome.Failed(
                                    "no secure connection: is its certificate good?"));
        }
    }

    private static SSLContext defaultTls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
