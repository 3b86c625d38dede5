package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.PING;
import static dev.outcry.tests.raw.Frame.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.tests.raw.Peer.Chop;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapter 2: each ping is answered by a pong of the same payload, in order.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsPingIT {
    private static final byte[] BYTES = {0x00, (byte) 0xFF, (byte) 0xFE, (byte) 0xFD, 0x55, 0x00};

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> cases() {
        return List.of(
                new Case(
                        "2.1 a ping without payload",
                        peer -> {
                            peer.send(ping("")).expectPong("").expectAlive();
                        }),
                new Case(
                        "2.2 a ping with a text",
                        peer -> {
                            peer.send(ping("Hello, world!"))
                                    .expectPong("Hello, world!")
                                    .expectAlive();
                        }),
                new Case(
                        "2.3 a ping with bytes that are no text",
                        peer -> {
                            peer.send(Frame.of(FIN | PING, BYTES));
                            assertThat(peer.peer().read().payload()).isEqualTo(BYTES);
                            peer.expectAlive();
                        }),
                new Case(
                        "2.4 a ping of 125 bytes",
                        peer -> {
                            peer.send(ping(full())).expectPong(full()).expectAlive();
                        }),
                new Case(
                        "2.5 a ping of 126 bytes",
                        peer -> {
                            peer.send(ping(full() + "*")).expectFailure(1002);
                        }),
                new Case(
                        "2.6 a ping of 125 bytes, octet by octet",
                        peer -> {
                            peer.send(Chop.OCTETS, ping(full())).expectPong(full()).expectAlive();
                        }),
                new Case(
                        "2.7 a pong that nobody asked for",
                        peer -> {
                            peer.send(Frame.of(FIN | PONG)).expectAlive();
                        }),
                new Case(
                        "2.8 a pong with payload that nobody asked for",
                        peer -> {
                            peer.send(Frame.of(FIN | PONG, "unasked")).expectAlive();
                        }),
                new Case(
                        "2.9 a pong that nobody asked for, then a ping",
                        peer -> {
                            peer.send(Frame.of(FIN | PONG, "unasked"))
                                    .send(ping("asked"))
                                    .expectPong("asked")
                                    .expectAlive();
                        }),
                new Case("2.10 ten pings", peer -> tenPings(peer, Chop.FRAMES)),
                new Case("2.10 ten pings at once", peer -> tenPings(peer, Chop.WHOLE)),
                new Case("2.11 ten pings, octet by octet", peer -> tenPings(peer, Chop.OCTETS)));
    }

    private static void tenPings(Talker peer, Chop chop) throws IOException {
        peer.send(chop, IntStream.range(0, 10).mapToObj(i -> ping("p" + i)).toArray(byte[][]::new));
        for (int i = 0; i < 10; i++) {
            peer.expectPong("p" + i);
        }
        peer.expectAlive();
    }

    private static byte[] ping(String payload) {
        return Frame.of(FIN | PING, payload);
    }

    private static String full() {
        return "*".repeat(125);
    }
}
