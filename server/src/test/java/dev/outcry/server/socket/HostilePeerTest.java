package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever peers send: nobody else notices, nothing is logged above DEBUG, nothing is left behind.
@Timeout(60)
class HostilePeerTest {
    private final EchoServer server = new EchoServer();

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        try (RawSocket other = server.open()) {
            other.text("still here").expectText("still here");
        }
        server.sockets().closeAll(1001, "");
        assertThat(server.sockets().awaitNone(Duration.ofSeconds(20))).isTrue();
        assertThat(server.closings).hasValue(server.openings.get());
        assertThat(server.logged).isEmpty();
        server.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void sendsRandomBytesForFrames(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            sendAndVanish(bytes, random);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void sendsFramesWithAWrongBit(long seed) {
        Random random = new Random(seed);
        int[] heads = {0x81, 0x01, 0x80, 0x00, 0x88, 0x89, 0x8A, 0x82};
        for (int i = 0; i < 100; i++) {
            byte[] frame =
                    RawSocket.masked(
                            heads[random.nextInt(heads.length)],
                            "héllo wörld".getBytes(StandardCharsets.UTF_8));
            frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            sendAndVanish(frame, random);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n",
                "\n\n",
                "\u0000\u0001\u0002",
                "GET\r\n\r\n",
                "GET /ws HTTP/1.0\r\n\r\n",
                "GET /ws HTTP/1.1\n\n",
                "GET /ws HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /ws%zz HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
                "GET /ws?a=%zz HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n",
                "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nSec-WebSocket-Key: \u00ff\r\n\r\n"
            })
    void sendsWhatIsNoRequest(String request) {
        byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
        for (boolean reset : new boolean[] {false, true}) {
            RawSocket peer = RawSocket.plain(server.port()).send(bytes);
            if (reset) {
                peer.reset();
            } else {
                peer.close();
            }
        }
    }

    @Test
    void floodsPingsWithoutReading() {
        RawSocket peer = server.open();
        byte[] ping = RawSocket.masked(RawSocket.FIN | RawSocket.PING, new byte[125]);
        for (int i = 0; i < 200_000; i++) {
            peer.send(ping);
        }
        peer.reset();
    }

    @Test
    void vanishesTenThousandTimes() {
        for (int i = 0; i < 10_000; i++) {
            server.open().reset();
        }
    }

    private void sendAndVanish(byte[] bytes, Random random) {
        try (RawSocket peer = server.open()) {
            peer.send(bytes);
            if (random.nextBoolean()) {
                peer.close(1000, "");
            }
            if (random.nextBoolean()) {
                peer.reset();
            }
        } catch (UncheckedIOException _) {
            // The server was faster to end it.
        }
    }
}
