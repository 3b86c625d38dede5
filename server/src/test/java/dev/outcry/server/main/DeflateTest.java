package dev.outcry.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.config.Settings;
import dev.outcry.server.socket.Deflated;
import dev.outcry.server.socket.RawSocket;
import jakarta.json.Json;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// permessage-deflate on a whole server: who negotiated it and who didn't hear the same.
@Timeout(60)
class DeflateTest {
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";
    private static TestFloor floor;

    @BeforeAll
    static void start() {
        floor = TestFloor.open();
    }

    @AfterAll
    static void stop() {
        floor.close();
    }

    private static Client connect(String... headers) {
        Client client = Client.connect(floor.port(), "/ws", headers);
        client.follow("room:lobby");
        return client;
    }

    /// {@return 1 to 4,000 characters without blanks at the ends, more or less compressible}
    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder("=");
        int length = random.nextInt(random.nextInt(10) == 0 ? 3_900 : 300);
        int kinds = 1 + random.nextInt(500);
        while (text.length() < length) {
            text.appendCodePoint('a' + random.nextInt(kinds) * 37 % 26);
            text.append(random.nextInt(3) == 0 ? "\u00fcber " : "");
            text.appendCodePoint(0x4E00 + random.nextInt(kinds));
        }
        return text.append('=').toString();
    }

    private static void sendCompressed(RawSocket socket, String json, Random random) {
        byte[] payload = Deflated.of(json);
        int cut = random.nextInt(payload.length);
        socket.frame(RawSocket.RSV1 | RawSocket.TEXT, Arrays.copyOf(payload, cut));
        socket.frame(
                RawSocket.FIN | RawSocket.CONTINUATION,
                Arrays.copyOfRange(payload, cut, payload.length));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void everybodyHearsWhateverWasSaid(long seed) {
        Random random = new Random(seed);
        try (Client speaker =
                        connect(DEFLATE, "Authorization: Bearer " + floor.token("Ada" + seed));
                Client compressed = connect(DEFLATE);
                Client plain = connect()) {
            for (int i = 0; i < 40; i++) {
                String text = anyText(random);
                String say =
                        Json.createObjectBuilder()
                                .add("type", "say")
                                .add("room", "lobby")
                                .add("text", text)
                                .build()
                                .toString();

                sendCompressed(speaker.socket(), say, random);

                String event = plain.nextText();
                assertThat(Client.parse(event).getString("text")).isEqualTo(text);
                assertThat(compressed.nextText()).isEqualTo(event);
                assertThat(speaker.nextText()).isEqualTo(event);
            }
        }
    }

    @Test
    void compressesLongMessagesForThoseWhoNegotiatedIt() {
        String token = floor.token("Eve");
        try (Client speaker = floor.as(token);
                Client compressed = connect(DEFLATE);
                Client plain = connect()) {
            speaker.say("a long one ".repeat(100).strip());

            assertThat(plain.socket().read().isCompressed()).isFalse();
            RawSocket.Frame frame = compressed.socket().read();
            assertThat(frame.isCompressed()).isTrue();
            assertThat(frame.payload()).hasSizeLessThan(400);
        }
        assertThat(floor.get("/observe/metrics").body())
                .contains("outcry_compressed_bytes_total", "outcry_compression_saved_bytes_total");
    }

    @Test
    void closesWhoSendsAZipBombAndNobodyElse() {
        try (Client bomber = connect(DEFLATE);
                Client other = connect(DEFLATE)) {
            byte[] bomb = Deflated.of(new byte[60 << 20], 9);

            bomber.socket().frame(RawSocket.FIN | RawSocket.RSV1 | RawSocket.TEXT, bomb);

            bomber.socket().expectClose(1009);
            other.answered("{'type':'ping'}", "pong");
        }
    }

    @Test
    void agreesToNothingWhenItIsOff(@TempDir Path directory) {
        Settings on = TestFloor.settings(directory, false, new Settings.Feed(false, 1), 0);
        Settings.Web web =
                new Settings.Web(
                        on.web().host(),
                        0,
                        on.web().origins(),
                        on.web().proxies(),
                        on.web().tls(),
                        false);
        Settings off =
                new Settings(
                        web,
                        on.data(),
                        on.feed(),
                        on.secrets(),
                        on.log(),
                        on.logMaxBytes(),
                        on.nats(),
                        on.limits(),
                        on.webhooks());
        try (FloorServer server = FloorServer.start(off);
                RawSocket socket = RawSocket.plain(server.port())) {
            RawSocket.Response response = socket.upgrade("/ws", DEFLATE);

            assertThat(response.status()).isEqualTo(101);
            assertThat(response.header("Sec-WebSocket-Extensions", "none")).isEqualTo("none");
        }
    }
}
